// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * flags: holds the flags of the policy against the modules of a kernel, its MAINTAINERS file, and
 * the calendar. Whoever gives a flag can't know when it stops being true; this finds out.
 */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "alias.h"
#include "autoloadctl.h"
#include "autoloadctl-inputs.h"
#include "cleanup.h"
#include "escape.h"
#include "kbuild.h"
#include "maintainers.h"
#include "modules.h"
#include "output.h"
#include "review.h"
#include "text-file.h"

/* MAINTAINERS of 6.1 has 700 KB; a Makefile, 100 KB at most. */
#define MAINTAINERS_SIZE_MAX (64 * 1024 * 1024)
#define MAKEFILE_SIZE_MAX    (4 * 1024 * 1024)

struct options {
	struct inputs inputs;
	const char *maintainers;
	const char *source;
};

/* One flagged module. */
struct row {
	const struct flags *group;
	const char *name;
	const struct module *module; /* NULL: this kernel has none of that name */
	bool is_staging;
	bool has_maintenance;
	struct maintenance maintenance;
};

struct report {
	const struct options *options;
	struct module_tree tree;
	char *maintainers; /* NULL: not asked for */
	size_t maintainers_size;
	char today[sizeof("2026-11-20")];
	struct row *rows;
	size_t n_rows;
	size_t n_notes;
	bool is_doubtful;
};

enum {
	KEY_MAINTAINERS = 0x300, /* above all characters: these have no short form */
	KEY_SOURCE,
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->inputs;
		state->child_inputs[1] = &options->inputs;
		return 0;
	case KEY_MAINTAINERS:
		options->maintainers = value;
		return 0;
	case KEY_SOURCE:
		options->source = value;
		return 0;
	case ARGP_KEY_END:
		if (options->source && !options->maintainers)
			argp_error(state, "--source is of use with --maintainers only");
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

static const struct argp_child children[] = {
	{ .argp = &config_argp },
	{ .argp = &modules_argp },
	{ .argp = &help_argp },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.doc = "List the modules that the policy flags as maintained, and say which flags are "
	       "doubtful."
	       "\vExit status: 0 if all flags are in order; 1 if one is doubtful, or on failure; "
	       "2 for wrong usage.",
	.children = children,
};

static bool names(const struct flags *group, const char *module)
{
	for (char **name = group->modules; *name; name++)
		if (module_names_equal(*name, module))
			return true;
	return false;
}

/* Whether a group has the last word about its nth module. */
static bool is_last_word(const struct policy *policy, size_t group, size_t n)
{
	char **modules = policy->flags[group].modules;

	for (size_t i = group + 1; i < policy->n_flags; i++)
		if (names(&policy->flags[i], modules[n]))
			return false;
	for (size_t i = 0; i < n; i++)
		if (module_names_equal(modules[i], modules[n]))
			return false;
	return true;
}

static bool is_staging(const struct report *report, const struct module *module)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", report->options->inputs.modules, module->path);
	return !module->is_built_in && modules_file_is_staging(path) > 0;
}

static void find_source(const char *kernel, const char *folder, const char *object,
			char source[static SOURCE_SIZE])
{
	/* In the order in which the kernel's own build looks for them. */
	static const char *const names[] = { "Kbuild", "Makefile" };
	_cleanup_free_ char *text = NULL;
	char path[PATH_MAX];
	size_t size = 0;

	for (size_t i = 0; kernel && !text && i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s/%s", kernel, folder, names[i]);
		(void)text_file_read(path, MAKEFILE_SIZE_MAX, &text, &size);
	}
	kbuild_first_source(text, size, folder, object, source);
}

static void find_maintenance(const struct report *report, struct row *row)
{
	char folder[SOURCE_SIZE], object[SOURCE_SIZE], source[SOURCE_SIZE];

	if (kbuild_split(row->module->path, folder, object) < 0)
		return;
	find_source(report->options->source, folder, object, source);
	row->has_maintenance = maintainers_find(report->maintainers, report->maintainers_size,
						source, &row->maintenance) == 0;
}

static void fill_row(const struct report *report, const struct flags *group, const char *name,
		     struct row *row)
{
	*row = (struct row){
		.group = group,
		.name = name,
		.module = module_tree_find(&report->tree, name),
	};
	if (!row->module)
		return;
	row->is_staging = is_staging(report, row->module);
	if (report->maintainers)
		find_maintenance(report, row);
}

static int add_group(struct report *report, const struct policy *policy, size_t group)
{
	const struct flags *flags = &policy->flags[group];

	for (size_t i = 0; flags->modules[i]; i++) {
		struct row *grown;

		if (!is_last_word(policy, group, i))
			continue;
		grown = reallocarray(report->rows, report->n_rows + 1, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		report->rows = grown;
		fill_row(report, flags, flags->modules[i], &grown[report->n_rows++]);
	}
	return 0;
}

static int fill_report(struct report *report, const struct policy *policy)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < policy->n_flags; i++)
		if (policy->flags[i].maintained)
			r = add_group(report, policy, i);
	return r;
}

/* The text of the last column. */
static void describe_status(const struct report *report, const struct row *row, char *text,
			    size_t size)
{
	char status[sizeof(row->maintenance.status) * ESCAPED_BYTE] = "";

	if (row->has_maintenance && !row->maintenance.status[0])
		strcpy(status, "not given");
	else if (row->has_maintenance)
		escape_text(row->maintenance.status, status, sizeof(status));
	else if (row->module && report->maintainers)
		strcpy(status, "none");
	snprintf(text, size, "%s%s%s", status, status[0] && row->is_staging ? ", " : "",
		 row->is_staging ? "staging" : "");
	if (!text[0])
		strcpy(text, "-");
}

static const char *describe_module(const struct row *row)
{
	if (!row->module)
		return "missing";
	return row->module->is_built_in ? "built-in" : "module";
}

static int widest(int width, const char *text)
{
	int length = strlen(text);

	return length > width ? length : width;
}

static void print_table(const struct report *report)
{
	int group = strlen("GROUP"), module = strlen("MODULE");
	char age[16], status[512];

	for (size_t i = 0; i < report->n_rows; i++) {
		group = widest(group, report->rows[i].group->name);
		module = widest(module, report->rows[i].name);
	}
	printf("%-*s  %-*s  %9s  %-8s  %s\n", group, "GROUP", module, "MODULE", "AGE", "KERNEL",
	       "STATUS");
	for (size_t i = 0; i < report->n_rows; i++) {
		const struct row *row = &report->rows[i];

		snprintf(age, sizeof(age), "%d months",
			 review_months(row->group->reviewed, report->today));
		describe_status(report, row, status, sizeof(status));
		printf("%-*s  %-*s  %9s  %-8s  %s\n", group, row->group->name, module, row->name,
		       age, describe_module(row), status);
	}
}

/* Whether no module of a group is in this kernel: it is there for another one. */
static bool is_for_another_kernel(const struct report *report, const struct flags *group)
{
	for (size_t i = 0; i < report->n_rows; i++)
		if (report->rows[i].group == group && report->rows[i].module)
			return false;
	return true;
}

/* Says something of a group, below the table. */
__attribute__((format(printf, 3, 4))) static void
print_note(struct report *report, const struct flags *group, const char *format, ...)
{
	va_list arguments;

	if (report->n_notes++ == 0)
		putchar('\n');
	printf("%s:%u: ", group->file, group->line);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

static void judge_group(struct report *report, const struct flags *group)
{
	if (is_for_another_kernel(report, group))
		print_note(report, group,
			   "group %s: none of its modules is in this kernel, so it is for another "
			   "kernel or architecture",
			   group->name);
	if (!review_is_old(group->reviewed, report->today))
		return;
	report->is_doubtful = true;
	print_note(report, group, "group %s: its review, of %s, is older than %d months",
		   group->name, group->reviewed, REVIEW_MONTHS_MAX);
}

static void judge_maintenance(struct report *report, const struct row *row)
{
	char section[sizeof(row->maintenance.section) * ESCAPED_BYTE];
	char status[sizeof(row->maintenance.status) * ESCAPED_BYTE];

	if (row->has_maintenance && maintenance_is_good(&row->maintenance))
		return;
	report->is_doubtful = true;
	if (!row->has_maintenance) {
		print_note(report, row->group, "%s: no section of MAINTAINERS but THE REST has it",
			   row->name);
		return;
	}
	escape_text(row->maintenance.section, section, sizeof(section));
	escape_text(row->maintenance.status, status, sizeof(status));
	if (!status[0])
		print_note(report, row->group, "%s: section %s gives it no status", row->name,
			   section);
	else
		print_note(report, row->group, "%s: its status is \"%s\" (section %s)", row->name,
			   status, section);
}

static void judge_module(struct report *report, const struct row *row)
{
	if (row->module && report->maintainers)
		judge_maintenance(report, row);
	if (row->module || is_for_another_kernel(report, row->group))
		return;
	report->is_doubtful = true;
	print_note(report, row->group, "%s: this kernel has no such module", row->name);
}

static void print_judgement(struct report *report)
{
	for (size_t i = 0; i < report->n_rows; i++) {
		const struct row *row = &report->rows[i];

		if (i == 0 || row->group != report->rows[i - 1].group)
			judge_group(report, row->group);
		judge_module(report, row);
	}
	if (report->is_doubtful)
		puts("\nThese flags are doubtful: remove them, or look at the modules again and "
		     "renew the review.");
}

static bool load_maintainers(struct report *report)
{
	const char *file = report->options->maintainers;
	int r = file ? text_file_read(file, MAINTAINERS_SIZE_MAX, &report->maintainers,
				      &report->maintainers_size)
		     : 0;

	if (r < 0)
		complain("can't read %s: %s", file, strerrordesc_np(-r));
	return r == 0;
}

static void find_today(char today[static sizeof("2026-11-20")])
{
	time_t now = time(NULL);
	struct tm date;

	strftime(today, sizeof("2026-11-20"), "%F", gmtime_r(&now, &date));
}

static void report_clear(struct report *report)
{
	module_tree_clear(&report->tree);
	free(report->maintainers);
	free(report->rows);
}

int verb_flags(int argc, char *argv[])
{
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(report_clear) struct report report = { 0 };
	struct options options = { 0 };

	if (argp_parse(&argp, argc, argv, 0, NULL, &options) != 0)
		return EXIT_FAILURE;
	report.options = &options;
	find_today(report.today);
	if (!inputs_load_policy(&options.inputs, &policy) ||
	    !inputs_load_modules(&options.inputs, &report.tree) || !load_maintainers(&report))
		return EXIT_FAILURE;
	if (fill_report(&report, &policy) < 0) {
		complain("no memory");
		return EXIT_FAILURE;
	}
	print_table(&report);
	print_judgement(&report);
	return report.is_doubtful ? EXIT_FAILURE : EXIT_SUCCESS;
}
