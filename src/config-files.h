/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that make the policy: a main file, and drop-ins as in the UAPI Configuration Files
 * Specification. None of them, and none of their folders, may have been written by others than
 * root.
 */
#pragma once

#include "ini.h"
#include "policy.h"

#define CONFIG_FOLDERS 3

struct config_files {
	const char *main; /* an absolute path */
	/* A drop-in in a later folder takes the place of one with the same name in an earlier. */
	const char *folders[CONFIG_FOLDERS];
};

/* Those of this system. */
extern const struct config_files config_files;

/*
 * Reads the policy: the main file, then each NAME.conf of the folders, in the order of their names.
 * One that is a link to /dev/null is left out. Files and folders are tested on the descriptors that
 * are then read: owned by root, not writable by group or others; a folder that is not there is
 * empty. All errors are reported. Returns 0 and fills *policy for policy_clear(); -EACCES when
 * errors were reported but all of them are that this user may not read a file; -EINVAL when others
 * were reported; or another negative errno.
 */
int config_load(const struct config_files *files, const struct error_sink *errors,
		struct policy *policy);
