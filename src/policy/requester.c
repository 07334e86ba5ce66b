// SPDX-License-Identifier: GPL-2.0-or-later
#include "requester.h"

#include <linux/capability.h>

uint64_t requester_capabilities(const struct requester *requester)
{
	if (requester->class == REQUESTER_PROCESS && requester->in_initial_user_namespace)
		return requester->effective;
	return 0;
}

bool requester_confined(const struct requester *requester)
{
	uint64_t sys_module = UINT64_C(1) << CAP_SYS_MODULE;

	if (requester->class != REQUESTER_PROCESS)
		return requester->class == REQUESTER_UNKNOWN;
	return !requester->in_initial_user_namespace || !(requester->bounding & sys_module);
}

static const char *const class_names[] = {
	[REQUESTER_UNKNOWN] = "unknown",
	[REQUESTER_PROCESS] = "process",
	[REQUESTER_KERNEL] = "kernel",
};

const char *requester_class_name(enum requester_class class)
{
	return class_names[class];
}
