// SPDX-License-Identifier: GPL-2.0-or-later
#include "modules.h"

#include <errno.h>
#include <libkmod.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "cleanup.h"

/*
 * modprobe without --use-blacklist obeys `blacklist` only for modules that were found by an alias.
 */
#define PROBE_FLAGS KMOD_PROBE_APPLY_BLACKLIST_ALIAS_ONLY

/* Modules and what their insertion brings with them: dependencies and softdeps, each once. */
struct closure {
	struct kmod_module **modules;
	size_t n;
};

struct modules {
	struct kmod_ctx *context;
	/* Not of the running kernel: that something is loaded says nothing about them. */
	bool are_elsewhere;
	struct kmod_list *found;
	struct closure lists[N_MODULE_LISTS];
	const char **missing;
	const char **dependencies;
};

static bool is_present(const struct modules *modules, const struct kmod_module *module)
{
	int state = kmod_module_get_initstate(module);

	return state == KMOD_MODULE_BUILTIN ||
	       (state == KMOD_MODULE_LIVE && !modules->are_elsewhere);
}

/*
 * A positive answer of libkmod means that a filter, here the blacklist, would keep the module out.
 */
static bool is_filtered(const struct modules *modules, struct kmod_module *module)
{
	unsigned int flags = PROBE_FLAGS | KMOD_PROBE_DRY_RUN;

	if (modules->are_elsewhere)
		flags |= KMOD_PROBE_IGNORE_LOADED;
	return kmod_module_probe_insert_module(module, flags, NULL, NULL, NULL, NULL) > 0;
}

/* What an alias names is another object for libkmod than the same module as a dependency. */
static bool closure_has(const struct closure *closure, const char *name)
{
	for (size_t i = 0; i < closure->n; i++)
		if (strcmp(kmod_module_get_name(closure->modules[i]), name) == 0)
			return true;
	return false;
}

/* Adds a module alone. Returns 1; 0 if it is there already; or -ENOMEM. */
static int closure_add_one(struct closure *closure, struct kmod_module *module)
{
	struct kmod_module **added;

	if (closure_has(closure, kmod_module_get_name(module)))
		return 0;
	added = array_append(&closure->modules, &closure->n, sizeof(struct kmod_module *));
	if (!added)
		return -ENOMEM;
	*added = kmod_module_ref(module);
	return 1;
}

static void closure_clear(struct closure *closure)
{
	for (size_t i = 0; i < closure->n; i++)
		kmod_module_unref(closure->modules[i]);
	free(closure->modules);
	*closure = (struct closure){ 0 };
}

static int closure_add(struct closure *closure, struct kmod_module *module);

static int closure_add_list(struct closure *closure, const struct kmod_list *list)
{
	const struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, list) {
		struct kmod_module *module = kmod_module_get_module(entry);

		if (r == 0)
			r = closure_add(closure, module);
		kmod_module_unref(module);
	}
	return r;
}

static int closure_add(struct closure *closure, struct kmod_module *module)
{
	struct kmod_list *dependencies, *before = NULL, *after = NULL;
	int r;

	r = closure_add_one(closure, module);
	if (r <= 0)
		return r;
	dependencies = kmod_module_get_dependencies(module);
	r = closure_add_list(closure, dependencies);
	kmod_module_unref_list(dependencies);
	if (r == 0 && kmod_module_get_softdeps(module, &before, &after) == 0) {
		r = closure_add_list(closure, before);
		if (r == 0)
			r = closure_add_list(closure, after);
		kmod_module_unref_list(before);
		kmod_module_unref_list(after);
	}
	return r;
}

/* Whether the blacklist keeps out a module that is named in a list; libkmod is asked only once. */
static bool is_kept_out(const struct modules *modules, enum module_list which,
			struct kmod_module *module)
{
	return which == MODULES_ALL && !is_present(modules, module) && is_filtered(modules, module);
}

static bool is_to_be_inserted(const struct modules *modules, struct kmod_module *module)
{
	return !is_present(modules, module) && !is_filtered(modules, module);
}

static int find_named(const struct modules *modules, enum module_list which, struct closure *named)
{
	struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, modules->found) {
		struct kmod_module *module = kmod_module_get_module(entry);

		if (r >= 0 && (which == MODULES_ALL || is_to_be_inserted(modules, module)))
			r = closure_add_one(named, module);
		kmod_module_unref(module);
	}
	return r;
}

/* Adds what comes with those that are named. */
static int find_brought(const struct modules *modules, enum module_list which, struct closure *list)
{
	_cleanup_(closure_clear) struct closure brought = { 0 };
	size_t n_named = list->n;
	int r = 0;

	for (size_t i = 0; r >= 0 && i < n_named; i++)
		if (!is_kept_out(modules, which, list->modules[i]))
			r = closure_add(&brought, list->modules[i]);
	for (size_t i = 0; r >= 0 && i < brought.n; i++)
		r = closure_add_one(list, brought.modules[i]);
	return r;
}

static enum module_state state_of(const struct modules *modules, struct kmod_module *module)
{
	if (!is_present(modules, module))
		return MODULE_MISSING;
	return kmod_module_get_initstate(module) == KMOD_MODULE_BUILTIN ? MODULE_BUILT_IN
									: MODULE_LOADED;
}

int modules_list(struct modules *modules, enum module_list which, struct listed_module **ret,
		 size_t *n)
{
	struct closure *found = &modules->lists[which];
	struct listed_module *list;
	size_t n_named;
	int r;

	closure_clear(found);
	r = find_named(modules, which, found);
	n_named = found->n;
	if (r >= 0)
		r = find_brought(modules, which, found);
	if (r < 0)
		return r;
	list = calloc(found->n + 1, sizeof(*list));
	if (!list)
		return -ENOMEM;
	for (size_t i = 0; i < found->n; i++) {
		list[i].name = kmod_module_get_name(found->modules[i]);
		list[i].is_dependency = i >= n_named;
		list[i].state = state_of(modules, found->modules[i]);
		if (i < n_named && is_kept_out(modules, which, found->modules[i]))
			list[i].state = MODULE_BLACKLISTED;
	}
	*ret = list;
	*n = found->n;
	return 0;
}

/* Sorts what is not there yet. */
static int sort_out(struct modules *modules)
{
	_cleanup_free_ struct listed_module *list = NULL;
	size_t n, n_missing = 0, n_dependencies = 0;
	int r = modules_list(modules, MODULES_TO_INSERT, &list, &n);

	if (r < 0)
		return r;
	modules->missing = calloc(n + 1, sizeof(*modules->missing));
	modules->dependencies = calloc(n + 1, sizeof(*modules->dependencies));
	if (!modules->missing || !modules->dependencies)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		if (!list[i].is_dependency)
			modules->missing[n_missing++] = list[i].name;
		else if (list[i].state == MODULE_MISSING)
			modules->dependencies[n_dependencies++] = list[i].name;
	return 0;
}

int modules_lookup(const char *alias, const char *folder, struct modules **ret)
{
	_cleanup_(cleanup_modules) struct modules *modules = calloc(1, sizeof(*modules));
	int r;

	if (!modules)
		return -ENOMEM;
	modules->are_elsewhere = folder;
	modules->context = kmod_new(folder, NULL);
	if (!modules->context)
		return -ENOMEM;
	/* Nothing is as urgent as that: it prints nothing. */
	kmod_set_log_priority(modules->context, -1);
	/*
	 * Without its indexes libkmod still looks up what modprobe.d names; modprobe ignores this
	 * error too.
	 */
	(void)kmod_load_resources(modules->context);

	/*
	 * An error here is an alias that can't be looked up, such as one with an unmatched bracket.
	 */
	(void)kmod_module_new_from_lookup(modules->context, alias, &modules->found);
	r = sort_out(modules);
	if (r < 0)
		return r;
	*ret = steal_pointer(&modules);
	return 0;
}

enum lookup modules_result(const struct modules *modules)
{
	if (!modules->found)
		return LOOKUP_NOTHING;
	return modules->missing[0] ? LOOKUP_MISSING : LOOKUP_PRESENT;
}

const char *const *modules_missing(const struct modules *modules)
{
	return modules->missing;
}

const char *const *modules_dependencies(const struct modules *modules)
{
	return modules->dependencies;
}

bool modules_have_install_commands(const struct modules *modules)
{
	const struct closure *list = &modules->lists[MODULES_TO_INSERT];

	for (size_t i = 0; i < list->n; i++)
		if (kmod_module_get_install_commands(list->modules[i]))
			return true;
	return false;
}

int modules_insert(const struct modules *modules)
{
	struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, modules->found) {
		struct kmod_module *module = kmod_module_get_module(entry);

		r = kmod_module_probe_insert_module(module, PROBE_FLAGS, NULL, NULL, NULL, NULL);
		kmod_module_unref(module);
	}
	return r < 0 ? r : 0;
}

void modules_free(struct modules *modules)
{
	if (!modules)
		return;
	for (size_t i = 0; i < N_MODULE_LISTS; i++)
		closure_clear(&modules->lists[i]);
	kmod_module_unref_list(modules->found);
	kmod_unref(modules->context);
	free(modules->missing);
	free(modules->dependencies);
	free(modules);
}
