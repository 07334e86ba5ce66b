// SPDX-License-Identifier: GPL-2.0-or-later
/* What check prints, as JSON. Without memory all of it is NULL. */
#include "json.h"

#include "check-result.h"
#include "request-formats.h"

static json_t *capabilities_to_json(uint64_t capabilities)
{
	const struct requirement require = { .capabilities = capabilities };

	return json_from_requirement(&require);
}

static json_t *rule_to_json(const struct rule *rule)
{
	return rule ? json_pack("{s:s, s:s, s:I}", "name", rule->name, "file", rule->file, "line",
				(json_int_t)rule->line)
		    : json_null();
}

static json_t *process_to_json(const struct live_requester *live)
{
	const struct requester *requester = &live->requester;
	json_t *in_namespace = live->user_namespace_is_known
				       ? json_boolean(!requester->in_initial_user_namespace)
				       : json_null();

	return json_pack("{s:I, s:o, s:o, s:b, s:o}", "uid", (json_int_t)requester->uid,
			 "capabilities", capabilities_to_json(requester->effective),
			 "user_namespace", in_namespace, "confined", requester_confined(requester),
			 "cgroup",
			 requester->cgroup ? json_from_text(requester->cgroup) : json_null());
}

static json_t *requester_to_json(const struct live_requester *live)
{
	const struct requester *requester = &live->requester;
	json_t *object = json_pack("{s:s}", "class", requester_class_name(requester->class));

	if (requester->pid)
		object = json_join(object, json_pack("{s:i, s:o}", "pid", requester->tid, "comm",
						     json_from_text(requester->comm)));
	if (requester->class == REQUESTER_PROCESS)
		object = json_join(object, process_to_json(live));
	return object;
}

static json_t *reach_to_json(const char *alias)
{
	const struct request_format *format = request_format_find(alias);

	return format ? json_pack("{s:s, s:s, s:s}", "requests",
				  request_groups[format->group].title, "reached_by",
				  reach_name(request_groups[format->group].reach), "how",
				  format->how)
		      : json_null();
}

static json_t *modes_to_json(const struct check_result *result)
{
	static const char *const sources[] = {
		[MODE_OF_POLICY] = "policy",
		[MODE_OF_CONFINED] = "confined",
		[MODE_OF_LOCK] = "lock",
		[MODE_OF_CGROUP] = "cgroup",
	};
	const struct mode_sources *modes = &result->modes;

	return json_pack("{s:s, s:s, s:s, s:s, s:s?, s:s?}", "mode",
			 mode_name(result->explanation.verdict.mode), "from",
			 sources[mode_source(modes)], "policy", mode_name(modes->policy),
			 "confined", mode_name(modes->confined), "lock",
			 result->lock_is_known ? mode_name(modes->lock) : NULL, "cgroup",
			 result->live->cgroup_mode_is_known ? mode_name(modes->cgroup) : NULL);
}

static json_t *module_to_json(const struct check_result *result, const struct listed_module *listed)
{
	const struct explained_module *module =
		check_find_module(&result->explanation, listed->name);
	bool is_known = listed->state != MODULE_MISSING || !result->is_other_kernel;

	return json_pack(
		"{s:s, s:b, s:s?, s:s?, s:s?, s:o, s:o}", "name", listed->name, "dependency",
		listed->is_dependency, "state", is_known ? check_state_name(listed->state) : NULL,
		"by_rules",
		module ? decision_name(module->is_allowed ? DECISION_ALLOWED : DECISION_REFUSED)
		       : NULL,
		"reason", module ? reason_name(module->reason) : NULL, "require",
		module && module->require ? json_from_requirement(module->require) : json_null(),
		"rule", rule_to_json(module ? module->rule : NULL));
}

static json_t *modules_to_json(const struct check_result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->list.n; i++)
		json_add(&array, module_to_json(result, &result->list.modules[i]));
	return array;
}

static json_t *matching_to_json(const struct explanation *explanation, const struct rule *rule)
{
	json_t *modules = json_array();
	bool is_certain = true;

	for (size_t i = 0; i < explanation->n_modules; i++) {
		const struct explained_module *module = &explanation->modules[i];

		for (size_t j = 0; j < module->n_matching; j++) {
			if (module->matching[j].rule != rule)
				continue;
			is_certain = module->matching[j].is_certain;
			json_add(&modules, json_string(module->name));
		}
	}
	return json_pack("{s:o, s:b, s:o, s:o}", "rule", rule_to_json(rule), "certain", is_certain,
			 "require", json_from_requirement(&rule->require), "modules", modules);
}

static json_t *rules_to_json(const struct check_result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->policy->n_rules; i++) {
		const struct rule *rule = &result->policy->rules[i];

		if (explanation_has_rule(&result->explanation, rule))
			json_add(&array, matching_to_json(&result->explanation, rule));
	}
	return array;
}

static json_t *sufficient_to_json(const struct explanation *explanation)
{
	json_t *flags = json_array();

	if (explanation->by_rules.decision == DECISION_ALLOWED) {
		json_decref(flags);
		return json_null();
	}
	for (size_t i = 0; explanation->flags_suffice && i < explanation->n_modules; i++)
		if (!explanation->modules[i].is_allowed)
			json_add(&flags, json_string(explanation->modules[i].name));
	return json_pack("{s:o, s:o}", "flags", flags, "capabilities",
			 capabilities_to_json(explanation->capabilities_suffice));
}

/* What there is only where something can be loaded. */
static json_t *decision_to_json(const struct check_result *result)
{
	const struct explanation *explanation = &result->explanation;
	const struct verdict *verdict = &explanation->by_rules;

	if (!result->can_load)
		return json_pack("{s:n, s:n}", "decision", "by_rules");
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "decision",
			 decision_name(explanation->verdict.decision), "reason",
			 reason_name(explanation->verdict.reason), "by_rules",
			 decision_name(verdict->decision), "module", verdict->module, "rule",
			 rule_to_json(verdict->rule), "require",
			 json_from_requirement(verdict->require), "mode", modes_to_json(result),
			 "sufficient", sufficient_to_json(explanation), "rules",
			 rules_to_json(result));
}

int print_check_json(const struct output *output, const struct check_result *result)
{
	json_t *all = json_pack(
		"{s:o, s:b, s:o, s:o, s:o}", "alias", json_from_text(result->request->alias),
		"decided_now", result->is_decided, "request", reach_to_json(result->request->alias),
		"requester", requester_to_json(result->live), "modules", modules_to_json(result));

	return json_print(output, json_join(all, decision_to_json(result)));
}
