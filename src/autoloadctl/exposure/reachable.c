// SPDX-License-Identifier: GPL-2.0-or-later
#include "reachable.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "cleanup.h"

/* What is asked, and what was found so far. */
struct survey {
	const struct policy *policy;
	const struct module_tree *tree;
	uid_t uid;
	enum mode mode;
	struct exposed *exposed;
	size_t n_exposed;
};

static struct requester make_requester(enum reach reach, uid_t uid)
{
	return (struct requester){
		.class = REQUESTER_PROCESS,
		.uid = uid,
		.euid = uid,
		.bounding = UINT64_MAX,
		.in_initial_user_namespace = reach != REACH_USER_NAMESPACE,
		/* In no unit: one that is not known would meet every rule that refuses units. */
		.cgroup = "/",
	};
}

static int add_exposed(struct survey *survey, const struct exposed *exposed)
{
	struct exposed *grown =
		reallocarray(survey->exposed, survey->n_exposed + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	survey->exposed = grown;
	grown[survey->n_exposed++] = *exposed;
	return 0;
}

/* The names that some modules depend on, each list in turn; for free(), NULL: no memory. */
static const char **join_dependencies(const struct module *const *modules, size_t n)
{
	const char **all;
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		for (char **name = modules[i]->dependencies; *name; name++)
			count++;
	all = calloc(count + 1, sizeof(*all));
	count = 0;
	for (size_t i = 0; all && i < n; i++)
		for (char **name = modules[i]->dependencies; *name; name++)
			all[count++] = *name;
	return all;
}

/* Decides about an alias and notes each of the n modules that it names. */
static int add_alias(struct survey *survey, enum request_group group, const char *alias,
		     const struct module *const *modules, size_t n)
{
	const struct requester requester = make_requester(request_groups[group].reach, survey->uid);
	_cleanup_free_ const char **names = calloc(n + 1, sizeof(*names));
	_cleanup_free_ const char **dependencies = join_dependencies(modules, n);
	const struct request request = {
		.alias = alias,
		.requester = &requester,
		.modules = names,
		.dependencies = dependencies,
		.least_mode = survey->mode,
	};
	struct verdict verdict;
	int r = 0;

	if (!names || !dependencies)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		names[i] = modules[i]->name;
	verdict = policy_decide(survey->policy, &request);
	for (size_t i = 0; r == 0 && i < n; i++) {
		const struct exposed exposed = {
			.module = modules[i],
			.group = group,
			.alias = alias,
			.rule = verdict.rule,
			.is_allowed = verdict.decision == DECISION_ALLOWED,
		};

		r = add_exposed(survey, &exposed);
	}
	return r;
}

static const struct request_format *find_reachable(const char *alias)
{
	const struct request_format *format = request_format_find(alias);

	return format && request_groups[format->group].reach != REACH_CAPABILITY ? format : NULL;
}

/* Many requests are for modules by their name. */
static int add_names(struct survey *survey)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < survey->tree->n_modules; i++) {
		const struct module *module = &survey->tree->modules[i];
		const struct request_format *format = find_reachable(module->name);

		if (format && !module->is_built_in)
			r = add_alias(survey, format->group, module->name, &module, 1);
	}
	return r;
}

/* How many from the first one on are the same alias. */
static size_t count_same(const struct module_tree *tree, size_t first)
{
	size_t n = 1;

	while (first + n < tree->n_aliases &&
	       module_names_equal(tree->aliases[first].alias, tree->aliases[first + n].alias))
		n++;
	return n;
}

/* Decides about n entries of one alias. */
static int add_entries(struct survey *survey, const struct module_alias *entries, size_t n)
{
	const struct request_format *format = find_reachable(entries[0].alias);
	const struct module *named = module_tree_find(survey->tree, entries[0].alias);
	_cleanup_free_ const struct module **modules = NULL;
	size_t found = 0;

	/* libkmod looks for a module of that name first. */
	if (!format || (named && !named->is_built_in))
		return 0;
	modules = calloc(n, sizeof(*modules));
	if (!modules)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		const struct module *module = module_tree_find(survey->tree, entries[i].module);

		if (module && !module->is_built_in && (found == 0 || modules[found - 1] != module))
			modules[found++] = module;
	}
	return found ? add_alias(survey, format->group, entries[0].alias, modules, found) : 0;
}

static int add_aliases(struct survey *survey)
{
	const struct module_tree *tree = survey->tree;
	int r = 0;

	for (size_t i = 0, n; r == 0 && i < tree->n_aliases; i += n) {
		n = count_same(tree, i);
		r = add_entries(survey, &tree->aliases[i], n);
	}
	return r;
}

/* By group and module; what is allowed comes first, so that it is what is shown and counted. */
static int compare_exposed(const void *one, const void *other)
{
	const struct exposed *left = one, *right = other;

	if (left->group != right->group)
		return left->group < right->group ? -1 : 1;
	if (left->module != right->module)
		return left->module < right->module ? -1 : 1;
	if (left->is_allowed != right->is_allowed)
		return left->is_allowed ? -1 : 1;
	return strcmp(left->alias, right->alias);
}

/* Sorts what was found and keeps one entry for each module in a group. */
static void remove_duplicates(struct survey *survey)
{
	size_t kept = 0;

	if (survey->n_exposed)
		qsort(survey->exposed, survey->n_exposed, sizeof(*survey->exposed),
		      compare_exposed);
	for (size_t i = 0; i < survey->n_exposed; i++) {
		const struct exposed *last = kept ? &survey->exposed[kept - 1] : NULL;

		if (!last || last->group != survey->exposed[i].group ||
		    last->module != survey->exposed[i].module)
			survey->exposed[kept++] = survey->exposed[i];
	}
	survey->n_exposed = kept;
}

int exposure_survey(const struct policy *policy, const struct module_tree *tree, uid_t uid,
		    enum mode mode, struct exposure *ret)
{
	struct survey survey = { .policy = policy, .tree = tree, .uid = uid, .mode = mode };
	int r = add_names(&survey);

	if (r == 0)
		r = add_aliases(&survey);
	if (r < 0) {
		free(survey.exposed);
		return r;
	}
	remove_duplicates(&survey);
	*ret = (struct exposure){ tree, survey.exposed, survey.n_exposed };
	return 0;
}

void exposure_clear(struct exposure *exposure)
{
	free(exposure->modules);
	*exposure = (struct exposure){ 0 };
}

struct exposure_count exposure_count_group(const struct exposure *exposure, size_t n, size_t *next)
{
	enum request_group group = exposure->modules[n].group;
	struct exposure_count count = { 0 };

	for (; n < exposure->n_modules && exposure->modules[n].group == group; n++) {
		count.stock++;
		count.allowed += exposure->modules[n].is_allowed;
	}
	*next = n;
	return count;
}

int exposure_count_reach(const struct exposure *exposure, enum reach last,
			 struct exposure_count *count)
{
	enum {
		STOCK = 1,
		ALLOWED = 2
	};
	size_t n_modules = exposure->tree->n_modules;
	_cleanup_free_ unsigned char *marks = calloc(n_modules + 1, 1);

	if (!marks)
		return -ENOMEM;
	for (size_t i = 0; i < exposure->n_modules; i++) {
		const struct exposed *exposed = &exposure->modules[i];

		if (request_groups[exposed->group].reach <= last)
			marks[exposed->module - exposure->tree->modules] |=
				STOCK | (exposed->is_allowed ? ALLOWED : 0);
	}
	*count = (struct exposure_count){ 0 };
	for (size_t i = 0; i < n_modules; i++) {
		count->stock += !!(marks[i] & STOCK);
		count->allowed += !!(marks[i] & ALLOWED);
	}
	return 0;
}
