// SPDX-License-Identifier: GPL-2.0-or-later
/* Releases what a policy owns. */
#include <stdlib.h>

#include "policy.h"
#include "words.h"

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
	free(policy->mode_place.file);
	free(policy->require_place.file);
	*policy = (struct policy){ 0 };
}
