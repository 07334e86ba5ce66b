// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include "printable.h"

/* All of them would be too many: requesters make them up. */
#define ALIASES_MAX 20

static json_t *error_to_json(const struct policy_error *error)
{
	char text[1024];

	/* The file's name was escaped when it was read. The sentence has quotation marks. */
	return json_pack("{s:s, s:o, s:s}", "file", error->file, "line",
			 error->line ? json_integer(error->line) : json_null(), "text",
			 escape_controls(error->text, text, sizeof(text)));
}

/* null: not known. */
static json_t *answer_to_json(enum answer answer)
{
	return answer == ANSWER_NOT_KNOWN ? json_null() : json_boolean(answer == ANSWER_YES);
}

static json_t *mode_to_json(bool is_known, enum mode mode)
{
	return is_known ? json_string(mode_name(mode)) : json_null();
}

/* "none": not locked. */
static json_t *lock_to_json(const struct gate_state *gate)
{
	if (gate->lock > MODE_ALLOW)
		return json_string(mode_name(gate->lock));
	return gate->lock_is_hidden ? json_null() : json_string("none");
}

static json_t *modes_to_json(const struct status *status)
{
	const struct policy_state *policy = &status->policy;
	bool is_known = policy->condition != POLICY_HIDDEN;
	enum mode mode = status_mode(status), confined = status_confined_mode(status);

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:b}", "policy",
			 mode_to_json(is_known, policy->mode), "policy_confined",
			 mode_to_json(is_known, policy->confined), "lock",
			 lock_to_json(&status->gate), "effective", mode_to_json(is_known, mode),
			 "effective_confined", mode_to_json(is_known, confined), "certain",
			 is_known && (!status->gate.lock_is_hidden || mode == MODE_DENY));
}

static json_t *programs_to_json(const struct gate_state *gate)
{
	static const char *const names[] = {
		[PROGRAMS_HIDDEN] = NULL,           [PROGRAMS_MISSING] = "none",
		[PROGRAMS_OTHER] = "other-version", [PROGRAMS_INCOMPLETE] = "incomplete",
		[PROGRAMS_ATTACHED] = "attached",
	};
	const char *version = gate->programs_version;

	return json_pack("{s:s?, s:s?}", "state", names[gate->programs], "version",
			 *version ? version : NULL);
}

static json_t *policy_to_json(const struct policy_state *policy)
{
	static const char *const names[] = {
		[POLICY_HIDDEN] = NULL,
		[POLICY_GOOD] = "good",
		[POLICY_BROKEN] = "broken",
	};
	json_t *errors = json_array();

	for (size_t i = 0; i < policy->n_errors; i++)
		json_add(&errors, error_to_json(&policy->errors[i]));
	return json_pack("{s:s?, s:o}", "state", names[policy->condition], "errors", errors);
}

static json_t *alias_to_json(const struct tally_row *row)
{
	return json_join(json_pack("{s:s}", "alias", row->text), json_from_counts(row->counts));
}

static json_t *aliases_to_json(const struct request_counts *counts)
{
	json_t *aliases = json_array();
	size_t n = 0;
	const struct tally_row *const *rows =
		counts->aliases ? tally_sort(counts->aliases, &n) : NULL;

	for (size_t i = 0; i < n && i < ALIASES_MAX; i++)
		json_add(&aliases, alias_to_json(rows[i]));
	return aliases;
}

static json_t *decisions_to_json(const struct status *status)
{
	const struct request_counts *counts = &status->counts;

	if (status->counts_error)
		return json_null();
	return json_join(json_from_counts(counts->counts),
			 json_pack("{s:o, s:o}", "since",
				   counts->since ? json_integer(counts->since) : json_null(),
				   "aliases", aliases_to_json(counts)));
}

static json_t *kernel_to_json(const struct status *status)
{
	const struct kernel_state *kernel = &status->kernel;

	return json_pack("{s:s, s:o, s:o, s:s?, s:o, s:o}", "release", status->kernel_release,
			 "modules_disabled", answer_to_json(kernel->modules_disabled),
			 "signatures_enforced", answer_to_json(kernel->signatures_enforced),
			 "lockdown", lockdown_name(kernel->lockdown), "static_usermodehelper",
			 answer_to_json(kernel->helper_is_static), "module_debug_autoload_dups",
			 answer_to_json(kernel->answers_are_shared));
}

static json_t *problems_to_json(const struct status *status)
{
	json_t *problems = json_array();

	for (size_t i = 0; i < n_status_problems; i++)
		if (status_problems[i].applies(status))
			json_add(&problems, json_string(status_problems[i].name));
	return problems;
}

json_t *status_to_json(const struct status *status)
{
	static const char *const identifications[] = {
		[IDENTIFICATION_NOT_KNOWN] = NULL,
		[IDENTIFICATION_BPF] = "bpf",
		[IDENTIFICATION_PROC] = "proc",
	};
	const struct gate_state *gate = &status->gate;
	bool is_known = status->gate_error == 0;

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:s?, s:o, s:o, s:o, s:o}", "status",
			 status_code_name(status_get_code(status)), "armed",
			 is_known ? json_boolean(status_is_armed(status)) : json_null(),
			 "kernel_modprobe", is_known ? json_from_text(gate->modprobe) : json_null(),
			 "modes", modes_to_json(status), "policy", policy_to_json(&status->policy),
			 "identification", identifications[status_identification(status)],
			 "programs", programs_to_json(gate), "decisions", decisions_to_json(status),
			 "kernel", kernel_to_json(status), "problems", problems_to_json(status));
}
