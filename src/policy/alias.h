/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Aliases and the patterns that match them. Pure. */
#pragma once

#include <stdbool.h>

/*
 * The longest alias the kernel asks for: MODULE_NAME_LEN - 1 (include/linux/module.h,
 * __request_module()).
 */
#define ALIAS_MAX 55

/*
 * Whether an alias, or a module's name, is matched by a pattern of the policy: a glob as in
 * fnmatch(3) with FNM_NOESCAPE, in which `-` equals `_` on both sides. libkmod looks a name up that
 * way, so a requester who may choose part of an alias could otherwise step around a rule by writing
 * one for the other.
 */
bool alias_matches(const char *pattern, const char *alias);

/* Whether one of a list of patterns, which ends with NULL, does so. */
bool alias_matches_any(char *const *patterns, const char *alias);

/* The order of two module names, as strcmp(3) has it; 0 if they are the same one: `-` equals `_`.
 */
int module_names_compare(const char *one, const char *other);
bool module_names_equal(const char *one, const char *other);
