/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that an alias names, and what comes with it, whether it is there already or not. */
#pragma once

#include "modules.h"

enum module_state {
	MODULE_MISSING,
	MODULE_LOADED,
	MODULE_BUILT_IN,
	/* modprobe.d has `blacklist` for it, which keeps out what is asked for by an alias. */
	MODULE_BLACKLISTED,
};

struct listed_module {
	const char *name;
	bool is_dependency; /* or softdep, of what the alias names */
	enum module_state state;
};

/* For module_list_clear(), and to be cleared before what was looked up is. */
struct module_list {
	struct listed_module *modules;
	size_t n;
	struct module_closure closure; /* keeps the names */
};

/*
 * Lists all that the alias names, whatever its state, then all that it would bring with it, each
 * once. What is blacklisted brings nothing. Returns 0 or -ENOMEM.
 */
int module_list_make(const struct modules *modules, struct module_list *list);
void module_list_clear(struct module_list *list);
