// SPDX-License-Identifier: GPL-2.0-or-later
/* What check prints, as text: tables of the modules and of the rules. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "check-result.h"
#include "cleanup.h"
#include "requirement.h"
#include "table.h"

static const char *state_text(const struct check_result *result, enum module_state state)
{
	return state == MODULE_MISSING && result->is_other_kernel ? NULL : check_state_name(state);
}

static int add_module(struct table *table, const struct check_result *result,
		      const struct listed_module *listed)
{
	const struct explained_module *module =
		check_find_module(&result->explanation, listed->name);
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
				     listed->name, listed->is_dependency ? "dependency" : "named",
				     state_text(result, listed->state), decision, require, rule });
	if (r < 0 || !module)
		return r;
	return table_colour(table, 3, module->is_allowed ? COLOUR_GOOD : COLOUR_BAD);
}

int print_check_modules(const struct output *output, const struct check_result *result)
{
	static const struct column columns[] = {
		{ "MODULE", COLUMN_TEXT },   { "WHY", COLUMN_TEXT },
		{ "STATE", COLUMN_TEXT },    { "BY THE RULES", COLUMN_TEXT },
		{ "REQUIRES", COLUMN_LONG }, { "RULE", COLUMN_LONG },
	};
	_cleanup_(cleanup_table) struct table *table =
		table_new(output, columns, sizeof(columns) / sizeof(columns[0]));
	int r = table ? 0 : -ENOMEM;

	for (size_t i = 0; r == 0 && i < result->list.n; i++)
		r = add_module(table, result, &result->list.modules[i]);
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

int print_check_rules(const struct output *output, const struct check_result *result)
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

	for (size_t i = 0; r == 0 && i < result->policy->n_rules; i++) {
		const struct rule *rule = &result->policy->rules[i];

		if (!explanation_has_rule(&result->explanation, rule))
			continue;
		r = add_rule(table, &result->explanation, rule);
		is_empty = false;
	}
	if (r < 0 || is_empty)
		return r;
	putchar('\n');
	return table_print(table);
}
