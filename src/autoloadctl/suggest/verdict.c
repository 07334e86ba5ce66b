// SPDX-License-Identifier: GPL-2.0-or-later
#include "study.h"

#include <string.h>

#include "alias.h"
#include "policy-in-restrict.h"

static struct verdict decide(const struct policy *policy, const char *alias,
			     const struct requester *requester, char *const *modules)
{
	const struct request request = {
		.alias = alias,
		.requester = requester,
		.modules = (const char *const *)modules,
	};
	const struct policy restricting = policy_in_restrict(policy);

	return policy_decide(&restricting, &request);
}

/* The rule that decided, if the policy still has it. */
static const struct rule *find_recorded_rule(const struct policy *policy,
					     const struct evidence *evidence)
{
	for (size_t i = 0; *evidence->rule && i < policy->n_rules; i++) {
		const struct rule *rule = &policy->rules[i];

		if (strcmp(rule->name, evidence->rule) == 0 &&
		    strcmp(rule->file, evidence->file) == 0)
			return rule;
	}
	return NULL;
}

static bool names_any(const struct rule *rule, char *const *modules)
{
	for (; *modules; modules++)
		if (alias_matches_any(rule->modules, *modules))
			return true;
	return false;
}

/*
 * The entry has neither the slices of the requester nor the dependencies of its modules. So a rule
 * that decided then, and names a slice or was about a dependency, is assumed to decide still,
 * unless a later one decides about the modules themselves.
 */
static void adjust_verdict(const struct policy *policy, const struct evidence *evidence,
			   char *const *modules, struct verdict *verdict)
{
	const struct rule *rule = find_recorded_rule(policy, evidence);
	bool is_later, was_dependency;

	if (!rule || verdict->reason == REASON_NEVER)
		return;
	/* No rule at all comes before the first one. */
	is_later = verdict->rule && verdict->rule > rule;
	was_dependency = rule->modules && !names_any(rule, modules);
	if (evidence->reason == REASON_NEVER && rule->require.never &&
	    (was_dependency || !is_later)) {
		verdict->rule = rule;
		verdict->reason = REASON_NEVER;
		verdict->decision = DECISION_REFUSED;
	} else if (rule->units && !is_later) {
		verdict->decision = DECISION_REFUSED;
	}
}

struct verdict study_decide(const struct policy *policy, const struct evidence *evidence,
			    char *const *modules)
{
	struct verdict verdict = decide(policy, evidence->alias, &evidence->requester, modules);

	adjust_verdict(policy, evidence, modules, &verdict);
	return verdict;
}

bool study_requester_is_allowed(const struct policy *policy, const struct studied_alias *alias,
				const struct studied_requester *studied)
{
	const struct requester requester = {
		.class = studied->class,
		.uid = studied->uid,
		.euid = studied->uid,
		.effective = studied->capabilities,
		.bounding = studied->confined ? 0 : UINT64_MAX,
		.in_initial_user_namespace = studied->in_initial_user_namespace,
		.cgroup = studied->cgroup,
	};
	char *modules[STUDY_MODULES_MAX + 1] = { 0 };

	memcpy(modules, alias->modules, alias->n_modules * sizeof(modules[0]));
	return decide(policy, alias->alias, &requester, modules).decision == DECISION_ALLOWED;
}

bool study_may_match(const struct rule *rule, const struct studied_alias *alias)
{
	if (rule->aliases && !alias_matches_any(rule->aliases, alias->alias))
		return false;
	for (size_t i = 0; rule->modules && i < alias->n_modules; i++)
		if (alias_matches_any(rule->modules, alias->modules[i]))
			return true;
	return !rule->modules;
}
