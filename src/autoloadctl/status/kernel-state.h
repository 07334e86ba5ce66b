/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's settings of module loading, and how it was built. */
#pragma once

#include <stdbool.h>

enum answer {
	ANSWER_NOT_KNOWN,
	ANSWER_NO,
	ANSWER_YES,
};

enum lockdown {
	LOCKDOWN_NOT_KNOWN,
	LOCKDOWN_NONE,
	LOCKDOWN_INTEGRITY,
	LOCKDOWN_CONFIDENTIALITY,
};

struct kernel_state {
	/* sysctl kernel.modules_disabled: nobody loads modules any more, until reboot. */
	enum answer modules_disabled;
	enum lockdown lockdown;
	/* Whether modules need a valid signature, by the parameter sig_enforce or by lockdown. */
	enum answer signatures_enforced;
	/* CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS: one answer to all requests for an alias in a minute.
	 */
	enum answer answers_are_shared;
	/* CONFIG_STATIC_USERMODEHELPER: whatever kernel.modprobe says, this program is started. */
	enum answer helper_is_static;
	char static_helper[256]; /* "" for none at all, or where it is not known */
};

/*
 * Reads what can be known, below root: "" for this system. release is the kernel's, for the file of
 * its configuration.
 */
void kernel_state_read(const char *root, const char *release, struct kernel_state *state);

/* "none", "integrity", "confidentiality"; NULL: not known. */
const char *lockdown_name(enum lockdown lockdown);
