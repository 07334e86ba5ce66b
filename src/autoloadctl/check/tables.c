// SPDX-License-Identifier: GPL-2.0-or-later
/* What check prints, as text: tables of the modules and of the rules. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "checked.h"
#include "cleanup.h"
#include "requirement.h"
#include "table.h"

static const char *state_text(const struct checked *checked, enum module_state state)
{
	return state == MODULE_MISSING && checked->are_elsewhere ? NULL : check_state_name(state);
}

static int add_module(struct table *table, const struct checked *checked,
		      const struct listed_module *listed)
{
	const struct explained_module *module =
		check_find_module(&checked->explanation, listed->name);
	char require[REQUIREMENT_TEXT_SIZE] = "";
	const char *decision = NULL, *rule = NULL;
	int r;

	if (module) {
		decision = decision_name(module->is_allowed ? DECISION_ALLOWED : DECISION_REFUSED);
		rule = module->rule ? module->rule->name : NULL;
		if (module->require)
			requirement_format(module->require, require, sizeof(require));
	}
	r = table_add(table, (const char *[]){
				     listed->name, listed->is_dependency ? "comes along" : "named",
				     state_text(checked, listed->state), decision, require, rule });
	if (r < 0 || !module)
		return r;
	return table_colour(table, 3, module->is_allowed ? COLOUR_GOOD : COLOUR_BAD);
}

int print_check_modules(const struct output *output, const struct checked *checked)
{
	static const struct column columns[] = {
		{ "MODULE", COLUMN_TEXT },   { "WHY", COLUMN_TEXT },
		{ "STATE", COLUMN_TEXT },    { "BY THE RULES", COLUMN_TEXT },
		{ "REQUIRES", COLUMN_LONG }, { "RULE", COLUMN_LONG },
	};
	_cleanup_(cleanup_table) struct table *table =
		table_new(output, columns, sizeof(columns) / sizeof(columns[0]));
	int r = table ? 0 : -ENOMEM;

	for (size_t i = 0; r == 0 && i < checked->list.n; i++)
		r = add_module(table, checked, &checked->list.modules[i]);
	putchar('\n');
	return r < 0 ? r : table_print(table);
}

static int add_rule(struct table *table, const struct explanation *explanation,
		    const struct rule *rule)
{
	_cleanup_free_ char *modules = check_join_modules(explanation, rule);
	_cleanup_free_ char *place = NULL;
	char require[REQUIREMENT_TEXT_SIZE];

	if (!modules || asprintf(&place, "%s:%u", rule->file, rule->line) < 0)
		return -ENOMEM;
	requirement_format(&rule->require, require, sizeof(require));
	return table_add(table, (const char *[]){ place, rule->name, require, modules });
}

int print_check_rules(const struct output *output, const struct checked *checked)
{
	static const struct column columns[] = {
		{ "RULES THAT MATCH", COLUMN_LONG },
		{ "NAME", COLUMN_LONG },
		{ "REQUIRES", COLUMN_LONG },
		{ "MODULES", COLUMN_LONG },
	};
	_cleanup_(cleanup_table) struct table *table =
		table_new(output, columns, sizeof(columns) / sizeof(columns[0]));
	int r = table ? 0 : -ENOMEM;
	bool is_empty = true;

	for (size_t i = 0; r == 0 && i < checked->policy->n_rules; i++) {
		const struct rule *rule = &checked->policy->rules[i];

		if (!explanation_has_rule(&checked->explanation, rule))
			continue;
		r = add_rule(table, &checked->explanation, rule);
		is_empty = false;
	}
	if (r < 0 || is_empty)
		return r;
	putchar('\n');
	return table_print(table);
}
