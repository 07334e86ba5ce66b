/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an alias names, and its insertion: libkmod, used as `modprobe -q --` uses it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct modules;

enum module_state {
	MODULE_MISSING,
	MODULE_LOADED,
	MODULE_BUILT_IN,
	/* modprobe.d has `blacklist` for it, which keeps out what is asked for by an alias. */
	MODULE_BLACKLISTED,
};

/* A module that an alias names, or one that comes with it as a dependency or softdep. */
struct listed_module {
	const char *name;
	bool is_dependency;
	enum module_state state;
};

enum lookup {
	/* The alias names no module. */
	LOOKUP_NOTHING,
	/*
	 * All that it names is loaded, built in, or blacklisted for aliases: nothing is left to
	 * insert.
	 */
	LOOKUP_PRESENT,
	/* There is something to insert. */
	LOOKUP_MISSING,
};

/*
 * Resolves an alias, any bytes, among the modules in a folder such as /lib/modules/RELEASE, of
 * which then none counts as loaded; NULL: for the running kernel. On success *ret is for
 * modules_free(). An alias that libkmod can't look up names nothing. Returns 0 or a negative errno.
 */
int modules_lookup(const char *alias, const char *folder, struct modules **ret);

enum lookup modules_result(const struct modules *modules);

/* The names that are left to insert, ended by NULL; they live as long as modules. */
const char *const *modules_missing(const struct modules *modules);

/*
 * The names of what else would come with them, as dependencies and softdeps, and is not loaded yet,
 * ended by NULL; they live as long as modules.
 */
const char *const *modules_dependencies(const struct modules *modules);

enum module_list {
	/* What is left to insert, then what would come with it. */
	MODULES_TO_INSERT,
	/*
	 * All that the alias names, whatever its state, then all that it would bring with it. What
	 * is blacklisted brings nothing.
	 */
	MODULES_ALL,
};

#define N_MODULE_LISTS (MODULES_ALL + 1)

/*
 * Lists modules, each once. Returns 0 and *ret, an array of n for free(), whose names live as long
 * as modules; or a negative errno.
 */
int modules_list(struct modules *modules, enum module_list which, struct listed_module **ret,
		 size_t *n);

/*
 * Whether an insertion would run an `install` command of modprobe.d, for these or for what they
 * depend on.
 */
bool modules_have_install_commands(const struct modules *modules);

/*
 * Inserts all that the alias names with its dependencies: same modules, order and options as
 * modprobe. Returns 0, or the negative errno of the last module, which is what modprobe's exit
 * status tells.
 */
int modules_insert(const struct modules *modules);

void modules_free(struct modules *modules);

/* For the cleanup attribute. */
static inline void cleanup_modules(struct modules **modules)
{
	modules_free(*modules);
}
