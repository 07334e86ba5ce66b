// SPDX-License-Identifier: GPL-2.0-or-later
#include "modules.h"

#include <errno.h>
#include <libkmod.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

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
	struct closure closure;
	struct closure all; /* for modules_list() */
	const char **missing;
	const char **dependencies;
};

static void be_silent(void *data, int priority, const char *file, int line, const char *function,
		      const char *format, va_list arguments)
{
	(void)data;
	(void)priority;
	(void)file;
	(void)line;
	(void)function;
	(void)format;
	(void)arguments;
}

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

static bool closure_has(const struct closure *closure, const struct kmod_module *module)
{
	/* libkmod has one object for each name in a context. */
	for (size_t i = 0; i < closure->n; i++)
		if (closure->modules[i] == module)
			return true;
	return false;
}

static int closure_add_one(struct closure *closure, struct kmod_module *module)
{
	struct kmod_module **grown = reallocarray(closure->modules, closure->n + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	closure->modules = grown;
	grown[closure->n++] = kmod_module_ref(module);
	return 0;
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

	if (closure_has(closure, module))
		return 0;
	r = closure_add_one(closure, module);
	if (r < 0)
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

/* Where a name stands in a list, or where the list ends. */
static const char **find_name(const char **names, const char *name)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return names;
}

/* The list has room for all that are added to it. */
static void add_name(const char **names, const char *name)
{
	*find_name(names, name) = name;
}

/* Puts what was found and is to be inserted into a closure of its own. */
static int find_missing(struct modules *modules, struct closure *missing)
{
	struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, modules->found) {
		struct kmod_module *module = kmod_module_get_module(entry);

		if (r == 0 && !is_present(modules, module) && !is_filtered(modules, module))
			r = closure_add_one(missing, module);
		kmod_module_unref(module);
	}
	return r;
}

/* Sorts what is not there yet. The names stay valid: the closure keeps a reference of its own. */
static int sort_out(struct modules *modules)
{
	_cleanup_(closure_clear) struct closure missing = { 0 };
	int r = find_missing(modules, &missing);

	for (size_t i = 0; r == 0 && i < missing.n; i++)
		r = closure_add(&modules->closure, missing.modules[i]);
	if (r < 0)
		return r;
	modules->missing = calloc(missing.n + 1, sizeof(*modules->missing));
	modules->dependencies = calloc(modules->closure.n + 1, sizeof(*modules->dependencies));
	if (!modules->missing || !modules->dependencies)
		return -ENOMEM;
	for (size_t i = 0; i < missing.n; i++)
		add_name(modules->missing, kmod_module_get_name(missing.modules[i]));
	for (size_t i = 0; i < modules->closure.n; i++) {
		const char *name = kmod_module_get_name(modules->closure.modules[i]);

		if (!*find_name(modules->missing, name) &&
		    !is_present(modules, modules->closure.modules[i]))
			add_name(modules->dependencies, name);
	}
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
	kmod_set_log_fn(modules->context, be_silent, NULL);
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

static enum module_state state_of(const struct modules *modules, struct kmod_module *module)
{
	if (!is_present(modules, module))
		return MODULE_MISSING;
	return kmod_module_get_initstate(module) == KMOD_MODULE_BUILTIN ? MODULE_BUILT_IN
									: MODULE_LOADED;
}

/* Puts what was found into a closure, each once. */
static int find_all(const struct modules *modules, struct closure *all)
{
	struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, modules->found) {
		struct kmod_module *module = kmod_module_get_module(entry);

		if (r == 0 && !closure_has(all, module))
			r = closure_add_one(all, module);
		kmod_module_unref(module);
	}
	return r;
}

/* Whether the blacklist keeps out a module that was found. */
static bool is_kept_out(const struct modules *modules, struct kmod_module *module)
{
	return !is_present(modules, module) && is_filtered(modules, module);
}

/* What an alias names is another object for libkmod than the same module as a dependency. */
static bool closure_has_name(const struct closure *closure, const char *name)
{
	for (size_t i = 0; i < closure->n; i++)
		if (strcmp(kmod_module_get_name(closure->modules[i]), name) == 0)
			return true;
	return false;
}

static int find_brought(const struct modules *modules, struct closure *all)
{
	_cleanup_(closure_clear) struct closure brought = { 0 };
	size_t n_found = all->n;
	int r = 0;

	for (size_t i = 0; r == 0 && i < n_found; i++)
		if (!is_kept_out(modules, all->modules[i]))
			r = closure_add(&brought, all->modules[i]);
	for (size_t i = 0; r == 0 && i < brought.n; i++)
		if (!closure_has_name(all, kmod_module_get_name(brought.modules[i])))
			r = closure_add_one(all, brought.modules[i]);
	return r;
}

int modules_list(struct modules *modules, struct listed_module **ret, size_t *n)
{
	struct closure *all = &modules->all;
	struct listed_module *list;
	size_t n_found;
	int r;

	closure_clear(all);
	r = find_all(modules, all);
	n_found = all->n;
	if (r == 0)
		r = find_brought(modules, all);
	if (r < 0)
		return r;
	list = calloc(all->n + 1, sizeof(*list));
	if (!list)
		return -ENOMEM;
	for (size_t i = 0; i < all->n; i++) {
		list[i].name = kmod_module_get_name(all->modules[i]);
		list[i].is_dependency = i >= n_found;
		list[i].state = state_of(modules, all->modules[i]);
		if (i < n_found && is_kept_out(modules, all->modules[i]))
			list[i].state = MODULE_BLACKLISTED;
	}
	*ret = list;
	*n = all->n;
	return 0;
}

bool modules_have_install_commands(const struct modules *modules)
{
	for (size_t i = 0; i < modules->closure.n; i++)
		if (kmod_module_get_install_commands(modules->closure.modules[i]))
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
	closure_clear(&modules->closure);
	closure_clear(&modules->all);
	kmod_module_unref_list(modules->found);
	kmod_unref(modules->context);
	free(modules->missing);
	free(modules->dependencies);
	free(modules);
}

static bool is_staging(const struct kmod_list *information)
{
	const struct kmod_list *entry;

	kmod_list_foreach (entry, information)
		if (strcmp(kmod_module_info_get_key(entry), "staging") == 0)
			return strcmp(kmod_module_info_get_value(entry), "Y") == 0;
	return false;
}

int modules_file_is_staging(const char *file)
{
	const char *const no_configuration[] = { NULL };
	struct kmod_ctx *context = kmod_new(NULL, no_configuration);
	struct kmod_list *information = NULL;
	struct kmod_module *module = NULL;
	int r;

	if (!context)
		return -ENOMEM;
	kmod_set_log_fn(context, be_silent, NULL);
	r = kmod_module_new_from_path(context, file, &module);
	if (r == 0)
		r = kmod_module_get_info(module, &information);
	if (r >= 0)
		r = is_staging(information);
	kmod_module_info_free_list(information);
	kmod_module_unref(module);
	kmod_unref(context);
	return r;
}
