/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The policy's file, autoload.conf(5). */
#pragma once

#include <stddef.h>

#include "ini.h"
#include "policy.h"

/* More is an error: iniparser takes quadratic time. */
#define CONFIG_SIZE_MAX  (64 * 1024)
#define CONFIG_RULES_MAX 1000

/*
 * Reads the policy from a file that nobody but root may have written: a regular file, owned by
 * root, not writable by group or others, tested on the descriptor that is then read. All errors are
 * reported. Returns 0 and fills *policy for policy_clear(); -EINVAL when errors were reported; or
 * another negative errno.
 */
int config_load(const char *path, const struct error_sink *errors, struct policy *policy);

/* The same for text that was read already; file is its name for errors and rules. */
int config_parse(const char *text, size_t size, const char *file, const struct error_sink *errors,
		 struct policy *policy);
