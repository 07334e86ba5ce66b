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

char *reason_requirement(const struct verdict *verdict, const struct requester *requester,
			 bool names_module, char *text, size_t size)
{
	static const char *const met[] = {
		[REASON_MAINTAINED] = ", which it is",
		[REASON_CAPABILITY] = ", and the requester has ",
		[REASON_KERNEL] = ", but the kernel itself asks",
		[REASON_REQUIREMENT_NOT_MET] = NULL,
	};
	uint64_t named = requester_capabilities(requester) & verdict->require->capabilities;
	/* It suffices everywhere, so it is not named. */
	struct requirement has = { .capabilities = named ?: UINT64_C(1) << CAP_SYS_MODULE };
	char require[REQUIREMENT_TEXT_SIZE], names[REQUIREMENT_TEXT_SIZE] = "";

	if (verdict->reason == REASON_CAPABILITY)
		requirement_format(&has, names, sizeof(names));
	requirement_format(verdict->require, require, sizeof(require));
	snprintf(text, size, "%s%s%s%s%s", require, names_module ? " for " : "",
		 names_module ? verdict->module : "", met[verdict->reason] ?: "", names);
	return text;
}
