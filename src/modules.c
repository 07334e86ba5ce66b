// SPDX-License-Identifier: GPL-2.0-or-later
#include "modules.h"

#include <errno.h>
#include <libkmod.h>
#include <stdarg.h>
#include <stdlib.h>

#include "cleanup.h"

/*
 * modprobe without --use-blacklist obeys `blacklist` only for modules that were found by an alias.
 */
#define PROBE_FLAGS KMOD_PROBE_APPLY_BLACKLIST_ALIAS_ONLY

/* More modules than one insertion brings; Debian's largest closure has some 40. */
#define CLOSURE_MAX 256

struct modules {
	struct kmod_ctx *context;
	struct kmod_list *found;
	const char **missing;
};

/* A module and what its insertion brings with it: dependencies and softdeps, each once. */
struct closure {
	struct kmod_module *modules[CLOSURE_MAX];
	size_t n;
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

static bool is_present(const struct kmod_module *module)
{
	int state = kmod_module_get_initstate(module);

	return state == KMOD_MODULE_LIVE || state == KMOD_MODULE_BUILTIN;
}

/*
 * A positive answer of libkmod means that a filter, here the blacklist, would keep the module out.
 */
static bool is_filtered(struct kmod_module *module)
{
	return kmod_module_probe_insert_module(module, PROBE_FLAGS | KMOD_PROBE_DRY_RUN, NULL, NULL,
					       NULL, NULL) > 0;
}

static size_t list_length(const struct kmod_list *list)
{
	const struct kmod_list *entry;
	size_t length = 0;

	kmod_list_foreach (entry, list)
		length++;
	return length;
}

static int find_missing(struct modules *modules)
{
	struct kmod_list *entry;
	size_t n = 0;

	modules->missing = calloc(list_length(modules->found) + 1, sizeof(*modules->missing));
	if (!modules->missing)
		return -ENOMEM;
	kmod_list_foreach (entry, modules->found) {
		struct kmod_module *module = kmod_module_get_module(entry);

		/* The name stays valid: the list keeps a reference of its own. */
		if (!is_present(module) && !is_filtered(module))
			modules->missing[n++] = kmod_module_get_name(module);
		kmod_module_unref(module);
	}
	return 0;
}

static void modules_freep(struct modules **modules)
{
	modules_free(*modules);
}

int modules_lookup(const char *alias, struct modules **ret)
{
	_cleanup_(modules_freep) struct modules *modules = calloc(1, sizeof(*modules));
	int r;

	if (!modules)
		return -ENOMEM;
	modules->context = kmod_new(NULL, NULL);
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
	r = find_missing(modules);
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

static bool closure_has(const struct closure *closure, const struct kmod_module *module)
{
	/* libkmod has one object for each name in a context. */
	for (size_t i = 0; i < closure->n; i++)
		if (closure->modules[i] == module)
			return true;
	return false;
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

/* Returns 0, or -E2BIG when there are more modules than a closure holds. */
static int closure_add(struct closure *closure, struct kmod_module *module)
{
	struct kmod_list *dependencies, *before = NULL, *after = NULL;
	int r;

	if (closure_has(closure, module))
		return 0;
	if (closure->n == CLOSURE_MAX)
		return -E2BIG;
	closure->modules[closure->n++] = kmod_module_ref(module);

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

static void closure_clear(struct closure *closure)
{
	for (size_t i = 0; i < closure->n; i++)
		kmod_module_unref(closure->modules[i]);
	closure->n = 0;
}

bool modules_have_install_commands(const struct modules *modules)
{
	_cleanup_(closure_clear) struct closure closure = { .n = 0 };

	if (closure_add_list(&closure, modules->found) < 0)
		return true;
	for (size_t i = 0; i < closure.n; i++)
		if (kmod_module_get_install_commands(closure.modules[i]))
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
	kmod_module_unref_list(modules->found);
	kmod_unref(modules->context);
	free(modules->missing);
	free(modules);
}
