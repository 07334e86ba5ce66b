// SPDX-License-Identifier: GPL-2.0-or-later
/* suggest: rules under which what was refused would be allowed. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "common.h"
#include "inputs.h"
#include "options.h"
#include "output.h"
#include "print.h"
#include "selection.h"
#include "verbs.h"

#define REFUSALS (1U << DECISION_REFUSED | 1U << DECISION_WOULD_REFUSE)

struct options {
	struct selection selection;
	struct inputs inputs;
	struct output output;
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	(void)value;
	switch (key) {
	case ARGP_KEY_END:
		if (options->selection.decisions & ~REFUSALS)
			argp_error(state,
				   "--allowed can't be used here: what was allowed needs no rule");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.parser = parse_option,
	.doc = "Suggest the fewest rules that allow what was refused, or would be in mode "
	       "restrict. The output is a file for " CONFIG_DIRECTORY ", with the evidence for "
	       "each rule in comments. Nothing is changed."
	       "\vExit status: 0, also with nothing to suggest; 1 on failure; 2 for wrong usage.",
};

static int study_entries(struct journal_reader *reader, struct study *study)
{
	struct evidence evidence;
	struct entry entry;
	int r;

	while ((r = journal_reader_next(reader, &entry)) > 0) {
		r = evidence_from_entry(&entry, &evidence);
		if (r > 0)
			r = study_add(study, &evidence);
		else if (r < 0)
			study->n_incomplete++;
		if (r == -ENOMEM)
			break;
	}
	return r;
}

static bool alias_is_allowed(const struct policy *policy, const struct studied_alias *alias)
{
	for (size_t i = 0; i < alias->n_requesters; i++)
		if (!study_requester_is_allowed(policy, alias, &alias->requesters[i]))
			return false;
	return true;
}

/* Tests that the rules, read after the policy, allow the requests; prints an error if not. */
static bool verify(const struct suggestions *suggestions, const char *text, struct policy *policy)
{
	const struct error_sink errors = { .report = print_policy_error };
	const struct study *study = suggestions->study;
	int r;

	r = config_add(text, strlen(text), "suggested", &errors, policy);
	if (r < 0) {
		print_error("can't read the policy with the suggested rules: %s",
			    strerrordesc_np(-r));
		return false;
	}
	for (size_t i = 0; i < study->n_aliases; i++) {
		if (suggestions_cover(suggestions, &study->aliases[i]) &&
		    !alias_is_allowed(policy, &study->aliases[i])) {
			print_error(
				"the suggested rules do not allow \"%s\": please report this bug",
				study->aliases[i].alias);
			return false;
		}
	}
	return true;
}

/* The text is also what is verified; the JSON is there only where it is asked for. */
struct suggest_result {
	char *text;
	json_t *json;
};

static void suggest_result_clear(struct suggest_result *result)
{
	free(result->text);
	json_decref(result->json);
}

static int print(const struct output *output, void *data)
{
	struct suggest_result *result = data;

	if (output->json != JSON_OFF)
		return json_print(output, steal_pointer(&result->json));
	fputs(result->text, stdout);
	return 0;
}

/* The output is made first: to add it to the policy moves the policy's rules. */
static int suggest(struct options *options, const struct study *study, struct policy *policy)
{
	_cleanup_(suggestions_clear) struct suggestions suggestions = { 0 };
	_cleanup_(suggest_result_clear) struct suggest_result result = { 0 };
	bool is_json = options->output.json != JSON_OFF;
	int r = suggestions_make(study, &suggestions);

	if (r < 0)
		return r;
	result.text = suggestions_text(&suggestions);
	if (is_json)
		result.json = suggestions_to_json(&suggestions);
	if (!result.text || !result.json != !is_json)
		return -ENOMEM;
	if (!verify(&suggestions, result.text, policy))
		return -EINVAL;
	return output_show(&options->output, true, print, &result);
}

int verb_suggest(int argc, char *argv[])
{
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(study_clear) struct study study = { .policy = &policy };
	struct options options = { 0 };
	const struct option_group groups[] = {
		{ &selection_argp, &options.selection },
		{ &config_argp, &options.inputs },
		{ &output_argp, &options.output },
		{ 0 },
	};
	int r;

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0)
		return EXIT_FAILURE;
	if (!options.selection.decisions)
		options.selection.decisions = REFUSALS;
	if (!inputs_load_policy(&options.inputs, &policy) ||
	    !selection_open(&options.selection, &reader))
		return EXIT_FAILURE;
	r = study_entries(reader, &study);
	if (r < 0)
		print_error("can't read the journal: %s", strerrordesc_np(-r) ?: "unknown error");
	if (r == 0) {
		r = suggest(&options, &study, &policy);
		if (r == -ENOMEM)
			print_error("no memory");
	}
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
