// SPDX-License-Identifier: GPL-2.0-or-later
/* The policy for when there is none that can be trusted. */
#include <errno.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"
#include "words.h"

int policy_init_builtin(struct policy *policy)
{
	struct rule rule = { .require = { .nothing = true } };

	*policy = (struct policy){
		.mode = MODE_RESTRICT,
		.require = { .capabilities = UINT64_C(1) << CAP_SYS_MODULE },
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
