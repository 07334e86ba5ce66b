// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "words.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))

static bool has_module(const struct flags *flags, const char *module)
{
	for (char **name = flags->modules; *name; name++)
		if (module_names_equal(*name, module))
			return true;
	return false;
}

bool policy_is_maintained(const struct policy *policy, const char *module)
{
	for (size_t i = policy->n_flags; i > 0; i--)
		if (has_module(&policy->flags[i - 1], module))
			return policy->flags[i - 1].maintained;
	return false;
}

static bool any_matches(char *const *patterns, const char *text)
{
	for (; *patterns; patterns++)
		if (alias_matches(*patterns, text))
			return true;
	return false;
}

/* Whether a component of the path of the requester's cgroup is matched. Units are told apart by
 * `-`. */
static bool unit_matches(char *const *patterns, const char *cgroup)
{
	char component[NAME_MAX + 1];

	while (*cgroup) {
		size_t length = strcspn(cgroup, "/");

		if (length > 0 && length < sizeof(component)) {
			memcpy(component, cgroup, length);
			component[length] = '\0';
			for (char *const *pattern = patterns; *pattern; pattern++)
				if (fnmatch(*pattern, component, 0) == 0)
					return true;
		}
		cgroup += length + (cgroup[length] == '/');
	}
	return false;
}

static bool uid_matches(const struct rule *rule, uid_t uid)
{
	for (size_t i = 0; i < rule->n_uids; i++)
		if (uid >= rule->uids[i].first && uid <= rule->uids[i].last)
			return true;
	return false;
}

static bool requester_matches(const struct rule *rule, const struct requester *requester)
{
	if (!rule->units && !rule->uids)
		return true;
	if (requester->class != REQUESTER_PROCESS)
		return false;
	if (rule->units && !(requester->cgroup && unit_matches(rule->units, requester->cgroup)))
		return false;
	return !rule->uids || uid_matches(rule, requester->uid);
}

static bool rule_matches(const struct rule *rule, const struct request *request, const char *module)
{
	return (!rule->aliases || any_matches(rule->aliases, request->alias)) &&
	       (!rule->modules || any_matches(rule->modules, module)) &&
	       requester_matches(rule, request->requester);
}

const struct rule *policy_find_rule(const struct policy *policy, const struct request *request,
				    const char *module)
{
	for (size_t i = policy->n_rules; i > 0; i--)
		if (rule_matches(&policy->rules[i - 1], request, module))
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
	if (require->maintained && policy_is_maintained(policy, module))
		return REASON_MAINTAINED;
	if (requester_capabilities(requester) & sufficient)
		return REASON_CAPABILITY;
	return REASON_REQUIREMENT_NOT_MET;
}

static void ask_for_module(const struct policy *policy, const struct request *request,
			   const char *module, struct verdict *verdict)
{
	verdict->module = module;
	verdict->rule = policy_find_rule(policy, request, module);
	verdict->require = verdict->rule ? &verdict->rule->require : &policy->require;
	verdict->reason = test_requirement(verdict->require, policy, request->requester, module);
}

/* What may never be loaded does not come in with something else either. */
static bool find_forbidden(const struct policy *policy, const struct request *request,
			   struct verdict *verdict)
{
	const char *const *module = request->dependencies;

	for (; module && *module; module++) {
		const struct rule *rule = policy_find_rule(policy, request, *module);

		if (rule && rule->require.never) {
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

void policy_init_default(struct policy *policy)
{
	*policy = (struct policy){
		.mode = MODE_LOG,
		.confined = MODE_ALLOW,
		.require = { .maintained = true },
	};
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
	words_free(rule->modules);
	words_free(rule->units);
	free(rule->uids);
	*rule = (struct rule){ 0 };
}

void flags_clear(struct flags *flags)
{
	free(flags->name);
	free(flags->file);
	words_free(flags->modules);
	free(flags->reviewed);
	free(flags->why);
	*flags = (struct flags){ 0 };
}

void policy_clear(struct policy *policy)
{
	for (size_t i = 0; i < policy->n_rules; i++)
		rule_clear(&policy->rules[i]);
	for (size_t i = 0; i < policy->n_flags; i++)
		flags_clear(&policy->flags[i]);
	free(policy->rules);
	free(policy->flags);
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
