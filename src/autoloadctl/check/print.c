// SPDX-License-Identifier: GPL-2.0-or-later
/* What check prints, as text: the answer and its reasons. */
#include <limits.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check-result.h"
#include "cleanup.h"
#include "escape.h"
#include "reason-text.h"
#include "request-formats.h"
#include "requirement.h"

/* Room for the names of any rule and file. */
#define DECIDER_SIZE (2 * PATH_MAX)

static void print_label(const char *label)
{
	printf("%11s: ", label);
}

static void print_capabilities(uint64_t capabilities)
{
	const uint64_t all = (UINT64_C(1) << (CAP_LAST_CAP + 1)) - 1;
	struct requirement named = { .capabilities = capabilities & all };
	char names[REQUIREMENT_TEXT_SIZE];

	if (!named.capabilities) {
		fputs(", no capabilities", stdout);
		return;
	}
	/* With most of them, it is shorter to list those that are missing. */
	if (__builtin_popcountll(named.capabilities) > CAP_LAST_CAP / 2) {
		fputs(", all capabilities", stdout);
		named.capabilities ^= all;
		if (named.capabilities)
			fputs(" but", stdout);
	} else {
		putchar(',');
	}
	if (named.capabilities)
		printf(" %s", requirement_format(&named, names, sizeof(names)));
}

static void print_name(const struct requester *requester)
{
	char comm[REQUESTER_COMM_SIZE * ESCAPED_BYTE];

	if (requester->pid)
		printf("%s[%d], ", escape_text(requester->comm, comm, sizeof(comm)),
		       requester->tid);
	else if (requester->class == REQUESTER_PROCESS)
		fputs("process of ", stdout);
}

static void print_requester(const struct requester *requester)
{
	_cleanup_free_ char *cgroup = NULL;

	print_label("Requester");
	if (requester->class != REQUESTER_PROCESS) {
		print_name(requester);
		puts(requester->class == REQUESTER_KERNEL ? "the kernel itself" : "unknown");
		return;
	}
	print_name(requester);
	printf("uid %u", requester->uid);
	print_capabilities(requester->effective);
	if (!requester->in_initial_user_namespace)
		fputs(", in a user namespace", stdout);
	else if (requester_confined(requester))
		fputs(", confined", stdout);
	putchar('\n');
	if (!requester->cgroup || strcmp(requester->cgroup, "/") == 0)
		return;
	cgroup = check_escape(requester->cgroup);
	print_label("Cgroup");
	puts(cgroup ?: "");
}

/* Who can make the kernel ask for the alias at all. */
static void print_reach(const char *alias)
{
	const struct request_format *format = request_format_find(alias);
	static const char *const who[] = {
		[REACH_USER] = "any user",
		[REACH_USER_NAMESPACE] = "root of a user namespace",
		[REACH_NODE] = "who may open the device node or file",
		[REACH_CAPABILITY] = "who has a capability that the kernel tests first",
	};

	print_label("Asked for");
	if (format)
		printf("by %s (%s)\n", who[request_groups[format->group].reach], format->how);
	else
		puts("by no program, as far as is known");
}

static void print_mode(const struct check_result *result)
{
	const char *const sources_texts[] = {
		[MODE_OF_POLICY] = result->mode_is_given ? "as given" : "as the policy says",
		[MODE_OF_CONFINED] = "as the policy says for confined requesters",
		[MODE_OF_LOCK] = "which is locked",
		[MODE_OF_CGROUP] = "of the requester's cgroup",
	};

	print_label("Mode");
	printf("%s, %s\n", mode_name(result->explanation.verdict.mode),
	       sources_texts[mode_source(&result->modes)]);
}

static void print_item(const char *text, bool *is_first)
{
	if (*is_first)
		print_label("Not known");
	else
		fputs(", ", stdout);
	fputs(text, stdout);
	*is_first = false;
}

static void print_not_known(const struct check_result *result)
{
	bool is_first = true;

	if (!result->lock_is_known)
		print_item("a lock", &is_first);
	if (!result->live->cgroup_mode_is_known)
		print_item("a mode that root gave the cgroup", &is_first);
	if (!result->live->user_namespace_is_known)
		print_item("the user namespace", &is_first);
	if (!is_first)
		puts(geteuid() == 0 ? "" : "; ask as root");
}

static bool rules_decide(const struct explanation *explanation)
{
	enum mode mode = explanation->verdict.mode;

	return mode == MODE_LOG || mode == MODE_RESTRICT;
}

static void print_decider(const struct check_result *result)
{
	const struct verdict *verdict = &result->explanation.by_rules;
	char decider[DECIDER_SIZE], requirement[REASON_TEXT_SIZE];

	print_label(rules_decide(&result->explanation) ? "Decided by" : "In restrict");
	puts(reason_decider(verdict, decider, sizeof(decider)));
	print_label("Requires");
	puts(reason_requirement(verdict, result->request->requester, true, requirement,
				sizeof(requirement)));
}

static void print_sufficient_capabilities(uint64_t capabilities)
{
	const struct requirement require = { .capabilities = capabilities };
	char names[REQUIREMENT_TEXT_SIZE];

	if (capabilities & (capabilities - 1))
		fputs("one of ", stdout);
	fputs(requirement_format(&require, names, sizeof(names)), stdout);
}

/* Where a capability would count. */
static const char *place_of_capabilities(const struct requester *requester)
{
	if (requester->class == REQUESTER_UNKNOWN)
		return " of a process that is known";
	return requester->in_initial_user_namespace ? "" : " in the initial user namespace";
}

static void print_sufficient(const struct check_result *result)
{
	const struct explanation *explanation = &result->explanation;
	bool capabilities = explanation->capabilities_suffice;

	if (explanation->by_rules.decision == DECISION_ALLOWED)
		return;
	print_label("Sufficient");
	if (explanation->flags_suffice) {
		fputs("a flag for", stdout);
		for (size_t i = 0; i < explanation->n_modules; i++)
			if (!explanation->modules[i].is_allowed)
				printf(" %s", explanation->modules[i].name);
		fputs(capabilities ? ", or " : "", stdout);
	}
	print_sufficient_capabilities(explanation->capabilities_suffice);
	if (capabilities)
		fputs(place_of_capabilities(result->request->requester), stdout);
	if (!explanation->flags_suffice && !capabilities)
		fputs("nothing, not even root or the kernel", stdout);
	puts(rules_decide(explanation) ? "" : ", in restrict");
}

static void print_answer(const struct output *output, const struct check_result *result)
{
	bool is_refused = result->explanation.verdict.decision == DECISION_REFUSED;
	_cleanup_free_ char *alias = check_escape(result->request->alias);

	printf("\"%s\" is %s%s%s%s.\n", alias ?: "",
	       output_colour(output, is_refused ? COLOUR_BAD : COLOUR_GOOD),
	       is_refused ? "refused" : "allowed", output_colour(output, COLOUR_NONE),
	       check_describe_mode(&result->explanation));
	if (!result->is_decided)
		puts("Nothing is left to load, so nothing is decided. This would be decided if "
		     "none of\n"
		     "its modules were loaded.");
}

static int print_impossible(const struct output *output, const struct check_result *result)
{
	_cleanup_free_ char *alias = check_escape(result->request->alias);

	if (result->list.n) {
		printf("\"%s\" names what modprobe.d(5) blacklists: nothing can be loaded.\n",
		       alias ?: "");
		return print_check_modules(output, result);
	}
	printf("\"%s\" names no module of this kernel: nothing can be loaded.\n", alias ?: "");
	return 0;
}

int print_check(const struct output *output, const struct check_result *result)
{
	int r;

	if (!result->can_load)
		return print_impossible(output, result);
	print_answer(output, result);
	putchar('\n');
	print_requester(result->request->requester);
	print_reach(result->request->alias);
	print_mode(result);
	print_not_known(result);
	print_decider(result);
	print_sufficient(result);
	r = print_check_modules(output, result);
	return r < 0 ? r : print_check_rules(output, result);
}
