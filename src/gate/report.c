// SPDX-License-Identifier: GPL-2.0-or-later
#include "report.h"

#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include "alias.h"
#include "escape.h"
#include "reason-text.h"

/* The journal catalog explains each of them. */
#define ID_ALLOWED       "84198262bed1484f8488ec5e2f7c374c"
#define ID_REFUSED       "7c0eea90a926442c9c8098037c80f60a"
#define ID_WOULD_REFUSE  "16fa703e6c1646b89e13d7adf466786a"
#define ID_LOAD_FAILED   "9696a3c5cc1c47769c9e267bd810766e"
#define ID_POLICY_BROKEN "28cb7d232ccd45c68b4a75ffe771914d"
#define ID_NO_PROGRAMS   "36b734b69c9f48bfa8194c620d0b3688"

#define ESCAPED_SIZE(size) ((size)*ESCAPED_BYTE + 1)
#define MODULES_SIZE       512

/* The texts of a request, escaped and put together. */
struct texts {
	char alias[ESCAPED_SIZE(ALIAS_MAX)];
	char modules[MODULES_SIZE];
	char comm[ESCAPED_SIZE(REQUESTER_COMM_SIZE)];
	char exe[ESCAPED_SIZE(sizeof(((struct requester_details *)0)->exe))];
	char unit[ESCAPED_SIZE(sizeof(((struct requester_details *)0)->unit))];
	char who[256]; /* the comm in quotation marks: it may be "cron[1] (uid 0)" */
	char why[JOURNAL_MESSAGE_SIZE];
	char require[REQUIREMENT_TEXT_SIZE];
};

static void join(const char *const *words, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (; *words; words++) {
		if (used + 1 + strlen(*words) * ESCAPED_BYTE >= size)
			return;
		if (used)
			text[used++] = ' ';
		escape_text(*words, text + used, size - used);
		used += strlen(text + used);
	}
}

static void describe_requester(const struct requester *requester, struct texts *texts)
{
	if (requester->class == REQUESTER_UNKNOWN && !requester->pid)
		snprintf(texts->who, sizeof(texts->who), "an unknown requester");
	else if (requester->class == REQUESTER_PROCESS)
		snprintf(texts->who, sizeof(texts->who), "\"%s\"[%d] (uid %u%s)", texts->comm,
			 requester->pid, requester->uid,
			 requester->in_initial_user_namespace ? "" : ", in a user namespace");
	else
		snprintf(texts->who, sizeof(texts->who), "\"%s\"[%d] (%s)", texts->comm,
			 requester->pid, requester_class_name(requester->class));
}

/* The end of the sentence that begins with what was asked for, by whom. */
static void describe_reason(const struct request *request, const struct verdict *verdict,
			    struct texts *texts)
{
	/* Of several modules, and of what comes with them, one decided. */
	bool names_module =
		verdict->module && (request->modules[1] || verdict->module != request->modules[0]);
	char decider[256], requirement[REASON_TEXT_SIZE];

	if (!verdict->require) {
		snprintf(texts->why, sizeof(texts->why), "mode %s", mode_name(verdict->mode));
		return;
	}
	snprintf(texts->why, sizeof(texts->why), "%s requires %s",
		 reason_decider(verdict, decider, sizeof(decider)),
		 reason_requirement(verdict, request->requester, names_module, requirement,
				    sizeof(requirement)));
}

static void prepare(const struct request *request, const struct requester_details *details,
		    const struct verdict *verdict, struct texts *texts)
{
	*texts = (struct texts){ 0 };
	escape_text(request->alias, texts->alias, sizeof(texts->alias));
	escape_text(request->requester->comm, texts->comm, sizeof(texts->comm));
	escape_text(details->exe, texts->exe, sizeof(texts->exe));
	escape_text(details->unit, texts->unit, sizeof(texts->unit));
	join(request->modules, texts->modules, sizeof(texts->modules));
	if (verdict->require)
		requirement_format(verdict->require, texts->require, sizeof(texts->require));
	describe_requester(request->requester, texts);
	describe_reason(request, verdict, texts);
}

static void add_if(struct journal_entry *entry, const char *field, const char *value)
{
	if (*value)
		journal_add(entry, field, value);
}

static void add_requester(struct journal_entry *entry, const struct requester *requester)
{
	journal_add(entry, "AUTOLOAD_REQUESTER", requester_class_name(requester->class));
	if (!requester->pid)
		return;
	journal_addf(entry, "OBJECT_PID", "%d", requester->pid);
	journal_addf(entry, "AUTOLOAD_PID", "%d", requester->pid);
	journal_addf(entry, "AUTOLOAD_TID", "%d", requester->tid);
	journal_addf(entry, "AUTOLOAD_UID", "%u", requester->uid);
	journal_addf(entry, "AUTOLOAD_EUID", "%u", requester->euid);
	journal_addf(entry, "AUTOLOAD_CAPS", "%016llx", (unsigned long long)requester->effective);
	if (requester->in_initial_user_namespace)
		journal_add(entry, "AUTOLOAD_USERNS", "init");
	else
		journal_addf(entry, "AUTOLOAD_USERNS", "%u", requester->user_namespace);
	journal_add(entry, "AUTOLOAD_CONFINED", requester_confined(requester) ? "yes" : "no");
	add_if(entry, "AUTOLOAD_CALLER", requester->caller);
}

static void add_verdict(struct journal_entry *entry, const struct verdict *verdict,
			const struct texts *texts)
{
	journal_add(entry, "AUTOLOAD_DECISION", decision_name(verdict->decision));
	journal_add(entry, "AUTOLOAD_REASON", reason_name(verdict->reason));
	journal_add(entry, "AUTOLOAD_MODE", mode_name(verdict->mode));
	add_if(entry, "AUTOLOAD_REQUIRE", texts->require);
	if (!verdict->rule)
		return;
	journal_add(entry, "AUTOLOAD_RULE", verdict->rule->name);
	journal_add(entry, "AUTOLOAD_CONFIG_FILE", verdict->rule->file);
	journal_addf(entry, "AUTOLOAD_CONFIG_LINE", "%u", verdict->rule->line);
}

static void add_fields(struct journal_entry *entry, const struct request *request,
		       const struct verdict *verdict, const struct texts *texts)
{
	journal_add(entry, "AUTOLOAD_ALIAS", texts->alias);
	journal_add(entry, "AUTOLOAD_MODULES", texts->modules);
	add_verdict(entry, verdict, texts);
	add_requester(entry, request->requester);
	add_if(entry, "AUTOLOAD_COMM", texts->comm);
	add_if(entry, "AUTOLOAD_EXE", texts->exe);
	add_if(entry, "AUTOLOAD_UNIT", texts->unit);
}

/* What kind of entry it is, and the words before and behind what was asked for. */
struct kind {
	const char *id;
	int priority;
	const char *done;
	const char *to;
};

static const struct kind decided[] = {
	[DECISION_ALLOWED] = { ID_ALLOWED, LOG_INFO, "Loaded", "for" },
	[DECISION_REFUSED] = { ID_REFUSED, LOG_WARNING, "Refused", "to" },
	[DECISION_WOULD_REFUSE] = { ID_WOULD_REFUSE, LOG_NOTICE,
				    "Loaded, but mode restrict would refuse,", "to" },
};
static const struct kind failed = { ID_LOAD_FAILED, LOG_ERR, "Could not load", "for" };

void report_decision(struct journal_entry *entry, const struct request *request,
		     const struct requester_details *details, const struct verdict *verdict,
		     int error)
{
	const struct kind *kind = error ? &failed : &decided[verdict->decision];
	char message[JOURNAL_MESSAGE_SIZE];
	const char *why;
	struct texts texts;

	prepare(request, details, verdict, &texts);
	why = error ? strerrordesc_np(-error) ?: "unknown error" : texts.why;
	snprintf(message, sizeof(message), "%s \"%s\" (%s) %s %s: %s", kind->done, texts.alias,
		 texts.modules, kind->to, texts.who, why);
	journal_begin(entry, kind->id, kind->priority, message);
	if (error)
		journal_addf(entry, "ERRNO", "%d", -error);
	add_fields(entry, request, verdict, &texts);
}

void report_policy_broken(struct journal_entry *entry, const char *file, unsigned int line,
			  const char *error)
{
	char message[JOURNAL_MESSAGE_SIZE], escaped[JOURNAL_MESSAGE_SIZE / 2];
	char position[sizeof(":4294967295")] = "";

	if (line)
		snprintf(position, sizeof(position), ":%u", line);
	snprintf(message, sizeof(message),
		 "%s%s: %s. The policy is not used; the built-in one decides until it is fixed "
		 "(restrict, device nodes for all, the rest for CAP_SYS_MODULE)",
		 file, position, escape_text(error, escaped, sizeof(escaped)));
	journal_begin(entry, ID_POLICY_BROKEN, LOG_CRIT, message);
	journal_add(entry, "AUTOLOAD_CONFIG_FILE", file);
	if (line)
		journal_addf(entry, "AUTOLOAD_CONFIG_LINE", "%u", line);
}

void report_no_programs(struct journal_entry *entry)
{
	journal_begin(entry, ID_NO_PROGRAMS, LOG_WARNING,
		      "The BPF programs that record requesters are not attached: requesters are "
		      "looked for in /proc until the next boot or \"autoloadctl enable\", which is "
		      "slower and can be fooled");
}
