// SPDX-License-Identifier: GPL-2.0-or-later
#include "reason-text.h"

#include <linux/capability.h>
#include <stdio.h>

char *reason_decider(const struct verdict *verdict, char *text, size_t size)
{
	const struct rule *rule = verdict->rule;

	if (rule)
		snprintf(text, size, "rule \"%s\" (%s:%u)", rule->name, rule->file, rule->line);
	else
		snprintf(text, size, "no rule matches, and the default");
	return text;
}

/* Which of the words the requester met, to go behind them. */
static void describe_success(const struct verdict *verdict, const struct requester *requester,
			     char *text, size_t size)
{
	uint64_t capabilities = requester_capabilities(requester);
	struct requirement has = { .capabilities = capabilities & verdict->require->capabilities };
	char names[REQUIREMENT_TEXT_SIZE];

	switch (verdict->reason) {
	case REASON_MAINTAINED:
		snprintf(text, size, ", which it is");
		break;
	case REASON_KERNEL:
		snprintf(text, size, ", but the kernel itself asks");
		break;
	case REASON_CAPABILITY:
		/* It suffices everywhere, so it is not named. */
		if (!has.capabilities)
			has.capabilities = UINT64_C(1) << CAP_SYS_MODULE;
		snprintf(text, size, ", and the requester has %s",
			 requirement_format(&has, names, sizeof(names)));
		break;
	default:
		text[0] = '\0';
	}
}

char *reason_requirement(const struct verdict *verdict, const struct requester *requester,
			 bool names_module, char *text, size_t size)
{
	char require[REQUIREMENT_TEXT_SIZE], success[REQUIREMENT_TEXT_SIZE];

	requirement_format(verdict->require, require, sizeof(require));
	describe_success(verdict, requester, success, sizeof(success));
	snprintf(text, size, "%s%s%s%s", require, names_module ? " for " : "",
		 names_module ? verdict->module : "", success);
	return text;
}
