/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All modules of a kernel and their aliases, from the texts that depmod(8) writes: modules.dep,
 * modules.builtin and modules.alias. libkmod looks up one alias at a time; this is for what goes
 * through all of them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct module {
	char *name; /* as the kernel spells it, with `_` */
	char *path; /* below the directory of the modules, "kernel/net/tls/tls.ko" */
	bool is_built_in;
	/* The names of what it depends on, also indirectly; ends with NULL. */
	char **dependencies;
};

struct module_alias {
	char *alias; /* possibly a pattern */
	char *module;
};

struct module_tree {
	struct module *modules; /* by name */
	size_t n_modules;
	struct module_alias *aliases; /* by alias, then by module; none of what is built in */
	size_t n_aliases;
};

/*
 * Reads the files in a directory, such as /lib/modules/RELEASE. Returns 0 and *tree for
 * module_tree_clear(); or a negative errno, with *missing set to the name of the file that it is
 * about.
 */
int module_tree_read(const char *directory, struct module_tree *tree, const char **missing);

/*
 * Add the content of such a text. Invalid lines are skipped. Return 0 or a negative
 * errno. After the last of them module_tree_sort() is needed.
 */
int module_tree_add_modules(struct module_tree *tree, const char *text, size_t size);
int module_tree_add_built_in(struct module_tree *tree, const char *text, size_t size);
int module_tree_add_aliases(struct module_tree *tree, const char *text, size_t size);
void module_tree_sort(struct module_tree *tree);

/* The module of that name, with `-` or `_`; NULL where there is none. */
const struct module *module_tree_find(const struct module_tree *tree, const char *name);

/* Whether one of some names, a list that ends with NULL, is that of a module. */
bool module_tree_has_any(const struct module_tree *tree, char *const *names);

void module_tree_clear(struct module_tree *tree);
