// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdlib.h>

#include "cleanup.h"
#include "policy-in-restrict.h"

static struct verdict decide_by_rules(const struct policy *policy, const struct request *request)
{
	const struct policy restricting = policy_in_restrict(policy);
	struct request unlocked = *request;
	struct verdict verdict;

	unlocked.least_mode = MODE_ALLOW;
	verdict = policy_decide(&restricting, &unlocked);
	if (!verdict.rule)
		verdict.require = &policy->require;
	return verdict;
}

/* For a dependency only rules that name modules count. */
static enum rule_match match(const struct rule *rule, const struct request *request,
			     const struct explained_module *module)
{
	if (module->is_dependency && !rule->modules)
		return RULE_DOES_NOT_MATCH;
	return policy_match_rule(rule, request, module->name);
}

static int find_matching(const struct policy *policy, const struct request *request,
			 struct explained_module *module)
{
	module->matching = calloc(policy->n_rules + 1, sizeof(*module->matching));
	if (!module->matching)
		return -ENOMEM;
	for (size_t i = 0; i < policy->n_rules; i++) {
		const struct rule *rule = &policy->rules[i];
		enum rule_match matches = match(rule, request, module);

		if (matches != RULE_DOES_NOT_MATCH)
			module->matching[module->n_matching++] =
				(struct matching_rule){ rule, matches == RULE_MATCHES };
	}
	return 0;
}

static void decide_named(const struct policy *policy, const struct request *request,
			 struct explained_module *module)
{
	const char *const only[] = { module->name, NULL };
	struct request one = *request;
	struct verdict verdict;

	one.modules = only;
	one.dependencies = NULL;
	verdict = decide_by_rules(policy, &one);
	module->is_allowed = verdict.decision == DECISION_ALLOWED;
	module->reason = verdict.reason;
	module->rule = verdict.rule;
	module->require = verdict.require;
}

static void decide_dependency(const struct policy *policy, const struct request *request,
			      struct explained_module *module)
{
	module->rule = policy_find_never(policy, request, module->name);
	module->is_allowed = !module->rule;
	module->reason = module->rule ? REASON_NEVER : REASON_NOTHING_REQUIRED;
	module->require = module->rule ? &module->rule->require : NULL;
}

static int explain_module(const struct policy *policy, const struct request *request,
			  const char *name, bool is_dependency, struct explanation *explanation)
{
	struct explained_module *module = &explanation->modules[explanation->n_modules++];

	*module = (struct explained_module){ .name = name, .is_dependency = is_dependency };
	if (is_dependency)
		decide_dependency(policy, request, module);
	else
		decide_named(policy, request, module);
	return find_matching(policy, request, module);
}

static size_t count(const char *const *names)
{
	size_t n = 0;

	while (names && names[n])
		n++;
	return n;
}

static int explain_modules(const struct policy *policy, const struct request *request,
			   struct explanation *explanation)
{
	size_t n_named = count(request->modules), n_dependencies = count(request->dependencies);
	int r = 0;

	explanation->modules = calloc(n_named + n_dependencies + 1, sizeof(*explanation->modules));
	if (!explanation->modules)
		return -ENOMEM;
	for (size_t i = 0; r == 0 && i < n_named; i++)
		r = explain_module(policy, request, request->modules[i], false, explanation);
	for (size_t i = 0; r == 0 && i < n_dependencies; i++)
		r = explain_module(policy, request, request->dependencies[i], true, explanation);
	return r;
}

/* A known process that has one capability more, where it counts. */
static bool suffices(const struct policy *policy, const struct request *request, int capability)
{
	struct requester requester = *request->requester;
	struct request again = *request;

	requester.effective = requester_capabilities(&requester) | UINT64_C(1) << capability;
	requester.bounding |= requester.effective;
	requester.class = REQUESTER_PROCESS;
	requester.in_initial_user_namespace = true;
	again.requester = &requester;
	return decide_by_rules(policy, &again).decision == DECISION_ALLOWED;
}

static uint64_t find_sufficient_capabilities(const struct policy *policy,
					     const struct request *request)
{
	uint64_t sufficient = 0;

	for (int capability = 0; capability <= CAP_LAST_CAP; capability++)
		if (suffices(policy, request, capability))
			sufficient |= UINT64_C(1) << capability;
	return sufficient;
}

/* The names that the rules refuse, ended by NULL; for free(), NULL: no memory. */
static char **list_refused(const struct explanation *explanation)
{
	char **names = calloc(explanation->n_modules + 1, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; names && i < explanation->n_modules; i++)
		if (!explanation->modules[i].is_allowed)
			names[n++] = (char *)explanation->modules[i].name;
	return names;
}

/* Asks again with one more group of flags. */
static int try_flags(const struct policy *policy, const struct request *request,
		     struct explanation *explanation)
{
	_cleanup_free_ struct flags *flags = calloc(policy->n_flags + 1, sizeof(*flags));
	_cleanup_free_ char **names = list_refused(explanation);
	struct policy flagging = *policy;

	if (!flags || !names)
		return -ENOMEM;
	for (size_t i = 0; i < policy->n_flags; i++)
		flags[i] = policy->flags[i];
	flags[policy->n_flags] = (struct flags){ .maintained = true, .modules = names };
	flagging.flags = flags;
	flagging.n_flags++;
	explanation->flags_suffice =
		decide_by_rules(&flagging, request).decision == DECISION_ALLOWED;
	return 0;
}

int explain(const struct policy *policy, const struct request *request, struct explanation *ret)
{
	struct explanation explanation = {
		.verdict = policy_decide(policy, request),
		.by_rules = decide_by_rules(policy, request),
	};
	int r = explain_modules(policy, request, &explanation);

	if (r == 0 && explanation.by_rules.decision != DECISION_ALLOWED) {
		explanation.capabilities_suffice = find_sufficient_capabilities(policy, request);
		r = try_flags(policy, request, &explanation);
	}
	if (r < 0)
		explanation_clear(&explanation);
	else
		*ret = explanation;
	return r;
}

void explanation_clear(struct explanation *explanation)
{
	for (size_t i = 0; i < explanation->n_modules; i++)
		free(explanation->modules[i].matching);
	free(explanation->modules);
	*explanation = (struct explanation){ 0 };
}

bool explanation_has_rule(const struct explanation *explanation, const struct rule *rule)
{
	for (size_t i = 0; i < explanation->n_modules; i++)
		for (size_t j = 0; j < explanation->modules[i].n_matching; j++)
			if (explanation->modules[i].matching[j].rule == rule)
				return true;
	return false;
}

enum mode_source mode_source(const struct mode_sources *sources)
{
	enum mode mode = mode_stricter(mode_stricter(sources->policy, sources->confined),
				       mode_stricter(sources->lock, sources->cgroup));

	if (sources->policy == mode)
		return MODE_OF_POLICY;
	if (sources->confined == mode)
		return MODE_OF_CONFINED;
	return sources->lock == mode ? MODE_OF_LOCK : MODE_OF_CGROUP;
}
