// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * exposure: which modules a user without capabilities can make the kernel load, with a stock
 * modprobe and under the policy. It is a property of the kernel's modules and the policy, not of
 * the moment: what is loaded already counts too.
 */
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "autoloadctl.h"
#include "autoloadctl-inputs.h"
#include "cleanup.h"
#include "lock.h"
#include "output.h"
#include "request-formats.h"

struct options {
	struct inputs inputs;
	struct output output;
	bool list;
	uid_t uid;
};

/* A module that a request can bring in. */
struct exposed {
	const struct module *module;
	const struct request_format *group; /* the first of its group */
	const char *alias;
	const struct rule *rule; /* NULL: none matches, or the mode alone decides */
	bool is_allowed;
};

struct survey {
	const struct policy *policy;
	const struct options *options;
	enum mode mode; /* the one to count by: restrict, or stricter where that is in force */
	struct module_tree tree;
	struct exposed *exposed;
	size_t n_exposed;
};

/* Names would have to be looked up, and that may itself ask for modules. */
static bool parse_uid(const char *text, uid_t *uid)
{
	unsigned long long number;
	char *end;

	if (!isdigit((unsigned char)text[0]))
		return false;
	errno = 0;
	number = strtoull(text, &end, 10);
	if (*end || errno || number >= UINT32_MAX)
		return false;
	*uid = number;
	return true;
}

enum {
	KEY_LIST = 0x300, /* above all characters: these have no short form */
	KEY_UID,
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->inputs;
		state->child_inputs[1] = &options->inputs;
		state->child_inputs[2] = &options->output;
		return 0;
	case KEY_LIST:
		options->list = true;
		return 0;
	case KEY_UID:
		if (!parse_uid(value, &options->uid))
			argp_error(state, "\"%s\" is no user id: use a number", value);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "list", KEY_LIST, NULL, 0, "Show each of these modules, the rule that decides, an alias",
	  0 },
	{ "uid", KEY_UID, "N", 0, "The user's id, for rules that name some; 1000 if not given", 0 },
	{ 0 },
};

static const struct argp_child children[] = {
	{ .argp = &config_argp },
	{ .argp = &modules_argp },
	{ .argp = &output_argp },
	{ .argp = &help_argp },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.doc = "Count the modules that a user without capabilities can make the kernel load, by "
	       "the kind of request: with a stock modprobe, and under the policy in mode restrict."
	       "\vExit status: 0; 1 on failure; 2 for wrong usage.",
	.children = children,
};

static struct requester requester_by(enum reach reach, uid_t uid)
{
	return (struct requester){
		.class = REQUESTER_PROCESS,
		.uid = uid,
		.euid = uid,
		.bounding = UINT64_MAX,
		.in_initial_user_namespace = reach != REACH_USER_NAMESPACE,
	};
}

static const struct request_format *group_of(const struct request_format *format)
{
	const struct request_format *group = request_formats;

	while (strcmp(group->group, format->group) != 0)
		group++;
	return group;
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
static int add_alias(struct survey *survey, const struct request_format *format, const char *alias,
		     const struct module *const *modules, size_t n)
{
	const struct requester requester = requester_by(format->reach, survey->options->uid);
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
			.group = group_of(format),
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

	return format && format->reach != REACH_CAPABILITY ? format : NULL;
}

/* Many requests are for modules by their name. */
static int add_names(struct survey *survey)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < survey->tree.n_modules; i++) {
		const struct module *module = &survey->tree.modules[i];
		const struct request_format *format = find_reachable(module->name);

		if (format && !module->is_built_in)
			r = add_alias(survey, format, module->name, &module, 1);
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
	const struct module *named = module_tree_find(&survey->tree, entries[0].alias);
	_cleanup_free_ const struct module **modules = NULL;
	size_t found = 0;

	/* libkmod looks for a module of that name first. */
	if (!format || (named && !named->is_built_in))
		return 0;
	modules = calloc(n, sizeof(*modules));
	if (!modules)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		const struct module *module = module_tree_find(&survey->tree, entries[i].module);

		if (module && !module->is_built_in && (found == 0 || modules[found - 1] != module))
			modules[found++] = module;
	}
	return found ? add_alias(survey, format, entries[0].alias, modules, found) : 0;
}

static int add_aliases(struct survey *survey)
{
	const struct module_tree *tree = &survey->tree;
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
static void settle(struct survey *survey)
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

static int take_survey(struct survey *survey)
{
	int r = add_names(survey);

	if (r == 0)
		r = add_aliases(survey);
	settle(survey);
	return r;
}

struct count {
	size_t stock;
	size_t allowed;
};

static void print_count(const char *name, const char *reach, const struct count *count)
{
	printf("%-23s  %-14s  %5zu  %6zu\n", name, reach, count->stock, count->allowed);
}

static void print_groups(const struct survey *survey)
{
	for (size_t i = 0, n; i < survey->n_exposed; i += n) {
		const struct request_format *group = survey->exposed[i].group;
		struct count count = { 0 };

		for (n = 0; i + n < survey->n_exposed && survey->exposed[i + n].group == group; n++)
			count.allowed += survey->exposed[i + n].is_allowed;
		count.stock = n;
		print_count(group->group, reach_name(group->reach), &count);
	}
}

/* Prints the number of modules within some reaches, each counted once. Returns 0 or -ENOMEM. */
static int print_total(const struct survey *survey, const char *name, enum reach last)
{
	enum {
		STOCK = 1,
		ALLOWED = 2
	};
	_cleanup_free_ unsigned char *marks = calloc(survey->tree.n_modules + 1, 1);
	struct count count = { 0 };

	if (!marks)
		return -ENOMEM;
	for (size_t i = 0; i < survey->n_exposed; i++) {
		const struct exposed *exposed = &survey->exposed[i];

		if (exposed->group->reach <= last)
			marks[exposed->module - survey->tree.modules] |=
				STOCK | (exposed->is_allowed ? ALLOWED : 0);
	}
	for (size_t i = 0; i < survey->tree.n_modules; i++) {
		count.stock += !!(marks[i] & STOCK);
		count.allowed += !!(marks[i] & ALLOWED);
	}
	print_count(name, "", &count);
	return 0;
}

static void print_mode(const char *whose, enum mode mode)
{
	printf("%s is %s%s.\n", whose, mode_name(mode),
	       mode < MODE_RESTRICT ? ": what the policy refuses is loaded all the same" : "");
}

static void print_modes(const struct policy *policy)
{
	enum mode mode = mode_stricter(policy->mode, lock_get());
	enum mode confined = mode_stricter(mode, policy->confined);

	print_mode("\nThe mode", mode);
	if (confined != mode)
		print_mode("For confined tasks, as in user namespaces, it", confined);
}

static int print_summary(const struct survey *survey)
{
	int r;

	printf("%-23s  %-14s  %5s  %6s\n", "REQUESTS", "REACHED BY", "STOCK", "POLICY");
	print_groups(survey);
	putchar('\n');
	r = print_total(survey, "any user", REACH_USER);
	if (r == 0)
		r = print_total(survey, "also by user namespaces", REACH_USER_NAMESPACE);
	if (r == 0)
		r = print_total(survey, "also by device nodes", REACH_NODE);
	print_modes(survey->policy);
	return r;
}

static int widest(int width, const char *text)
{
	int length = strlen(text);

	return length > width ? length : width;
}

static void print_list(const struct survey *survey)
{
	int module = strlen("MODULE"), rule = strlen("RULE");

	for (size_t i = 0; i < survey->n_exposed; i++) {
		const struct exposed *exposed = &survey->exposed[i];

		module = widest(module, exposed->module->name);
		rule = widest(rule, exposed->rule ? exposed->rule->name : "-");
	}
	printf("%-*s  %-8s  %-*s  %s\n", module, "MODULE", "DECISION", rule, "RULE", "ALIAS");
	for (size_t i = 0; i < survey->n_exposed; i++) {
		const struct exposed *exposed = &survey->exposed[i];

		printf("%-*s  %-8s  %-*s  %s\n", module, exposed->module->name,
		       decision_name(exposed->is_allowed ? DECISION_ALLOWED : DECISION_REFUSED),
		       rule, exposed->rule ? exposed->rule->name : "-", exposed->alias);
	}
}

static void survey_clear(struct survey *survey)
{
	module_tree_clear(&survey->tree);
	free(survey->exposed);
}

int verb_exposure(int argc, char *argv[])
{
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(survey_clear) struct survey survey = { 0 };
	struct options options = { .uid = 1000 };
	int r;

	if (argp_parse(&argp, argc, argv, 0, NULL, &options) != 0)
		return EXIT_FAILURE;
	output_open(&options.output, options.list);
	survey.policy = &policy;
	survey.options = &options;
	survey.mode = mode_stricter(MODE_RESTRICT, lock_get());
	if (!inputs_load_policy(&options.inputs, &policy) ||
	    !inputs_load_modules(&options.inputs, &survey.tree))
		return EXIT_FAILURE;
	r = take_survey(&survey);
	if (r == 0 && options.list)
		print_list(&survey);
	else if (r == 0)
		r = print_summary(&survey);
	output_close(&options.output);
	if (r < 0)
		complain("no memory");
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
