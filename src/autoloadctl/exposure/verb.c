// SPDX-License-Identifier: GPL-2.0-or-later
/* exposure: how many modules a user can make the kernel load, and which. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cleanup.h"
#include "common.h"
#include "inputs.h"
#include "json.h"
#include "lock-setting.h"
#include "options.h"
#include "output.h"
#include "reachable.h"
#include "table.h"
#include "verbs.h"

struct options {
	struct inputs inputs;
	struct output output;
	bool list;
	uid_t uid;
};

/* The modes of the policy, made stricter by the lock. */
struct modes {
	enum mode all;
	enum mode confined;
	bool lock_is_known; /* by root only: the modes may be stricter */
};

struct exposure_view {
	struct exposure exposure;
	struct modes modes;
	bool list;
};

enum {
	KEY_LIST = 0x300, /* above all characters: these have no short form */
	KEY_UID,
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_LIST:
		options->list = true;
		return 0;
	case KEY_UID:
		parse_uid_option(state, value, &options->uid);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "list", KEY_LIST, NULL, 0,
	  "List the modules, each with the rule that decides and an alias", 0 },
	{ "uid", KEY_UID, "N", 0, "The user's ID, for rules with user IDs; 1000 if not given", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.doc = "Count the modules that a user without capabilities can make the kernel load, by "
	       "the kind of request: with a stock modprobe, and under the policy in mode restrict."
	       "\vExit status: 0; 1 on failure; 2 for wrong usage.",
};

/* What can be reached, each with what comes before it. */
static const struct {
	enum reach reach;
	const char *title;
} totals[] = {
	{ REACH_USER, "any user" },
	{ REACH_USER_NAMESPACE, "also by user namespaces" },
	{ REACH_NODE, "also by device nodes" },
};

#define N_TOTALS (sizeof(totals) / sizeof(totals[0]))

static const char *decision_of(const struct exposed *exposed)
{
	return decision_name(exposed->is_allowed ? DECISION_ALLOWED : DECISION_REFUSED);
}

/* JSON. Without memory all of it is NULL. */

static json_t *count_to_json(const char *requests, enum reach reach,
			     const struct exposure_count *count)
{
	return json_pack("{s:s*, s:s, s:I, s:I}", "requests", requests, "reached_by",
			 reach_name(reach), "stock", (json_int_t)count->stock, "policy",
			 (json_int_t)count->allowed);
}

static json_t *groups_to_json(const struct exposure *exposure)
{
	json_t *groups = json_array();

	for (size_t i = 0, next; i < exposure->n_modules; i = next) {
		const struct request_group_info *group =
			&request_groups[exposure->modules[i].group];
		struct exposure_count count = exposure_count_group(exposure, i, &next);

		json_add(&groups, count_to_json(group->title, group->reach, &count));
	}
	return groups;
}

static json_t *totals_to_json(const struct exposure *exposure)
{
	json_t *all = json_array();
	struct exposure_count count;

	for (size_t i = 0; i < N_TOTALS; i++) {
		int r = exposure_count_reach(exposure, totals[i].reach, &count);

		json_add(&all, r < 0 ? NULL : count_to_json(NULL, totals[i].reach, &count));
	}
	return all;
}

static json_t *summary_to_json(const struct exposure *exposure, const struct modes *modes)
{
	return json_pack("{s:s, s:s, s:b, s:o, s:o}", "mode", mode_name(modes->all), "confined",
			 mode_name(modes->confined), "certain", modes->lock_is_known, "groups",
			 groups_to_json(exposure), "totals", totals_to_json(exposure));
}

static json_t *list_to_json(const struct exposure *exposure)
{
	json_t *list = json_array();

	for (size_t i = 0; i < exposure->n_modules; i++) {
		const struct exposed *exposed = &exposure->modules[i];
		const struct request_group_info *group = &request_groups[exposed->group];

		json_add(&list, json_pack("{s:s, s:s, s:s?, s:s, s:s, s:s}", "module",
					  exposed->module->name, "decision", decision_of(exposed),
					  "rule", exposed->rule ? exposed->rule->name : NULL,
					  "alias", exposed->alias, "requests", group->title,
					  "reached_by", reach_name(group->reach)));
	}
	return list;
}

/* Tables. All texts are plain: the policy and depmod allow no others. */

static int add_count(struct table *table, const char *name, const char *reach,
		     const struct exposure_count *count)
{
	char stock[24], allowed[24];

	snprintf(stock, sizeof(stock), "%zu", count->stock);
	snprintf(allowed, sizeof(allowed), "%zu", count->allowed);
	if (!reach)
		return table_add(table, (const char *[]){ name, stock, allowed });
	return table_add(table, (const char *[]){ name, reach, stock, allowed });
}

static int print_groups(const struct output *output, const struct exposure *exposure)
{
	static const struct column columns[] = {
		{ "REQUESTS", COLUMN_LONG },
		{ "REACHED BY", COLUMN_LONG },
		{ "STOCK", COLUMN_NUMBER },
		{ "POLICY", COLUMN_NUMBER },
	};
	_cleanup_(cleanup_table) struct table *table = table_new(output, columns, 4);
	int r = table ? 0 : -ENOMEM;

	for (size_t i = 0, next; r == 0 && i < exposure->n_modules; i = next) {
		const struct request_group_info *group =
			&request_groups[exposure->modules[i].group];
		struct exposure_count count = exposure_count_group(exposure, i, &next);

		r = add_count(table, group->title, reach_name(group->reach), &count);
	}
	return r < 0 ? r : table_print(table);
}

static int print_totals(const struct output *output, const struct exposure *exposure)
{
	static const struct column columns[] = {
		{ "MODULES WITHIN REACH OF", COLUMN_LONG },
		{ "STOCK", COLUMN_NUMBER },
		{ "POLICY", COLUMN_NUMBER },
	};
	_cleanup_(cleanup_table) struct table *table = table_new(output, columns, 3);
	struct exposure_count count;
	int r = table ? 0 : -ENOMEM;

	for (size_t i = 0; r == 0 && i < N_TOTALS; i++) {
		r = exposure_count_reach(exposure, totals[i].reach, &count);
		if (r == 0)
			r = add_count(table, totals[i].title, NULL, &count);
	}
	return r < 0 ? r : table_print(table);
}

static void print_mode(const char *whose, enum mode mode, bool is_certain)
{
	printf("%s is %s%s%s.\n", whose, mode_name(mode), is_certain ? "" : " or stricter",
	       mode < MODE_RESTRICT && is_certain ? ": what the policy refuses is still loaded"
						  : "");
}

static int print_summary(const struct output *output, const struct exposure *exposure,
			 const struct modes *modes)
{
	int r = print_groups(output, exposure);

	putchar('\n');
	if (r == 0)
		r = print_totals(output, exposure);
	if (output->no_legend)
		return r;
	print_mode("\nThe mode", modes->all, modes->lock_is_known);
	if (modes->confined != modes->all)
		print_mode("For confined tasks, as in user namespaces, it", modes->confined,
			   modes->lock_is_known);
	if (!modes->lock_is_known)
		puts("Only root can see whether the mode is locked.");
	return r;
}

static int print_list(const struct output *output, const struct exposure *exposure)
{
	static const struct column columns[] = {
		{ "MODULE", COLUMN_TEXT },
		{ "DECISION", COLUMN_TEXT },
		{ "RULE", COLUMN_LONG },
		{ "ALIAS", COLUMN_LONG },
	};
	_cleanup_(cleanup_table) struct table *table = table_new(output, columns, 4);
	int r = table ? 0 : -ENOMEM;

	for (size_t i = 0; r == 0 && i < exposure->n_modules; i++) {
		const struct exposed *exposed = &exposure->modules[i];
		const char *rule = exposed->rule ? exposed->rule->name : NULL;

		r = table_add(table, (const char *[]){ exposed->module->name, decision_of(exposed),
						       rule, exposed->alias });
		if (r == 0)
			r = table_colour(table, 1,
					 exposed->is_allowed ? COLOUR_DOUBTFUL : COLOUR_FAINT);
	}
	return r < 0 ? r : table_print(table);
}

static int print(const struct output *output, void *data)
{
	const struct exposure_view *view = data;
	const struct exposure *exposure = &view->exposure;

	if (output->json != JSON_OFF)
		return json_print(output, view->list ? list_to_json(exposure)
						     : summary_to_json(exposure, &view->modes));
	return view->list ? print_list(output, exposure)
			  : print_summary(output, exposure, &view->modes);
}

static void exposure_view_clear(struct exposure_view *view)
{
	exposure_clear(&view->exposure);
}

/* Returns in which mode the policy is asked. */
static enum mode find_modes(const struct policy *policy, struct modes *modes)
{
	enum mode locked = MODE_ALLOW;

	modes->lock_is_known = lock_read(&locked) == 0;
	modes->all = mode_stricter(policy->mode, locked);
	modes->confined = mode_stricter(modes->all, policy->confined);
	return mode_stricter(MODE_RESTRICT, locked);
}

int verb_exposure(int argc, char *argv[])
{
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(module_tree_clear) struct module_tree tree = { 0 };
	_cleanup_(exposure_view_clear) struct exposure_view view = { 0 };
	struct options options = { .uid = 1000 };
	const struct option_group groups[] = {
		{ &config_argp, &options.inputs },
		{ &modules_argp, &options.inputs },
		{ &output_argp, &options.output },
		{ 0 },
	};
	enum mode mode;
	int r;

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0 ||
	    !inputs_load_policy(&options.inputs, &policy) ||
	    !inputs_load_modules(&options.inputs, &tree))
		return EXIT_FAILURE;
	view.list = options.list;
	mode = find_modes(&policy, &view.modes);
	r = exposure_survey(&policy, &tree, options.uid, mode, &view.exposure);
	if (r == 0)
		r = output_show(&options.output, options.list, print, &view);
	if (r < 0)
		print_error("no memory");
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
