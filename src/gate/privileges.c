// SPDX-License-Identifier: GPL-2.0-or-later
#include "privileges.h"

#include <errno.h>
#include <sys/capability.h>

int privileges_keep_only_sys_module(void)
{
	static const cap_value_t kept[] = { CAP_SYS_MODULE };
	cap_t capabilities = cap_init();
	int r = 0;

	if (!capabilities)
		return -errno;
	if (cap_set_flag(capabilities, CAP_PERMITTED, 1, kept, CAP_SET) < 0 ||
	    cap_set_flag(capabilities, CAP_EFFECTIVE, 1, kept, CAP_SET) < 0 ||
	    cap_set_proc(capabilities) < 0)
		r = -errno;
	cap_free(capabilities);
	return r;
}
