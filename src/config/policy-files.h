/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that make the policy: a main file, and drop-ins as in the UAPI Configuration Files
 * Specification. None of them, and none of their directories, may have been written by others than
 * root.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "diagnostics.h"
#include "policy.h"

#define CONFIG_DIRECTORIES 3

struct config_files {
	const char *main; /* an absolute path */
	/* A drop-in in a later directory takes the place of one with the same name in an earlier.
	 */
	const char *directories[CONFIG_DIRECTORIES];
};

/* Those of this system. */
extern const struct config_files config_files;

enum config_state {
	CONFIG_USED,
	CONFIG_REPLACED, /* a file of that name in a later directory takes its place */
	CONFIG_MASKED,   /* a link to /dev/null in a later directory does */
	CONFIG_MASK,     /* that link, also where it masks nothing */
	CONFIG_ERROR,    /* it should be used but can't be */
};

/* What makes the policy, or would; of a directory, only that it has an error. */
struct config_file {
	const char *path;
	enum config_state state;
	/* CONFIG_REPLACED, CONFIG_MASKED: the path of what takes its place; else NULL. */
	const char *by;
	/* CONFIG_USED: what is in it, not terminated; else NULL. */
	const char *text;
	size_t size;
	/* CONFIG_ERROR: why; else NULL. */
	const char *error;
	bool is_denied; /* this user may not read it */
};

/* Takes a file, which is there only during the call. Returns 0 to go on, or a negative errno. */
typedef int config_visitor(void *data, const struct config_file *file);

/*
 * Visits the main file, directories with an error, then each NAME.conf of the directories, in the
 * order of their names, and those of one name in the order of the directories. What is replaced or
 * masked is not read. Files and directories are tested on the descriptors that are then read: owned
 * by root, not writable by group or others; a directory that is not there is empty. Returns 0,
 * errors in files and directories or not; what the visitor returned if that is not 0; or a negative
 * errno.
 */
int config_visit(const struct config_files *files, config_visitor *visitor, void *data);

/*
 * Reads the policy: adds up the files that are used. All errors are reported. Returns 0 and fills
 * *policy for policy_clear(); -EACCES when errors were reported but all of them are that this user
 * may not read a file; -EINVAL when others were reported; or another negative errno.
 */
int config_load(const struct config_files *files, const struct error_sink *errors,
		struct policy *policy);
