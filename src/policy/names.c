// SPDX-License-Identifier: GPL-2.0-or-later
/* Words of the policy's language and of the gate's entries. */
#include <errno.h>
#include <string.h>

#include "policy.h"

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
	for (enum mode i = MODE_ALLOW; i <= MODE_DENY; i++) {
		if (strcmp(mode_names[i], name) == 0) {
			*mode = i;
			return 0;
		}
	}
	return -EINVAL;
}

static const char *const decision_names[] = {
	[DECISION_ALLOWED] = "allowed",
	[DECISION_REFUSED] = "refused",
	[DECISION_WOULD_REFUSE] = "would-refuse",
};

const char *decision_name(enum decision decision)
{
	return decision_names[decision];
}

static const char *const reason_names[] = {
	[REASON_MODE_ALLOW] = "mode-allow",
	[REASON_MODE_DENY] = "mode-deny",
	[REASON_NOTHING_REQUIRED] = "nothing-required",
	[REASON_MAINTAINED] = "maintained",
	[REASON_CAPABILITY] = "capability",
	[REASON_KERNEL] = "kernel",
	[REASON_NEVER] = "never",
	[REASON_REQUIREMENT_NOT_MET] = "requirement-not-met",
};

const char *reason_name(enum reason reason)
{
	return reason_names[reason];
}
