// SPDX-License-Identifier: GPL-2.0-or-later
#include "flag-report.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "alias.h"
#include "cleanup.h"
#include "escape.h"
#include "kbuild.h"
#include "module-file.h"
#include "review.h"
#include "text-file.h"

/* A Makefile has 100 KB at most. */
#define MAKEFILE_SIZE_MAX (4 * 1024 * 1024)

/* Whether a group has the last word about its nth module. */
static bool is_effective(const struct policy *policy, size_t group, size_t n)
{
	char **modules = policy->flags[group].modules;

	for (size_t i = group + 1; i < policy->n_flags; i++)
		if (flags_have(&policy->flags[i], modules[n]))
			return false;
	for (size_t i = 0; i < n; i++)
		if (module_names_equal(modules[i], modules[n]))
			return false;
	return true;
}

static bool is_staging(const char *directory, const struct module *module)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", directory, module->path);
	return !module->is_built_in && module_file_is_staging(path) > 0;
}

static void find_source(const char *kernel, const char *directory, const char *object,
			char source[static SOURCE_SIZE])
{
	/* In the order in which the kernel's own build looks for them. */
	static const char *const files[] = { "Kbuild", "Makefile" };
	_cleanup_free_ char *text = NULL;
	char path[PATH_MAX];
	size_t size = 0;

	for (size_t i = 0; kernel && !text && i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s/%s", kernel, directory, files[i]);
		(void)text_file_read(path, MAKEFILE_SIZE_MAX, &text, &size);
	}
	kbuild_first_source(text, size, directory, object, source);
}

static void find_maintenance(const struct flag_evidence *evidence, struct flagged *flagged)
{
	char directory[SOURCE_SIZE], object[SOURCE_SIZE], source[SOURCE_SIZE];

	flagged->is_unmaintained = true;
	if (kbuild_split(flagged->module->path, directory, object) < 0)
		return;
	find_source(evidence->source, directory, object, source);
	flagged->has_maintenance =
		maintainers_find(evidence->maintainers, evidence->maintainers_size, source,
				 &flagged->maintenance) == 0;
	flagged->is_unmaintained =
		!flagged->has_maintenance || !maintenance_is_good(&flagged->maintenance);
}

static struct flagged examine_module(const struct flag_evidence *evidence,
				     const struct flags *group, const char *name)
{
	struct flagged flagged = {
		.group = group,
		.name = name,
		.module = module_tree_find(evidence->tree, name),
		.months = review_months(group->reviewed, evidence->today),
		.is_old = review_is_old(group->reviewed, evidence->today),
	};

	if (!flagged.module)
		return flagged;
	flagged.is_staging = is_staging(evidence->directory, flagged.module);
	if (evidence->maintainers)
		find_maintenance(evidence, &flagged);
	return flagged;
}

static int add_group(struct flag_report *report, const struct policy *policy, size_t group,
		     const struct flag_evidence *evidence)
{
	const struct flags *flags = &policy->flags[group];

	for (size_t i = 0; flags->modules[i]; i++) {
		struct flagged *grown;

		if (!is_effective(policy, group, i))
			continue;
		grown = reallocarray(report->modules, report->n_modules + 1, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		report->modules = grown;
		grown[report->n_modules++] = examine_module(evidence, flags, flags->modules[i]);
	}
	return 0;
}

__attribute__((format(printf, 4, 5))) static int add_remark(struct flag_report *report,
							    const struct flags *group,
							    bool is_doubt, const char *format, ...)
{
	struct flag_remark *grown =
		reallocarray(report->remarks, report->n_remarks + 1, sizeof(*grown));
	va_list arguments;
	char *text;
	int r;

	if (!grown)
		return -ENOMEM;
	report->remarks = grown;
	va_start(arguments, format);
	r = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (r < 0)
		return -ENOMEM;
	grown[report->n_remarks++] = (struct flag_remark){ group, text, is_doubt };
	return 0;
}

static int check_group(struct flag_report *report, const struct module_tree *tree,
		       const struct flagged *first)
{
	const struct flags *group = first->group;
	int r = 0;

	if (!module_tree_has_any(tree, group->modules))
		r = add_remark(report, group, false,
			       "group %s: none of its modules is in this kernel, so it is for "
			       "another kernel or architecture",
			       group->name);
	if (r == 0 && first->is_old)
		r = add_remark(report, group, true,
			       "group %s: its review, of %s, is older than %d months", group->name,
			       group->reviewed, REVIEW_MONTHS_MAX);
	return r;
}

static int check_maintenance(struct flag_report *report, const struct flagged *flagged)
{
	const struct maintenance *maintenance = &flagged->maintenance;
	char section[sizeof(maintenance->section) * ESCAPED_BYTE];
	char status[sizeof(maintenance->status) * ESCAPED_BYTE];

	if (!flagged->has_maintenance)
		return add_remark(report, flagged->group, true,
				  "%s: only section THE REST of MAINTAINERS covers it",
				  flagged->name);
	escape_text(maintenance->section, section, sizeof(section));
	escape_text(maintenance->status, status, sizeof(status));
	if (!status[0])
		return add_remark(report, flagged->group, true, "%s: section %s gives it no status",
				  flagged->name, section);
	return add_remark(report, flagged->group, true, "%s: its status is \"%s\" (section %s)",
			  flagged->name, status, section);
}

static int check_module(struct flag_report *report, const struct module_tree *tree,
			const struct flagged *flagged)
{
	if (flagged->is_unmaintained)
		return check_maintenance(report, flagged);
	/* A group with none of its modules is for another kernel. */
	if (flagged->module || !module_tree_has_any(tree, flagged->group->modules))
		return 0;
	return add_remark(report, flagged->group, true, "%s: this kernel has no such module",
			  flagged->name);
}

static int check_modules(struct flag_report *report, const struct module_tree *tree)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < report->n_modules; i++) {
		const struct flagged *flagged = &report->modules[i];

		if (i == 0 || flagged->group != flagged[-1].group)
			r = check_group(report, tree, flagged);
		if (r == 0)
			r = check_module(report, tree, flagged);
	}
	return r;
}

int flag_report_make(const struct policy *policy, const struct flag_evidence *evidence,
		     struct flag_report *ret)
{
	struct flag_report report = { 0 };
	int r = 0;

	for (size_t i = 0; r == 0 && i < policy->n_flags; i++)
		if (policy->flags[i].maintained)
			r = add_group(&report, policy, i, evidence);
	if (r == 0)
		r = check_modules(&report, evidence->tree);
	if (r < 0)
		flag_report_clear(&report);
	else
		*ret = report;
	return r;
}

void flag_report_clear(struct flag_report *report)
{
	for (size_t i = 0; i < report->n_remarks; i++)
		free(report->remarks[i].text);
	free(report->remarks);
	free(report->modules);
	*report = (struct flag_report){ 0 };
}

bool flag_report_has_doubts(const struct flag_report *report)
{
	for (size_t i = 0; i < report->n_remarks; i++)
		if (report->remarks[i].is_doubt)
			return true;
	return false;
}
