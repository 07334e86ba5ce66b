// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy.h"

#include <linux/capability.h>
#include <string.h>

#include "alias.h"
#include "unit-name.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))

bool flags_have(const struct flags *flags, const char *module)
{
	for (char **name = flags->modules; *name; name++)
		if (module_names_equal(*name, module))
			return true;
	return false;
}

bool policy_is_maintained(const struct policy *policy, const char *module)
{
	for (size_t i = policy->n_flags; i > 0; i--)
		if (flags_have(&policy->flags[i - 1], module))
			return policy->flags[i - 1].maintained;
	return false;
}

static bool uid_matches(const struct rule *rule, uid_t uid)
{
	for (size_t i = 0; i < rule->n_uids; i++)
		if (uid >= rule->uids[i].first && uid <= rule->uids[i].last)
			return true;
	return false;
}

static enum rule_match match_requester(const struct rule *rule, const struct requester *requester)
{
	bool unit_unknown = rule->units && !requester->cgroup;

	if (!rule->units && !rule->uids)
		return RULE_MATCHES;
	if (requester->class == REQUESTER_KERNEL)
		return RULE_DOES_NOT_MATCH;
	if (requester->class == REQUESTER_UNKNOWN)
		return RULE_MAY_MATCH;
	if (rule->uids && !uid_matches(rule, requester->uid))
		return RULE_DOES_NOT_MATCH;
	if (rule->units && !unit_unknown && !unit_names_match(rule->units, requester->cgroup))
		return RULE_DOES_NOT_MATCH;
	return unit_unknown ? RULE_MAY_MATCH : RULE_MATCHES;
}

enum rule_match policy_match_rule(const struct rule *rule, const struct request *request,
				  const char *module)
{
	if (rule->aliases && !alias_matches_any(rule->aliases, request->alias))
		return RULE_DOES_NOT_MATCH;
	if (rule->modules && !alias_matches_any(rule->modules, module))
		return RULE_DOES_NOT_MATCH;
	return match_requester(rule, request->requester);
}

static bool is_met(enum reason reason)
{
	return reason != REASON_NEVER && reason != REASON_REQUIREMENT_NOT_MET;
}

static enum reason test_requirement(const struct requirement *require, const struct policy *policy,
				    const struct requester *requester, const char *module)
{
	uint64_t sufficient = require->capabilities | CAPABILITY(CAP_SYS_MODULE);

	if (require->never)
		return REASON_NEVER;
	if (require->nothing)
		return REASON_NOTHING_REQUIRED;
	if (requester->class == REQUESTER_KERNEL)
		return REASON_KERNEL;
	if (require->maintained && policy_is_maintained(policy, module))
		return REASON_MAINTAINED;
	if (requester_capabilities(requester) & sufficient)
		return REASON_CAPABILITY;
	return REASON_REQUIREMENT_NOT_MET;
}

/*
 * A rule that may or may not match counts where its requirement is not met: not to be known is no
 * way round it, nor a way to what it grants.
 */
const struct rule *policy_find_rule(const struct policy *policy, const struct request *request,
				    const char *module)
{
	for (size_t i = policy->n_rules; i > 0; i--) {
		const struct rule *rule = &policy->rules[i - 1];

		switch (policy_match_rule(rule, request, module)) {
		case RULE_MATCHES:
			return rule;
		case RULE_MAY_MATCH:
			if (!is_met(test_requirement(&rule->require, policy, request->requester,
						     module)))
				return rule;
			break;
		case RULE_DOES_NOT_MATCH:
			break;
		}
	}
	return NULL;
}

static void ask_for_module(const struct policy *policy, const struct request *request,
			   const char *module, struct verdict *verdict)
{
	verdict->module = module;
	verdict->rule = policy_find_rule(policy, request, module);
	verdict->require = verdict->rule ? &verdict->rule->require : &policy->require;
	verdict->reason = test_requirement(verdict->require, policy, request->requester, module);
}

const struct rule *policy_find_never(const struct policy *policy, const struct request *request,
				     const char *module)
{
	for (size_t i = policy->n_rules; i > 0; i--) {
		const struct rule *rule = &policy->rules[i - 1];
		enum rule_match match = RULE_DOES_NOT_MATCH;

		if (rule->modules)
			match = policy_match_rule(rule, request, module);
		if (match != RULE_DOES_NOT_MATCH && rule->require.never)
			return rule;
		if (match == RULE_MATCHES)
			return NULL;
	}
	return NULL;
}

/* What may never be loaded does not come in with something else either. */
static bool find_forbidden(const struct policy *policy, const struct request *request,
			   struct verdict *verdict)
{
	const char *const *module = request->dependencies;

	for (; module && *module; module++) {
		const struct rule *rule = policy_find_never(policy, request, *module);

		if (rule) {
			verdict->module = *module;
			verdict->rule = rule;
			verdict->require = &rule->require;
			verdict->reason = REASON_NEVER;
			return true;
		}
	}
	return false;
}

static struct verdict ask_rules(const struct policy *policy, const struct request *request,
				enum mode mode)
{
	struct verdict verdict = { .decision = DECISION_ALLOWED, .mode = mode };
	bool refused = false;

	for (const char *const *module = request->modules; !refused && *module; module++) {
		ask_for_module(policy, request, *module, &verdict);
		refused = !is_met(verdict.reason);
	}
	if (!refused)
		refused = find_forbidden(policy, request, &verdict);
	if (refused)
		verdict.decision = mode == MODE_LOG ? DECISION_WOULD_REFUSE : DECISION_REFUSED;
	return verdict;
}

enum mode mode_stricter(enum mode one, enum mode other)
{
	return one > other ? one : other;
}

static enum mode effective_mode(const struct policy *policy, const struct request *request)
{
	enum mode mode = mode_stricter(policy->mode, request->least_mode);

	return requester_confined(request->requester) ? mode_stricter(mode, policy->confined)
						      : mode;
}

struct verdict policy_decide(const struct policy *policy, const struct request *request)
{
	enum mode mode = effective_mode(policy, request);

	switch (mode) {
	case MODE_ALLOW:
		return (struct verdict){ .decision = DECISION_ALLOWED,
					 .reason = REASON_MODE_ALLOW,
					 .mode = mode };
	case MODE_LOG:
	case MODE_RESTRICT:
		return ask_rules(policy, request, mode);
	case MODE_DENY:
		break;
	}
	return (struct verdict){ .decision = DECISION_REFUSED,
				 .reason = REASON_MODE_DENY,
				 .mode = MODE_DENY };
}
