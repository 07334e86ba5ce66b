// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "escape.h"
#include "printable.h"
#include "table.h"
#include "time-text.h"

/* The most frequent aliases that are shown. */
#define TOP_ALIASES 5

static void print_line(const char *key, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void print_line(const char *key, const char *format, ...)
{
	va_list arguments;

	printf("%12s: ", key);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

static const char *describe_answer(enum answer answer, const char *yes, const char *no)
{
	return answer == ANSWER_NOT_KNOWN ? "not known" : answer == ANSWER_YES ? yes : no;
}

static enum colour code_colour(enum status_code verdict)
{
	switch (verdict) {
	case STATUS_ENFORCING:
		return COLOUR_GOOD;
	case STATUS_NOT_ENFORCING:
	case STATUS_NOT_KNOWN:
		return COLOUR_DOUBTFUL;
	default:
		return COLOUR_BAD;
	}
}

static const char *describe_code(const struct status *status, enum status_code verdict)
{
	switch (verdict) {
	case STATUS_ENFORCING:
		return "enforcing";
	case STATUS_NOT_ENFORCING:
		return "armed but not enforcing";
	case STATUS_NOT_ARMED:
		return "not armed";
	case STATUS_NOT_KNOWN:
		return status_is_armed(status) ? "armed, in a mode that is not known"
					       : "in a state that is not known";
	case STATUS_POLICY_BROKEN:
		return "armed, but the policy is broken";
	}
	return "";
}

static void print_summary(const struct output *output, const struct status *status)
{
	enum status_code verdict = status_get_code(status);

	printf("modprobe-gate is %s%s%s", output_colour(output, code_colour(verdict)),
	       describe_code(status, verdict), output_colour(output, COLOUR_NONE));
	if (verdict == STATUS_ENFORCING)
		printf(", in mode %s", mode_name(status_mode(status)));
	else if (verdict == STATUS_NOT_ENFORCING)
		printf(": mode %s refuses %s", mode_name(status_mode(status)),
		       status_confined_mode(status) >= MODE_RESTRICT ? "confined tasks only"
								     : "nothing");
	puts(".");
}

static void print_armed(const struct status *status)
{
	char path[MODPROBE_PATH_SIZE * ESCAPED_BYTE];

	if (status->gate_error) {
		print_line("Armed", "not known: can't read kernel.modprobe: %s",
			   strerrordesc_np(-status->gate_error));
		return;
	}
	print_line("Armed", "%s, kernel.modprobe is \"%s\"", status_is_armed(status) ? "yes" : "no",
		   escape_text(status->gate.modprobe, path, sizeof(path)));
}

static const char *describe_lock(const struct gate_state *gate)
{
	if (gate->lock > MODE_ALLOW)
		return mode_name(gate->lock);
	return gate->lock_is_hidden ? "not known" : "none";
}

/* A lock that only root can see may make a mode stricter. */
static const char *describe_uncertainty(const struct status *status, enum mode mode)
{
	return status->gate.lock_is_hidden && mode < MODE_DENY ? " or stricter" : "";
}

static void print_modes(const struct status *status)
{
	enum mode mode = status_mode(status), confined = status_confined_mode(status);
	const char *lock = describe_lock(&status->gate);

	if (status->policy.condition == POLICY_HIDDEN) {
		print_line("Mode", "not known (policy not known, lock %s)", lock);
		return;
	}
	print_line("Mode", "%s%s (policy %s, lock %s)", mode_name(mode),
		   describe_uncertainty(status, mode), mode_name(status->policy.mode), lock);
	print_line("Confined", "%s%s", mode_name(confined), describe_uncertainty(status, confined));
}

static void print_policy(const struct policy_state *policy)
{
	if (policy->condition == POLICY_HIDDEN)
		print_line("Policy", "not known: this user may not read it");
	else if (policy->condition == POLICY_BROKEN)
		print_line("Policy", "%zu error%s", policy->n_errors + policy->n_more_errors,
			   policy->n_errors + policy->n_more_errors == 1 ? "" : "s");
	else
		print_line("Policy", "%zu rules, %zu groups of maintained modules", policy->n_rules,
			   policy->n_maintained);
}

static void print_requesters(const struct status *status)
{
	enum identification identification = status_identification(status);
	const char *version = status->gate.programs_version;

	if (!status_is_armed(status))
		return;
	if (identification == IDENTIFICATION_NOT_KNOWN)
		print_line("Requesters", "not known: only root can see how they are found");
	else if (identification == IDENTIFICATION_PROC)
		print_line("Requesters", "looked for in /proc");
	else
		print_line("Requesters", "recorded by the BPF programs%s%s", *version ? " " : "",
			   version);
}

static void print_counts(const struct status *status)
{
	const struct request_counts *counts = &status->counts;
	char since[TIME_TEXT_SIZE];

	if (status->counts_error == -EACCES) {
		print_line("Decisions",
			   "not known: only root and groups systemd-journal and adm may read");
		printf("%14sthe journal\n", "");
		return;
	}
	if (status->counts_error) {
		print_line("Decisions", "not known: can't read the journal: %s",
			   strerrordesc_np(-status->counts_error) ?: "unknown error");
		return;
	}
	print_line("Decisions",
		   "%" PRIu64 " allowed, %" PRIu64 " refused, %" PRIu64 " would be refused%s",
		   counts->counts[DECISION_ALLOWED], counts->counts[DECISION_REFUSED],
		   counts->counts[DECISION_WOULD_REFUSE], counts->since ? "" : " since boot");
	if (!counts->since)
		return;
	printf("%14ssince %s; older ones are not counted, to save time\n", "",
	       time_to_text(counts->since, since));
}

static void print_kernel(const struct status *status)
{
	const struct kernel_state *kernel = &status->kernel;

	print_line("Kernel", "%s", status->kernel_release);
	print_line("Modules", "%s",
		   describe_answer(kernel->modules_disabled, "can't be loaded until reboot",
				   "can be loaded"));
	print_line("Signatures", "%s",
		   describe_answer(kernel->signatures_enforced, "enforced", "not enforced"));
	print_line("Lockdown", "%s", lockdown_name(kernel->lockdown) ?: "not known");
	print_line("Built with", "CONFIG_STATIC_USERMODEHELPER %s,",
		   describe_answer(kernel->helper_is_static, "on", "off"));
	printf("%14sCONFIG_MODULE_DEBUG_AUTOLOAD_DUPS %s\n", "",
	       describe_answer(kernel->answers_are_shared, "on", "off"));
}

static int add_alias(struct table *table, const struct tally_row *row)
{
	char counts[N_DECISIONS][24];

	for (enum decision i = DECISION_ALLOWED; i < N_DECISIONS; i++)
		snprintf(counts[i], sizeof(counts[i]), "%" PRIu64, row->counts[i]);
	return table_add(table,
			 (const char *[]){ counts[DECISION_ALLOWED], counts[DECISION_REFUSED],
					   counts[DECISION_WOULD_REFUSE], row->text });
}

static int print_aliases(const struct output *output, const struct status *status)
{
	static const struct column columns[] = {
		{ "ALLOWED", COLUMN_NUMBER },
		{ "REFUSED", COLUMN_NUMBER },
		{ "WOULD REFUSE", COLUMN_NUMBER },
		{ "MOST FREQUENT ALIASES", COLUMN_LONG },
	};
	_cleanup_(cleanup_table) struct table *table = NULL;
	const struct tally_row *const *rows;
	size_t n = 0;
	int r = 0;

	if (status->counts.aliases)
		rows = tally_sort(status->counts.aliases, &n);
	if (!n)
		return 0;
	table = table_new(output, columns, sizeof(columns) / sizeof(columns[0]));
	if (!table)
		return -ENOMEM;
	for (size_t i = 0; r == 0 && i < n && i < TOP_ALIASES; i++)
		r = add_alias(table, rows[i]);
	putchar('\n');
	return r < 0 ? r : table_print(table);
}

static void print_policy_errors(const struct policy_state *policy)
{
	if (policy->n_errors && policy->condition == POLICY_BROKEN)
		putchar('\n');
	for (size_t i = 0; i < policy->n_errors && policy->condition == POLICY_BROKEN; i++) {
		const struct policy_error *error = &policy->errors[i];
		char file[PATH_MAX], text[1024];

		escape_controls(error->file, file, sizeof(file));
		escape_controls(error->text, text, sizeof(text));
		if (error->line)
			printf("%s:%u: error: %s\n", file, error->line, text);
		else
			printf("%s: error: %s\n", file, text);
	}
	if (policy->n_more_errors)
		printf("and %zu more errors\n", policy->n_more_errors);
}

/* All lines but the first below its text. */
static void print_indented(const char *text, int indent)
{
	for (const char *end; (end = strchr(text, '\n')); text = end + 1)
		printf("%.*s\n%*s", (int)(end - text), text, indent, "");
	puts(text);
}

static void print_problems(const struct output *output, const struct status *status)
{
	for (size_t i = 0; i < n_status_problems; i++) {
		const struct status_problem *problem = &status_problems[i];
		const char *kind = problem->is_error ? "Problem: " : "Note: ";

		if (!problem->applies(status))
			continue;
		printf("\n%s%s%s",
		       output_colour(output, problem->is_error ? COLOUR_BAD : COLOUR_DOUBTFUL),
		       kind, output_colour(output, COLOUR_NONE));
		print_indented(problem->text, strlen(kind));
		if (!problem->advice || output->no_legend)
			continue;
		printf("%*s", (int)strlen(kind), "");
		print_indented(problem->advice, strlen(kind));
	}
}

int status_print(const struct output *output, const struct status *status)
{
	int r;

	print_summary(output, status);
	print_armed(status);
	print_modes(status);
	print_policy(&status->policy);
	print_requesters(status);
	print_counts(status);
	print_kernel(status);
	r = print_aliases(output, status);
	if (r < 0)
		return r;
	print_policy_errors(&status->policy);
	print_problems(output, status);
	return 0;
}
