// SPDX-License-Identifier: GPL-2.0-or-later
#include "module-tree.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "cleanup.h"
#include "text-file.h"
#include "words.h"

/* modules.alias of 6.1 has 2 MB. */
#define FILE_SIZE_MAX (64 * 1024 * 1024)

/* Room for one more in an array of n; it doubles whenever n is a power of two. */
static void *grow(void *array, size_t n, size_t size)
{
	return n & (n - 1) ? array : reallocarray(array, n ? 2 * n : 1, size);
}

/* The name of the module in a file, as libkmod makes it: up to the first dot, with `_`. */
static char *name_of(const struct slice *path)
{
	const char *slash = memrchr(path->start, '/', path->length);
	const char *start = slash ? slash + 1 : path->start;
	size_t length = path->length - (start - path->start);
	const char *dot = memchr(start, '.', length);
	char *name = strndup(start, dot ? (size_t)(dot - start) : length);

	for (char *c = name; c && *c; c++)
		if (*c == '-')
			*c = '_';
	return name;
}

/* The names of all that is listed in a line. */
static char **names_of(struct slice line)
{
	struct slice count = line, word;
	char **names;
	size_t n = 0;

	while (slice_take_word(&count, &word))
		n++;
	names = calloc(n + 1, sizeof(*names));
	for (size_t i = 0; names && i < n && slice_take_word(&line, &word); i++) {
		names[i] = name_of(&word);
		if (!names[i]) {
			words_free(names);
			return NULL;
		}
	}
	return names;
}

static int add_module(struct module_tree *tree, const struct slice *path, struct slice dependencies,
		      bool is_built_in)
{
	struct module *grown = grow(tree->modules, tree->n_modules, sizeof(*grown)), *module;

	if (!grown)
		return -ENOMEM;
	tree->modules = grown;
	module = &grown[tree->n_modules++];
	*module = (struct module){
		.name = name_of(path),
		.path = strndup(path->start, path->length),
		.is_built_in = is_built_in,
		.dependencies = names_of(dependencies),
	};
	return module->name && module->path && module->dependencies ? 0 : -ENOMEM;
}

/* "kernel/net/tls/tls.ko: kernel/a.ko kernel/b.ko" */
int module_tree_add_modules(struct module_tree *tree, const char *text, size_t size)
{
	struct slice rest = { text, size }, line, path;
	int r = 0;

	while (r == 0 && slice_take_line(&rest, &line)) {
		const char *colon = memchr(line.start, ':', line.length);

		if (!colon || colon == line.start)
			continue;
		path = (struct slice){ line.start, colon - line.start };
		line.length -= path.length + 1;
		line.start = colon + 1;
		r = add_module(tree, &path, line, false);
	}
	return r;
}

/* "kernel/fs/ext4/ext4.ko" */
int module_tree_add_built_in(struct module_tree *tree, const char *text, size_t size)
{
	struct slice rest = { text, size }, line, path;
	int r = 0;

	while (r == 0 && slice_take_line(&rest, &line))
		if (slice_take_word(&line, &path))
			r = add_module(tree, &path, (struct slice){ 0 }, true);
	return r;
}

static int add_alias(struct module_tree *tree, const struct slice *alias,
		     const struct slice *module)
{
	struct module_alias *grown = grow(tree->aliases, tree->n_aliases, sizeof(*grown)), *added;

	if (!grown)
		return -ENOMEM;
	tree->aliases = grown;
	added = &grown[tree->n_aliases++];
	added->alias = strndup(alias->start, alias->length);
	added->module = name_of(module);
	return added->alias && added->module ? 0 : -ENOMEM;
}

/* "alias ALIAS MODULE" */
int module_tree_add_aliases(struct module_tree *tree, const char *text, size_t size)
{
	struct slice rest = { text, size }, line, words[3];
	int r = 0;

	while (r == 0 && slice_take_line(&rest, &line)) {
		size_t n = 0;

		while (n < 3 && slice_take_word(&line, &words[n]))
			n++;
		if (n == 3 && words[0].length == 5 && memcmp(words[0].start, "alias", 5) == 0)
			r = add_alias(tree, &words[1], &words[2]);
	}
	return r;
}

static int compare_modules(const void *one, const void *other)
{
	return module_names_compare(((const struct module *)one)->name,
				    ((const struct module *)other)->name);
}

static int compare_aliases(const void *one, const void *other)
{
	const struct module_alias *left = one, *right = other;
	int order = module_names_compare(left->alias, right->alias);

	return order ? order : module_names_compare(left->module, right->module);
}

void module_tree_sort(struct module_tree *tree)
{
	if (tree->n_modules)
		qsort(tree->modules, tree->n_modules, sizeof(*tree->modules), compare_modules);
	if (tree->n_aliases)
		qsort(tree->aliases, tree->n_aliases, sizeof(*tree->aliases), compare_aliases);
}

static int read_tree(const char *directory, struct module_tree *tree, const char **missing)
{
	static const struct {
		const char *name;
		int (*add)(struct module_tree *tree, const char *text, size_t size);
	} files[] = {
		{ "modules.dep", module_tree_add_modules },
		{ "modules.builtin", module_tree_add_built_in },
		{ "modules.alias", module_tree_add_aliases },
	};
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof(files) / sizeof(files[0]); i++) {
		_cleanup_free_ char *text = NULL;
		char path[PATH_MAX];
		size_t size;

		*missing = files[i].name;
		if (snprintf(path, sizeof(path), "%s/%s", directory, files[i].name) >=
		    (int)sizeof(path))
			return -ENAMETOOLONG;
		r = text_file_read(path, FILE_SIZE_MAX, &text, &size);
		if (r == 0)
			r = files[i].add(tree, text, size);
	}
	return r;
}

int module_tree_read(const char *directory, struct module_tree *tree, const char **missing)
{
	struct module_tree read = { 0 };
	int r = read_tree(directory, &read, missing);

	if (r < 0) {
		module_tree_clear(&read);
		return r;
	}
	module_tree_sort(&read);
	*tree = read;
	return 0;
}

const struct module *module_tree_find(const struct module_tree *tree, const char *name)
{
	const struct module key = { .name = (char *)name };

	if (!tree->n_modules)
		return NULL;
	return bsearch(&key, tree->modules, tree->n_modules, sizeof(key), compare_modules);
}

bool module_tree_has_any(const struct module_tree *tree, char *const *names)
{
	for (; *names; names++)
		if (module_tree_find(tree, *names))
			return true;
	return false;
}

void module_tree_clear(struct module_tree *tree)
{
	for (size_t i = 0; i < tree->n_modules; i++) {
		free(tree->modules[i].name);
		free(tree->modules[i].path);
		words_free(tree->modules[i].dependencies);
	}
	for (size_t i = 0; i < tree->n_aliases; i++) {
		free(tree->aliases[i].alias);
		free(tree->aliases[i].module);
	}
	free(tree->modules);
	free(tree->aliases);
	*tree = (struct module_tree){ 0 };
}
