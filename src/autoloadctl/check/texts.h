/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words and look-ups that both prints of `autoloadctl check` need. Pure. */
#pragma once

#include "explain.h"
#include "modules.h"

/* Text made harmless, for free(); NULL: no memory. */
char *check_escape(const char *text);

/* "not-loaded", "loaded", "built-in", "blacklisted". */
const char *check_state_name(enum module_state state);

/* The end of "it is allowed" or "it is refused" where the mode has a part in it, or "". */
const char *check_because(const struct explanation *explanation);

/* NULL: it was not asked about. */
const struct explained_module *check_find_module(const struct explanation *explanation,
						 const char *name);

/*
 * The modules that a rule matches, with "?" where that is not certain. For free(), "" for none;
 * NULL: no memory.
 */
char *check_join_modules(const struct explanation *explanation, const struct rule *rule);
