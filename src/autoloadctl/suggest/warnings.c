// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules.h"

bool suggestion_has_namespace(const struct suggested_who *who, const struct studied_alias *alias)
{
	for (size_t i = 0; i < alias->n_requesters; i++) {
		const struct studied_requester *requester = &alias->requesters[i];

		if (requester->class == REQUESTER_PROCESS &&
		    !requester->in_initial_user_namespace && suggestion_covers(who, requester))
			return true;
	}
	return false;
}

bool suggestion_is_for_uid_0(const struct suggested_who *who)
{
	return who->kind == SUGGEST_UIDS && who->uids[0] == 0;
}

bool suggestion_is_for_dynamic_uid(const struct suggested_who *who)
{
	for (size_t i = 0; who->kind == SUGGEST_UIDS && i < who->n_uids; i++)
		if (uid_is_dynamic(who->uids[i]))
			return true;
	return false;
}

static bool forbids_some(const struct rule *rule)
{
	return rule->require.never && (rule->units || rule->uids);
}

static bool is_for_modules(const struct rule *rule)
{
	return rule->modules && !rule->require.never;
}

/* The last rule of a kind that may match an alias, or NULL. */
static const struct rule *find_rule(const struct policy *policy, const struct studied_alias *alias,
				    bool (*is_of_kind)(const struct rule *rule))
{
	for (size_t i = policy->n_rules; i > 0; i--) {
		const struct rule *rule = &policy->rules[i - 1];

		if (is_of_kind(rule) && study_may_match(rule, alias))
			return rule;
	}
	return NULL;
}

const struct rule *suggestion_find_forbidding_rule(const struct policy *policy,
						   const struct studied_alias *alias)
{
	return find_rule(policy, alias, forbids_some);
}

const struct rule *suggestion_find_module_rule(const struct policy *policy,
					       const struct studied_alias *alias)
{
	return find_rule(policy, alias, is_for_modules);
}
