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

bool modules_is_present(const struct modules *modules, const struct kmod_module *module)
{
	int state = kmod_module_get_initstate(module);

	return state == KMOD_MODULE_BUILTIN ||
	       (state == KMOD_MODULE_LIVE && !modules->are_elsewhere);
}

/*
 * A positive answer of libkmod means that a filter, here the blacklist, would keep the module out.
 */
bool modules_is_blacklisted(const struct modules *modules, struct kmod_module *module)
{
	unsigned int flags = PROBE_FLAGS | KMOD_PROBE_DRY_RUN;

	if (modules->are_elsewhere)
		flags |= KMOD_PROBE_IGNORE_LOADED;
	return kmod_module_probe_insert_module(module, flags, NULL, NULL, NULL, NULL) > 0;
}

/* What an alias names is another object for libkmod than the same module as a dependency. */
static bool closure_has(const struct module_closure *closure, const char *name)
{
	for (size_t i = 0; i < closure->n; i++)
		if (strcmp(kmod_module_get_name(closure->modules[i]), name) == 0)
			return true;
	return false;
}

int module_closure_add_one(struct module_closure *closure, struct kmod_module *module)
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

static int closure_add_list(struct module_closure *closure, const struct kmod_list *list)
{
	const struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, list) {
		struct kmod_module *module = kmod_module_get_module(entry);

		if (r == 0)
			r = module_closure_add(closure, module);
		kmod_module_unref(module);
	}
	return r;
}

int module_closure_add(struct module_closure *closure, struct kmod_module *module)
{
	struct kmod_list *dependencies, *before = NULL, *after = NULL;
	int r;

	r = module_closure_add_one(closure, module);
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

void module_closure_clear(struct module_closure *closure)
{
	for (size_t i = 0; i < closure->n; i++)
		kmod_module_unref(closure->modules[i]);
	free(closure->modules);
	*closure = (struct module_closure){ 0 };
}

static int find_missing(struct modules *modules, struct module_closure *missing)
{
	struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, modules->found) {
		struct kmod_module *module = kmod_module_get_module(entry);

		if (r >= 0 && !modules_is_present(modules, module) &&
		    !modules_is_blacklisted(modules, module))
			r = module_closure_add_one(missing, module);
		kmod_module_unref(module);
	}
	return r < 0 ? r : 0;
}

/* Takes what is needed of each module that an insertion is about. */
static void take_closure(struct modules *modules, const struct module_closure *missing)
{
	size_t n = 0;

	for (size_t i = 0; i < modules->closure.n; i++) {
		struct kmod_module *module = modules->closure.modules[i];
		const char *name = kmod_module_get_name(module);

		if (kmod_module_get_install_commands(module))
			modules->have_install_commands = true;
		if (!closure_has(missing, name) && !modules_is_present(modules, module))
			modules->dependencies[n++] = name;
	}
}

/* The names stay valid: what was found, and the closure, are kept. */
static int sort_out(struct modules *modules)
{
	_cleanup_(module_closure_clear) struct module_closure missing = { 0 };
	int r = find_missing(modules, &missing);

	for (size_t i = 0; r == 0 && i < missing.n; i++)
		r = module_closure_add(&modules->closure, missing.modules[i]);
	if (r < 0)
		return r;
	modules->missing = calloc(missing.n + 1, sizeof(*modules->missing));
	modules->dependencies = calloc(modules->closure.n + 1, sizeof(*modules->dependencies));
	if (!modules->missing || !modules->dependencies)
		return -ENOMEM;
	for (size_t i = 0; i < missing.n; i++)
		modules->missing[i] = kmod_module_get_name(missing.modules[i]);
	take_closure(modules, &missing);
	if (modules->found)
		modules->result = missing.n ? LOOKUP_MISSING : LOOKUP_PRESENT;
	return 0;
}

int modules_lookup(const char *alias, const char *directory, struct modules **ret)
{
	_cleanup_(cleanup_modules) struct modules *modules = calloc(1, sizeof(*modules));
	int r;

	if (!modules)
		return -ENOMEM;
	modules->are_elsewhere = directory;
	modules->context = kmod_new(directory, NULL);
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
	module_closure_clear(&modules->closure);
	kmod_module_unref_list(modules->found);
	kmod_unref(modules->context);
	free(modules->missing);
	free(modules->dependencies);
	free(modules);
}
