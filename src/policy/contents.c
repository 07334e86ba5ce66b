// SPDX-License-Identifier: GPL-2.0-or-later
/* The policy that is built in, and what others own. */
#include <linux/capability.h>
#include <stdlib.h>

#include "policy.h"
#include "words.h"

const struct policy policy_builtin = {
	.mode = MODE_RESTRICT,
	.require = { .capabilities = UINT64_C(1) << CAP_SYS_MODULE },
	.rules = (struct rule[]){ {
		.name = "built-in devices",
		.file = "built-in",
		.aliases = (char *[]){ "char-major-*", "block-major-*", NULL },
		.require = { .nothing = true },
	} },
	.n_rules = 1,
};

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
