// SPDX-License-Identifier: GPL-2.0-or-later
/* lint: the errors of a policy, and what looks like a mistake. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "cleanup.h"
#include "common.h"
#include "inputs.h"
#include "json.h"
#include "options.h"
#include "output.h"
#include "verbs.h"

struct options {
	struct inputs inputs;
	struct output output;
	bool strict;
};

enum {
	KEY_STRICT = 0x300, /* above all characters: it has no short form */
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_STRICT:
		options->strict = true;
		return 0;
	case ARGP_KEY_ARG:
		inputs_add_policy_file(&options->inputs, value, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "strict", KEY_STRICT, NULL, 0, "Return 1 for warnings too", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.args_doc = "[FILE...]",
	.doc = "Check the policy for errors and, if it has none, for likely mistakes. With FILEs, "
	       "check these instead, as one policy in this order. Their owner does not matter."
	       "\vExit status: 0 if there are no errors and, with --strict, no warnings; 1 if "
	       "there are, or on failure; 2 for wrong usage.",
};

static void add_error(void *data, const char *file, unsigned int line, const char *text)
{
	findings_add(data, &(struct subject){ SEVERITY_ERROR, "error", file, line }, NULL, "%s",
		     text);
}

/*
 * Without --modules it is not an error if there are none: in a container, or with a kernel without
 * modules. Returns whether to go on.
 */
static bool load_modules(struct inputs *inputs, struct module_tree *tree, bool *is_known,
			 struct findings *findings)
{
	const struct subject subject = { SEVERITY_NOTE, "no-modules",
					 inputs_modules_directory(inputs), 0 };
	int r;

	*is_known = true;
	if (inputs->modules)
		return inputs_load_modules(inputs, tree);
	r = inputs_read_modules(inputs, tree, NULL);
	if (r == 0)
		return true;
	*is_known = false;
	findings_add(findings, &subject, "give a kernel's directory with --modules=DIR",
		     "can't be read, so no module is looked up: %s", strerrordesc_np(-r));
	return true;
}

static bool find_all(struct options *options, struct findings *findings)
{
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(module_tree_clear) struct module_tree tree = { 0 };
	const struct error_sink errors = { .report = add_error, .data = findings };
	char today[DATE_SIZE];
	bool is_known;
	int r = inputs_read_policy(&options->inputs, &errors, &policy);

	if (r == -EINVAL)
		return true;
	if (r < 0) {
		print_error("can't read the policy: %s", strerrordesc_np(-r));
		return false;
	}
	if (!load_modules(&options->inputs, &tree, &is_known, findings))
		return false;
	find_today(today);
	lint_policy(&policy, is_known ? &tree : NULL, today, findings);
	return true;
}

static enum colour colour_of(enum severity severity)
{
	static const enum colour colours[] = {
		[SEVERITY_NOTE] = COLOUR_FAINT,
		[SEVERITY_WARNING] = COLOUR_DOUBTFUL,
		[SEVERITY_ERROR] = COLOUR_BAD,
	};

	return colours[severity];
}

static void print_finding(const struct output *output, const struct finding *finding)
{
	fputs(finding->file, stdout);
	if (finding->line)
		printf(":%u", finding->line);
	printf(": %s%s:%s %s", output_colour(output, colour_of(finding->severity)),
	       severity_name(finding->severity), output_colour(output, COLOUR_NONE), finding->text);
	if (finding->hint && !output->no_legend)
		printf(" (%s)", finding->hint);
	putchar('\n');
}

static json_t *finding_to_json(const struct finding *finding)
{
	json_t *line = finding->line ? json_integer(finding->line) : json_null();

	return json_pack("{s:s, s:o, s:s, s:s, s:s, s:s?}", "file", finding->file, "line", line,
			 "severity", severity_name(finding->severity), "check", finding->check,
			 "text", finding->text, "hint", finding->hint);
}

static json_t *findings_to_json(const struct findings *findings)
{
	json_t *array = json_array();

	for (size_t i = 0; i < findings->n; i++)
		json_add(&array, finding_to_json(&findings->list[i]));
	return array;
}

static int print(const struct output *output, void *data)
{
	const struct findings *findings = data;

	if (output->json != JSON_OFF)
		return json_print(output, findings_to_json(findings));
	for (size_t i = 0; i < findings->n; i++)
		print_finding(output, &findings->list[i]);
	return 0;
}

int verb_lint(int argc, char *argv[])
{
	_cleanup_(findings_clear) struct findings findings = { 0 };
	struct options options = { 0 };
	const struct option_group groups[] = {
		{ &modules_argp, &options.inputs },
		{ &output_argp, &options.output },
		{ 0 },
	};

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0 ||
	    !find_all(&options, &findings))
		return EXIT_FAILURE;
	if (findings.error < 0 || output_show(&options.output, true, print, &findings) < 0) {
		print_error("no memory");
		return EXIT_FAILURE;
	}
	if (findings.n_errors || (options.strict && findings.n_warnings))
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
