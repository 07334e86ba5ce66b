/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an alias names, and its insertion: libkmod, used as `modprobe -q --` uses it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct kmod_ctx;
struct kmod_list;
struct kmod_module;

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

/* Modules, each name once, for module_closure_clear(). */
struct module_closure {
	struct kmod_module **modules;
	size_t n;
};

struct modules {
	enum lookup result;
	/* The names that are left to insert, ended by NULL. */
	const char **missing;
	/*
	 * The names of what else would come with them, as dependencies and softdeps, and is not
	 * loaded yet, ended by NULL.
	 */
	const char **dependencies;
	/* An insertion would run an `install` command of modprobe.d, for one of all these. */
	bool have_install_commands;

	/* For who asks libkmod more: what the alias names, and what an insertion is about. */
	struct kmod_ctx *context;
	struct kmod_list *found;
	struct module_closure closure;
	/* Not of the running kernel: that something is loaded says nothing about them. */
	bool are_elsewhere;
};

/*
 * Resolves an alias, any bytes, among the modules in a directory such as /lib/modules/RELEASE, of
 * which then none counts as loaded; NULL: for the running kernel. On success *ret is for
 * modules_free(), with all the names in it. An alias that libkmod can't look up names nothing.
 * Returns 0 or a negative errno.
 */
int modules_lookup(const char *alias, const char *directory, struct modules **ret);

/*
 * Inserts all that the alias names with its dependencies: same modules, order and options as
 * modprobe. Returns 0, or the negative errno of the last module, which is what modprobe's exit
 * status tells.
 */
int modules_insert(const struct modules *modules);

void modules_free(struct modules *modules);

/* Whether a module is loaded or built in. */
bool modules_is_present(const struct modules *modules, const struct kmod_module *module);

/* Whether `blacklist` of modprobe.d keeps out a module that is asked for by an alias. */
bool modules_is_blacklisted(const struct modules *modules, struct kmod_module *module);

/* Adds a module alone. Returns 1; 0 if its name is there already; or -ENOMEM. */
int module_closure_add_one(struct module_closure *closure, struct kmod_module *module);

/* Adds a module and all that its insertion brings with it. Returns 0 or -ENOMEM. */
int module_closure_add(struct module_closure *closure, struct kmod_module *module);

void module_closure_clear(struct module_closure *closure);

/* For the cleanup attribute. */
static inline void cleanup_modules(struct modules **modules)
{
	modules_free(*modules);
}
