/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an alias names, and its insertion: libkmod, used as `modprobe -q --` uses it. */
#pragma once

#include <stdbool.h>

struct modules;

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
 * Resolves an alias, any bytes, for the running kernel. On success *ret is for modules_free(). An
 * alias that libkmod can't look up names nothing. Returns 0 or a negative errno.
 */
int modules_lookup(const char *alias, struct modules **ret);

enum lookup modules_result(const struct modules *modules);

/* The names that are left to insert, ended by NULL; they live as long as modules. */
const char *const *modules_missing(const struct modules *modules);

/*
 * The names of what else would come with them, as dependencies and softdeps, and is not loaded yet,
 * ended by NULL; they live as long as modules.
 */
const char *const *modules_dependencies(const struct modules *modules);

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

/*
 * Whether a module's file says that it is from the kernel's staging area. Returns 1, 0, or a
 * negative errno.
 */
int modules_file_is_staging(const char *file);
