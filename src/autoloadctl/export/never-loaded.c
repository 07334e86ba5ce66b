// SPDX-License-Identifier: GPL-2.0-or-later
#include "never-loaded.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "cleanup.h"
#include "pattern-relations.h"
#include "shadowed-rules.h"
#include "words.h"

static bool any_meets(char *const *patterns, const char *alias)
{
	for (; *patterns; patterns++)
		if (pattern_meets(PATTERN_ALIAS, *patterns, alias))
			return true;
	return false;
}

/* Whether some request that brings the module could be one for these patterns. */
static bool may_be_requested_by(char *const *patterns, const struct module_tree *tree,
				const char *module)
{
	if (!patterns || !module_tree_find(tree, module) || any_meets(patterns, module))
		return true;
	for (size_t i = 0; i < tree->n_aliases; i++)
		if (module_names_equal(tree->aliases[i].module, module) &&
		    any_meets(patterns, tree->aliases[i].alias))
			return true;
	return false;
}

static bool is_for_all(const struct rule *rule)
{
	return !rule->units && !rule->uids && patterns_cover_all(rule->aliases);
}

static bool is_about(const struct rule *rule, const char *module)
{
	return !rule->modules || alias_matches_any(rule->modules, module);
}

/* For most modules no rule requires `never`, so the slow search through the aliases is skipped. */
static bool may_be_never(const struct policy *policy, const char *module)
{
	for (size_t i = 0; i < policy->n_rules; i++)
		if (policy->rules[i].require.never && is_for_all(&policy->rules[i]) &&
		    is_about(&policy->rules[i], module))
			return true;
	return policy->require.never;
}

static bool contains(char *const *names, const char *name)
{
	for (; *names; names++)
		if (module_names_equal(*names, name))
			return true;
	return false;
}

/* Whether no alias, and not its own name, brings a module, whoever asks. */
static bool is_never_named(const struct policy *policy, const struct module_tree *tree,
			   const char *module)
{
	if (!may_be_never(policy, module))
		return false;
	for (size_t i = policy->n_rules; i > 0; i--) {
		const struct rule *rule = &policy->rules[i - 1];

		if (!is_about(rule, module))
			continue;
		if (rule->require.never && is_for_all(rule))
			return true;
		if (!rule->require.never && may_be_requested_by(rule->aliases, tree, module))
			return false;
	}
	return policy->require.never;
}

/*
 * Whether it does not come along with another module either: about what does, only rules with
 * modules count. Which requests match these rules is not considered, so a later one that is not
 * `never` counts as a way.
 */
static bool is_never_brought(const struct policy *policy, const char *module)
{
	for (size_t i = policy->n_rules; i > 0; i--) {
		const struct rule *rule = &policy->rules[i - 1];

		if (!rule->modules || !alias_matches_any(rule->modules, module))
			continue;
		if (!rule->require.never)
			return false;
		if (is_for_all(rule))
			return true;
	}
	return false;
}

/* Of each module of the tree whether it is never named, for free(); NULL: no memory. */
static bool *find_never_named(const struct policy *policy, const struct module_tree *tree)
{
	bool *never_named = calloc(tree->n_modules + 1, sizeof(*never_named));

	for (size_t i = 0; never_named && i < tree->n_modules; i++)
		never_named[i] = is_never_named(policy, tree, tree->modules[i].name);
	return never_named;
}

static bool is_needed_by_others(const struct module_tree *tree, const bool *never_named,
				const char *module)
{
	for (size_t i = 0; i < tree->n_modules; i++)
		if (!never_named[i] && contains(tree->modules[i].dependencies, module))
			return true;
	return false;
}

static int add(char ***names, size_t *n, const char *name)
{
	char **grown = reallocarray(*names, *n + 2, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	*names = grown;
	grown[*n + 1] = NULL;
	grown[*n] = strdup(name);
	return grown[(*n)++] ? 0 : -ENOMEM;
}

/* Names without wildcards of a rule that no module has; scanners ask for these too. */
static int add_missing(const struct policy *policy, const struct module_tree *tree,
		       const struct rule *rule, char ***names, size_t *n)
{
	int r = 0;

	for (char **name = rule->modules; r == 0 && name && *name; name++)
		if (!pattern_has_wildcards(*name) && !module_tree_find(tree, *name) &&
		    !contains(*names, *name) && is_never_named(policy, tree, *name))
			r = add(names, n, *name);
	return r;
}

int export_find(const struct policy *policy, const struct module_tree *tree, char ***ret)
{
	_cleanup_free_ bool *never_named = find_never_named(policy, tree);
	char **names = never_named ? calloc(1, sizeof(*names)) : NULL;
	size_t n = 0;
	int r = names ? 0 : -ENOMEM;

	for (size_t i = 0; r == 0 && i < tree->n_modules; i++) {
		const char *name = tree->modules[i].name;

		if (!tree->modules[i].is_built_in && never_named[i] &&
		    (is_never_brought(policy, name) ||
		     !is_needed_by_others(tree, never_named, name)))
			r = add(&names, &n, name);
	}
	for (size_t i = 0; r == 0 && i < policy->n_rules; i++)
		r = add_missing(policy, tree, &policy->rules[i], &names, &n);
	if (r < 0)
		words_free(names);
	else
		*ret = names;
	return r;
}
