// SPDX-License-Identifier: GPL-2.0-or-later
#include "check-result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "escape.h"

char *check_escape(const char *text)
{
	size_t size = strlen(text) * ESCAPED_BYTE + 1;
	char *escaped = malloc(size);

	return escaped ? escape_text(text, escaped, size) : NULL;
}

const char *check_state_name(enum module_state state)
{
	static const char *const names[] = {
		[MODULE_MISSING] = "not-loaded",
		[MODULE_LOADED] = "loaded",
		[MODULE_BUILT_IN] = "built-in",
		[MODULE_BLACKLISTED] = "blacklisted",
	};

	return names[state];
}

const char *check_describe_mode(const struct explanation *explanation)
{
	bool rules_allow = explanation->by_rules.decision == DECISION_ALLOWED;

	switch (explanation->verdict.mode) {
	case MODE_ALLOW:
		return rules_allow ? "" : ", as the mode is allow: restrict would refuse it";
	case MODE_LOG:
		return rules_allow ? "" : ", as the mode is log: restrict would refuse it";
	case MODE_DENY:
		return rules_allow ? ", as the mode is deny: restrict would allow it"
				   : ", as the mode is deny: restrict would refuse it too";
	case MODE_RESTRICT:
		break;
	}
	return "";
}

const struct explained_module *check_find_module(const struct explanation *explanation,
						 const char *name)
{
	for (size_t i = 0; i < explanation->n_modules; i++)
		if (strcmp(explanation->modules[i].name, name) == 0)
			return &explanation->modules[i];
	return NULL;
}

static const struct matching_rule *find_match(const struct explained_module *module,
					      const struct rule *rule)
{
	for (size_t i = 0; i < module->n_matching; i++)
		if (module->matching[i].rule == rule)
			return &module->matching[i];
	return NULL;
}

char *check_join_modules(const struct explanation *explanation, const struct rule *rule)
{
	_cleanup_free_ char *joined = strdup("");

	for (size_t i = 0; joined && i < explanation->n_modules; i++) {
		const struct explained_module *module = &explanation->modules[i];
		const struct matching_rule *match = find_match(module, rule);
		char *longer = NULL;

		if (!match)
			continue;
		if (asprintf(&longer, "%s%s%s%s", joined, *joined ? " " : "", module->name,
			     match->is_certain ? "" : "?") < 0)
			longer = NULL;
		free(joined);
		joined = longer;
	}
	return steal_pointer(&joined);
}
