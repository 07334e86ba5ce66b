// SPDX-License-Identifier: GPL-2.0-or-later
/* flags: which modules are flagged as maintained, and which of these flags are doubtful. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "common.h"
#include "escape.h"
#include "flag-report.h"
#include "inputs.h"
#include "json.h"
#include "options.h"
#include "output.h"
#include "table.h"
#include "text-file.h"
#include "verbs.h"

/* MAINTAINERS of 6.1 has 700 KB. */
#define MAINTAINERS_SIZE_MAX (64 * 1024 * 1024)

struct options {
	struct inputs inputs;
	struct output output;
	const char *maintainers;
	const char *source;
};

enum {
	KEY_MAINTAINERS = 0x300, /* above all characters: these have no short form */
	KEY_SOURCE,
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_MAINTAINERS:
		options->maintainers = value;
		return 0;
	case KEY_SOURCE:
		options->source = value;
		return 0;
	case ARGP_KEY_END:
		if (options->source && !options->maintainers)
			argp_error(state, "--source can only be used with --maintainers");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "maintainers", KEY_MAINTAINERS, "FILE", 0,
	  "Look up each module in a kernel's MAINTAINERS file", 0 },
	{ "source", KEY_SOURCE, "DIR", 0, "Find its source by the Makefiles of that kernel", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.doc = "List the modules that the policy flags as maintained, and say which flags are "
	       "doubtful."
	       "\vExit status: 0 if all flags are in order; 1 if one is doubtful, or on failure; "
	       "2 for wrong usage.",
};

/* The status of a module in MAINTAINERS; "" if that was not read. Returns text. */
static char *describe_status(const struct flagged *flagged, char *text, size_t size)
{
	if (flagged->has_maintenance && flagged->maintenance.status[0])
		return escape_text(flagged->maintenance.status, text, size);
	/* "not given": its section has no status; "none": it has no section. */
	snprintf(text, size, "%s",
		 flagged->has_maintenance   ? "not given"
		 : flagged->is_unmaintained ? "none"
					    : "");
	return text;
}

static const char *describe_module(const struct flagged *flagged)
{
	if (!flagged->module)
		return "missing";
	return flagged->module->is_built_in ? "built-in" : "module";
}

static int add_row(struct table *table, const struct flagged *flagged)
{
	char age[24], status[sizeof(flagged->maintenance.status) * ESCAPED_BYTE];
	char last[sizeof(status) + sizeof(", staging")];
	int r;

	snprintf(age, sizeof(age), "%d months", flagged->months);
	describe_status(flagged, status, sizeof(status));
	snprintf(last, sizeof(last), "%s%s%s", status, status[0] && flagged->is_staging ? ", " : "",
		 flagged->is_staging ? "staging" : "");
	r = table_add(table, (const char *[]){ flagged->group->name, flagged->name, age,
					       describe_module(flagged), last });
	if (r == 0 && flagged->is_old)
		r = table_colour(table, 2, COLOUR_DOUBTFUL);
	if (r == 0 && !flagged->module)
		r = table_colour(table, 3, COLOUR_DOUBTFUL);
	if (r == 0 && (flagged->is_unmaintained || flagged->is_staging))
		r = table_colour(table, 4, COLOUR_DOUBTFUL);
	return r;
}

static int print_modules(const struct output *output, const struct flag_report *report)
{
	static const struct column columns[] = {
		{ "GROUP", COLUMN_LONG },  { "MODULE", COLUMN_TEXT }, { "AGE", COLUMN_NUMBER },
		{ "KERNEL", COLUMN_TEXT }, { "STATUS", COLUMN_LONG },
	};
	_cleanup_(cleanup_table) struct table *table =
		table_new(output, columns, sizeof(columns) / sizeof(columns[0]));
	int r = table ? 0 : -ENOMEM;

	for (size_t i = 0; r == 0 && i < report->n_modules; i++)
		r = add_row(table, &report->modules[i]);
	return r < 0 ? r : table_print(table);
}

static int print_report(const struct output *output, const struct flag_report *report)
{
	int r = print_modules(output, report);

	if (r == 0 && report->n_remarks)
		putchar('\n');
	for (size_t i = 0; r == 0 && i < report->n_remarks; i++) {
		const struct flag_remark *remark = &report->remarks[i];

		printf("%s:%u: %s\n", remark->group->file, remark->group->line, remark->text);
	}
	if (r == 0 && flag_report_has_doubts(report) && !output->no_legend)
		puts("\nThese flags are doubtful: remove them, or look at the modules again and "
		     "renew the review.");
	return r;
}

/* JSON. Without memory all of it is NULL. */

static json_t *module_to_json(const struct flagged *flagged)
{
	char status[sizeof(flagged->maintenance.status) * ESCAPED_BYTE];
	const struct flags *group = flagged->group;

	describe_status(flagged, status, sizeof(status));
	return json_pack("{s:s, s:s, s:s, s:i, s:s, s:i, s:s, s:b, s:s?}", "group", group->name,
			 "module", flagged->name, "file", group->file, "line", (int)group->line,
			 "reviewed", group->reviewed, "age_months", flagged->months, "kernel",
			 describe_module(flagged), "staging", flagged->is_staging, "status",
			 status[0] ? status : NULL);
}

static json_t *remark_to_json(const struct flag_remark *remark)
{
	return json_pack("{s:s, s:s, s:i, s:s, s:b}", "group", remark->group->name, "file",
			 remark->group->file, "line", (int)remark->group->line, "text",
			 remark->text, "doubt", remark->is_doubt);
}

static json_t *report_to_json(const struct flag_report *report)
{
	json_t *modules = json_array(), *remarks = json_array();

	for (size_t i = 0; i < report->n_modules; i++)
		json_add(&modules, module_to_json(&report->modules[i]));
	for (size_t i = 0; i < report->n_remarks; i++)
		json_add(&remarks, remark_to_json(&report->remarks[i]));
	return json_pack("{s:b, s:o, s:o}", "doubtful", flag_report_has_doubts(report), "modules",
			 modules, "remarks", remarks);
}

static int print(const struct output *output, void *data)
{
	const struct flag_report *report = data;

	return output->json != JSON_OFF ? json_print(output, report_to_json(report))
					: print_report(output, report);
}

static bool load_maintainers(const char *file, char **text, size_t *size)
{
	int r = file ? text_file_read(file, MAINTAINERS_SIZE_MAX, text, size) : 0;

	if (r < 0)
		print_error("can't read %s: %s", file, strerrordesc_np(-r));
	return r == 0;
}

static int make_report(struct options *options, const struct policy *policy,
		       const struct module_tree *tree, const char *maintainers, size_t size,
		       struct flag_report *report)
{
	char today[DATE_SIZE];
	const struct flag_evidence evidence = {
		.tree = tree,
		.directory = inputs_modules_directory(&options->inputs),
		.today = today,
		.maintainers = maintainers,
		.maintainers_size = size,
		.source = options->source,
	};

	find_today(today);
	return flag_report_make(policy, &evidence, report);
}

int verb_flags(int argc, char *argv[])
{
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(module_tree_clear) struct module_tree tree = { 0 };
	_cleanup_(flag_report_clear) struct flag_report report = { 0 };
	_cleanup_free_ char *maintainers = NULL;
	struct options options = { 0 };
	const struct option_group groups[] = {
		{ &config_argp, &options.inputs },
		{ &modules_argp, &options.inputs },
		{ &output_argp, &options.output },
		{ 0 },
	};
	size_t size = 0;
	int r;

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0 ||
	    !inputs_load_policy(&options.inputs, &policy) ||
	    !inputs_load_modules(&options.inputs, &tree) ||
	    !load_maintainers(options.maintainers, &maintainers, &size))
		return EXIT_FAILURE;
	r = make_report(&options, &policy, &tree, maintainers, size, &report);
	if (r == 0)
		r = output_show(&options.output, true, print, &report);
	if (r < 0)
		print_error("no memory");
	return r < 0 || flag_report_has_doubts(&report) ? EXIT_FAILURE : EXIT_SUCCESS;
}
