// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include <string.h>

static json_t *texts_to_json(char *const *texts, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_add(&array, json_string(texts[i]));
	return array;
}

/* As in JSON of entries; what is not known is left out. */
static json_t *requester_to_json(const struct studied_requester *requester)
{
	bool is_known = requester->class != REQUESTER_UNKNOWN;
	json_t *object = json_pack(
		"{s:s, s:I, s:I, s:I}", "requester", requester_class_name(requester->class),
		"times", (json_int_t)requester->seen.times, "first",
		(json_int_t)requester->seen.first, "last", (json_int_t)requester->seen.last);

	if (!is_known)
		return object;
	return json_join(object, json_pack("{s:I, s:b, s:s*, s:s*, s:s*}", "uid",
					   (json_int_t)requester->uid, "user_namespace",
					   !requester->in_initial_user_namespace, "comm",
					   *requester->comm ? requester->comm : NULL, "exe",
					   *requester->exe ? requester->exe : NULL, "unit",
					   *requester->unit ? requester->unit : NULL));
}

/* The evidence for an alias; only of the requesters that a rule is for, NULL for all. */
static json_t *evidence_to_json(const struct studied_alias *alias, const struct suggested_who *who)
{
	json_t *requesters = json_array();

	for (size_t i = 0; i < alias->n_requesters; i++)
		if (!who || suggestion_covers(who, &alias->requesters[i]))
			json_add(&requesters, requester_to_json(&alias->requesters[i]));
	return json_pack("{s:o, s:o, s:o, s:I, s:I, s:I, s:o, s:I}", "alias",
			 json_from_text(alias->alias), "modules",
			 texts_to_json(alias->modules, alias->n_modules), "callers",
			 texts_to_json(alias->callers, alias->n_callers), "times",
			 (json_int_t)alias->seen.times, "first", (json_int_t)alias->seen.first,
			 "last", (json_int_t)alias->seen.last, "requesters", requesters,
			 "times_of_others", (json_int_t)alias->times_of_others);
}

static json_t *patterns_to_json(const struct suggestion *rule)
{
	char pattern[CONFIG_WORD_MAX + 1];
	json_t *array = json_array();

	for (size_t i = 0; i < rule->n_aliases; i++)
		if (suggestion_pattern(rule->aliases[i]->alias, pattern) == 0)
			json_add(&array, json_string(pattern));
	return array;
}

static json_t *modules_to_json(const struct suggestion *rule)
{
	json_t *array = json_array();

	for (size_t i = 0; i < rule->n_aliases; i++)
		for (size_t j = 0; j < rule->aliases[i]->n_modules; j++)
			if (!suggestion_has_module(rule, i, rule->aliases[i]->modules[j]))
				json_add(&array, json_string(rule->aliases[i]->modules[j]));
	return array;
}

static json_t *uids_to_json(const struct suggested_who *who)
{
	json_t *array = json_array();

	for (size_t i = 0; i < who->n_uids; i++)
		json_add(&array, json_integer(who->uids[i]));
	return array;
}

static json_t *warnings_to_json(const struct suggestions *suggestions,
				const struct suggestion *rule)
{
	const struct policy *policy = suggestions->study->policy;
	bool has_namespace = false, has_forbidding_rule = false, has_module_rule = false;
	json_t *array = json_array();

	for (size_t i = 0; i < rule->n_aliases; i++) {
		has_namespace |= suggestion_has_namespace(&rule->who, rule->aliases[i]);
		has_forbidding_rule |=
			suggestion_find_forbidding_rule(policy, rule->aliases[i]) != NULL;
		has_module_rule |= suggestion_find_module_rule(policy, rule->aliases[i]) != NULL;
	}
	if (rule->who.kind == SUGGEST_EVERYBODY)
		json_add(&array, json_string("unknown-requester"));
	if (has_namespace)
		json_add(&array, json_string("user-namespace"));
	if (suggestion_is_for_uid_0(&rule->who))
		json_add(&array, json_string("uid-0"));
	if (suggestion_is_for_dynamic_uid(&rule->who))
		json_add(&array, json_string("dynamic-uid"));
	if (has_forbidding_rule)
		json_add(&array, json_string("overrides-never"));
	if (has_module_rule)
		json_add(&array, json_string("overrides-module-rule"));
	return array;
}

/* A condition that the rule does not give is left out. */
static int add_conditions(json_t *object, const struct suggestions *suggestions,
			  const struct suggestion *rule)
{
	const struct suggested_who *who = &rule->who;
	int r = json_object_set_new(object, "alias", patterns_to_json(rule));

	if (r == 0 && suggestions->name_modules)
		r = json_object_set_new(object, "module", modules_to_json(rule));
	if (r == 0 && who->n_units)
		r = json_object_set_new(object, "unit",
					texts_to_json((char *const *)who->units, who->n_units));
	if (r == 0 && who->n_uids)
		r = json_object_set_new(object, "uid", uids_to_json(who));
	if (r == 0)
		r = json_object_set_new(object, "require", json_from_requirement(&who->require));
	if (r == 0)
		r = json_object_set_new(object, "warnings", warnings_to_json(suggestions, rule));
	return r;
}

static json_t *rule_to_json(const struct suggestions *suggestions, const struct suggestion *rule)
{
	json_t *object = json_pack("{s:s}", "rule", rule->name), *evidence = json_array();

	for (size_t i = 0; i < rule->n_aliases; i++)
		json_add(&evidence, evidence_to_json(rule->aliases[i], &rule->who));
	if (object && add_conditions(object, suggestions, rule) == 0 &&
	    json_object_set(object, "evidence", evidence) == 0) {
		json_decref(evidence);
		return object;
	}
	json_decref(evidence);
	json_decref(object);
	return NULL;
}

static json_t *rules_to_json(const struct suggestions *suggestions)
{
	json_t *array = json_array();

	for (size_t i = 0; i < suggestions->n_rules; i++)
		json_add(&array, rule_to_json(suggestions, &suggestions->rules[i]));
	return array;
}

/* If no rule requires it, [gate] does. */
static json_t *forbidden_to_json(const struct forbidden_request *request)
{
	return json_pack("{s:o, s:s, s:s*, s:s*, s:o*, s:I}", "alias",
			 json_from_text(request->alias), "why", "never", "rule", request->rule,
			 "config_file", request->file, "config_line",
			 request->rule ? json_integer(request->line) : NULL, "times",
			 (json_int_t)request->times);
}

static json_t *skipped_to_json(const struct suggestions *suggestions)
{
	const struct study *study = suggestions->study;
	json_t *array = json_array();

	for (size_t i = 0; i < suggestions->n_skipped; i++)
		json_add(&array,
			 json_pack("{s:o, s:s, s:I}", "alias",
				   json_from_text(suggestions->skipped[i].alias->alias), "why",
				   skip_reason_text(suggestions->skipped[i].reason), "times",
				   (json_int_t)suggestions->skipped[i].alias->seen.times));
	for (size_t i = 0; i < study->n_forbidden; i++)
		json_add(&array, forbidden_to_json(&study->forbidden[i]));
	return array;
}

json_t *suggestions_to_json(const struct suggestions *suggestions)
{
	const struct study *study = suggestions->study;

	return json_pack("{s:o, s:o, s:I, s:I, s:I, s:I, s:I}", "rules", rules_to_json(suggestions),
			 "without_rule", skipped_to_json(suggestions), "times",
			 (json_int_t)study->seen.times, "times_allowed_now",
			 (json_int_t)study->times_allowed_now, "times_denied",
			 (json_int_t)study->times_denied, "times_of_others",
			 (json_int_t)(study->times_alias_others + study->times_forbidden_others),
			 "incomplete_records", (json_int_t)study->n_incomplete);
}
