// SPDX-License-Identifier: GPL-2.0-or-later
#include "module-list.h"

#include <errno.h>
#include <libkmod.h>
#include <stdlib.h>

#include "cleanup.h"

/* Whether the blacklist keeps out a module that the alias names. */
static bool is_kept_out(const struct modules *modules, struct kmod_module *module)
{
	return !modules_is_present(modules, module) && modules_is_blacklisted(modules, module);
}

static enum module_state state_of(const struct modules *modules, struct kmod_module *module)
{
	if (!modules_is_present(modules, module))
		return MODULE_MISSING;
	return kmod_module_get_initstate(module) == KMOD_MODULE_BUILTIN ? MODULE_BUILT_IN
									: MODULE_LOADED;
}

static int find_named(const struct modules *modules, struct module_closure *named)
{
	struct kmod_list *entry;
	int r = 0;

	kmod_list_foreach (entry, modules->found) {
		struct kmod_module *module = kmod_module_get_module(entry);

		if (r >= 0)
			r = module_closure_add_one(named, module);
		kmod_module_unref(module);
	}
	return r < 0 ? r : 0;
}

/* Adds what comes with those that are named, which may be named themselves. */
static int find_brought(const struct modules *modules, struct module_closure *all)
{
	_cleanup_(module_closure_clear) struct module_closure brought = { 0 };
	size_t n_named = all->n;
	int r = 0;

	for (size_t i = 0; r == 0 && i < n_named; i++)
		if (!is_kept_out(modules, all->modules[i]))
			r = module_closure_add(&brought, all->modules[i]);
	for (size_t i = 0; r >= 0 && i < brought.n; i++)
		r = module_closure_add_one(all, brought.modules[i]);
	return r < 0 ? r : 0;
}

int module_list_make(const struct modules *modules, struct module_list *ret)
{
	_cleanup_(module_list_clear) struct module_list list = { 0 };
	struct module_closure *all = &list.closure;
	int r = find_named(modules, all);
	size_t n_named = all->n;

	if (r == 0)
		r = find_brought(modules, all);
	if (r < 0)
		return r;
	list.modules = calloc(all->n + 1, sizeof(*list.modules));
	if (!list.modules)
		return -ENOMEM;
	for (; list.n < all->n; list.n++) {
		struct kmod_module *module = all->modules[list.n];
		struct listed_module *listed = &list.modules[list.n];

		listed->name = kmod_module_get_name(module);
		listed->is_dependency = list.n >= n_named;
		listed->state = state_of(modules, module);
		if (!listed->is_dependency && is_kept_out(modules, module))
			listed->state = MODULE_BLACKLISTED;
	}
	*ret = list;
	list = (struct module_list){ 0 };
	return 0;
}

void module_list_clear(struct module_list *list)
{
	module_closure_clear(&list->closure);
	free(list->modules);
	*list = (struct module_list){ 0 };
}
