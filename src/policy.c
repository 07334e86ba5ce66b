// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "words.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))

static bool is_maintained(const struct policy *policy, const char *module)
{
	for (size_t i = 0; i < policy->n_maintained; i++) {
		for (char **name = policy->maintained[i].modules; *name; name++)
			if (module_names_equal(*name, module))
				return true;
	}
	return false;
}

static bool rule_matches(const struct rule *rule, const char *alias)
{
	for (char **pattern = rule->aliases; *pattern; pattern++)
		if (alias_matches(*pattern, alias))
			return true;
	return false;
}

static const struct rule *last_matching_rule(const struct policy *policy, const char *alias)
{
	for (size_t i = policy->n_rules; i > 0; i--)
		if (rule_matches(&policy->rules[i - 1], alias))
			return &policy->rules[i - 1];
	return NULL;
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
	if (require->maintained && is_maintained(policy, module))
		return REASON_MAINTAINED;
	if (requester_capabilities(requester) & sufficient)
		return REASON_CAPABILITY;
	return REASON_REQUIREMENT_NOT_MET;
}

static struct verdict ask_rules(const struct policy *policy, const char *alias,
				const struct requester *requester, const char *const *modules)
{
	const struct rule *rule = last_matching_rule(policy, alias);
	struct verdict verdict = {
		.decision = DECISION_ALLOWED,
		.mode = policy->mode,
		.rule = rule,
		.require = rule ? &rule->require : &policy->require,
	};

	for (; *modules; modules++) {
		verdict.reason = test_requirement(verdict.require, policy, requester, *modules);
		if (!is_met(verdict.reason)) {
			verdict.decision =
				policy->mode == MODE_LOG ? DECISION_WOULD_REFUSE : DECISION_REFUSED;
			break;
		}
	}
	return verdict;
}

struct verdict policy_decide(const struct policy *policy, const char *alias,
			     const struct requester *requester, const char *const *modules)
{
	switch (policy->mode) {
	case MODE_ALLOW:
		return (struct verdict){ .decision = DECISION_ALLOWED,
					 .reason = REASON_MODE_ALLOW,
					 .mode = policy->mode };
	case MODE_LOG:
	case MODE_RESTRICT:
		return ask_rules(policy, alias, requester, modules);
	case MODE_DENY:
		break;
	}
	return (struct verdict){ .decision = DECISION_REFUSED,
				 .reason = REASON_MODE_DENY,
				 .mode = MODE_DENY };
}

void policy_init_default(struct policy *policy)
{
	*policy = (struct policy){ .mode = MODE_LOG, .require = { .maintained = true } };
}

int policy_init_builtin(struct policy *policy)
{
	struct rule rule = { .require = { .nothing = true } };

	*policy = (struct policy){
		.mode = MODE_RESTRICT,
		.require = { .capabilities = CAPABILITY(CAP_SYS_MODULE) },
	};
	rule.name = strdup("built-in devices");
	rule.file = strdup("built-in");
	rule.aliases = words_split("char-major-* block-major-*");
	policy->rules = calloc(1, sizeof(rule));
	if (!rule.name || !rule.file || !rule.aliases || !policy->rules) {
		rule_clear(&rule);
		policy_clear(policy);
		return -ENOMEM;
	}
	policy->rules[policy->n_rules++] = rule;
	return 0;
}

void rule_clear(struct rule *rule)
{
	free(rule->name);
	free(rule->file);
	words_free(rule->aliases);
	*rule = (struct rule){ 0 };
}

void maintained_clear(struct maintained *maintained)
{
	free(maintained->name);
	words_free(maintained->modules);
	*maintained = (struct maintained){ 0 };
}

void policy_clear(struct policy *policy)
{
	for (size_t i = 0; i < policy->n_rules; i++)
		rule_clear(&policy->rules[i]);
	for (size_t i = 0; i < policy->n_maintained; i++)
		maintained_clear(&policy->maintained[i]);
	free(policy->rules);
	free(policy->maintained);
	*policy = (struct policy){ 0 };
}

static const char *const mode_names[] = {
	[MODE_ALLOW] = "allow",
	[MODE_LOG] = "log",
	[MODE_RESTRICT] = "restrict",
	[MODE_DENY] = "deny",
};

const char *mode_name(enum mode mode)
{
	return mode_names[mode];
}

int mode_from_name(const char *name, enum mode *mode)
{
	/*
	 * The numbers of the modules_autoload_mode sysctl that was proposed for the kernel in 2017.
	 */
	static const enum mode numbered[] = { MODE_ALLOW, MODE_RESTRICT, MODE_DENY };

	if (name[0] >= '0' && name[0] <= '2' && !name[1]) {
		*mode = numbered[name[0] - '0'];
		return 0;
	}
	for (size_t i = 0; i < sizeof(mode_names) / sizeof(mode_names[0]); i++) {
		if (strcmp(name, mode_names[i]) == 0) {
			*mode = i;
			return 0;
		}
	}
	return -EINVAL;
}

const char *decision_name(enum decision decision)
{
	static const char *const names[] = {
		[DECISION_ALLOWED] = "allowed",
		[DECISION_REFUSED] = "refused",
		[DECISION_WOULD_REFUSE] = "would-refuse",
	};

	return names[decision];
}

const char *reason_name(enum reason reason)
{
	static const char *const names[] = {
		[REASON_MODE_ALLOW] = "mode-allow",
		[REASON_MODE_DENY] = "mode-deny",
		[REASON_NOTHING_REQUIRED] = "nothing-required",
		[REASON_MAINTAINED] = "maintained",
		[REASON_CAPABILITY] = "capability",
		[REASON_KERNEL] = "kernel",
		[REASON_NEVER] = "never",
		[REASON_REQUIREMENT_NOT_MET] = "requirement-not-met",
	};

	return names[reason];
}
