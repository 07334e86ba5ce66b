/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the text of a policy file, autoload.conf(5), to a policy. */
#pragma once

#include <stddef.h>

#include "diagnostics.h"
#include "pattern.h"
#include "policy.h"

/* More is an error: iniparser takes quadratic time. The second is for all files together,
 * without [gate]. */
#define CONFIG_SIZE_MAX     (64 * 1024)
#define CONFIG_SECTIONS_MAX 1000

/* Longer than any name of a module or any sensible pattern. */
#define CONFIG_WORD_MAX PATTERN_MAX

/* What a policy is before its file says anything: mode log, require maintained, no rules. */
extern const struct policy policy_default;

/*
 * Adds what a file says to a policy; file is its name for errors and rules. All errors are
 * reported. Returns 0; -EINVAL when errors were reported; or another negative errno. After an error
 * the policy is good for nothing but policy_clear().
 */
int config_add(const char *text, size_t size, const char *file, const struct error_sink *errors,
	       struct policy *policy);
