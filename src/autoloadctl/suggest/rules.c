// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "ini.h"

/*
 * What the words of a list may take: a line, with all that continues it, has INI_LINE_MAX bytes,
 * and to begin a line in the middle takes some.
 */
#define LIST_MAX (INI_LINE_MAX * 6 / 10)

int suggestion_pattern(const char *alias, char pattern[static CONFIG_WORD_MAX + 1])
{
	size_t used = 0;

	for (const char *c = alias; *c; c++) {
		bool is_special = strchr("*?[", *c);

		if (*c <= ' ' || *c > '~' || strchr("\\#;\"'", *c) || used + 3 > CONFIG_WORD_MAX)
			return -EINVAL;
		if (is_special)
			pattern[used++] = '[';
		pattern[used++] = *c;
		if (is_special)
			pattern[used++] = ']';
	}
	pattern[used] = '\0';
	return used ? 0 : -EINVAL;
}

static int compare_numbers(uint64_t one, uint64_t other)
{
	return (one > other) - (one < other);
}

static int compare_uids(const struct suggested_who *one, const struct suggested_who *other)
{
	int order = compare_numbers(one->n_uids, other->n_uids);

	for (size_t i = 0; order == 0 && i < one->n_uids; i++)
		order = compare_numbers(one->uids[i], other->uids[i]);
	return order;
}

/* Whether needs can be met by one rule: all but uids of services, which may be left out. */
static int compare_who(const struct suggested_who *one, const struct suggested_who *other)
{
	int order = compare_numbers(one->kind, other->kind);

	order = order ?: compare_numbers(one->require.maintained, other->require.maintained);
	order = order ?: compare_numbers(one->require.capabilities, other->require.capabilities);
	order = order ?: compare_numbers(one->n_units, other->n_units);
	for (size_t i = 0; order == 0 && i < one->n_units; i++)
		order = strcmp(one->units[i], other->units[i]);
	return order || one->kind != SUGGEST_UIDS ? order : compare_uids(one, other);
}

static int compare_needs(const void *one, const void *other)
{
	const struct need *left = one, *right = other;
	int order = compare_who(&left->who, &right->who);

	return order ?: strcmp(left->alias->alias, right->alias->alias);
}

static bool is_valid_module_name(const char *module)
{
	static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-_";

	return module[strspn(module, characters)] == '\0';
}

static enum skip_reason find_skip_reason(const struct suggestions *suggestions,
					 const struct studied_alias *alias)
{
	char pattern[CONFIG_WORD_MAX + 1];

	if (suggestion_pattern(alias->alias, pattern) < 0)
		return SKIP_ALIAS_HAS_NO_PATTERN;
	if (!suggestions->name_modules)
		return SKIP_NONE;
	if (alias->has_other_modules)
		return SKIP_TOO_MANY_MODULES;
	for (size_t i = 0; i < alias->n_modules; i++)
		if (!is_valid_module_name(alias->modules[i]))
			return SKIP_MODULE_HAS_INVALID_NAME;
	return SKIP_NONE;
}

static bool forbids_modules(const struct policy *policy)
{
	for (size_t i = 0; i < policy->n_rules; i++)
		if (policy->rules[i].modules && policy->rules[i].require.never)
			return true;
	return false;
}

/* Takes the needs of all aliases, ordered so that those which one rule can meet are neighbours. */
static size_t find_needs(struct suggestions *suggestions, struct need *needs)
{
	const struct study *study = suggestions->study;
	size_t n = 0;

	for (size_t i = 0; i < study->n_aliases; i++) {
		const struct studied_alias *alias = &study->aliases[i];
		enum skip_reason reason = find_skip_reason(suggestions, alias);

		if (reason)
			suggestions->skipped[suggestions->n_skipped++] =
				(struct skipped_alias){ alias, reason };
		else
			n += needs_find(study->policy, alias, needs + n);
	}
	if (n)
		qsort(needs, n, sizeof(*needs), compare_needs);
	return n;
}

static bool name_is_taken(const struct suggestions *suggestions, const char *name)
{
	for (size_t i = 0; i < suggestions->n_rules; i++)
		if (strcmp(suggestions->rules[i].name, name) == 0)
			return true;
	return false;
}

/* After the first alias: "suggested-net-pf-29", or with a number where that is taken. */
static void name_rule(const struct suggestions *suggestions, struct suggestion *rule)
{
	char base[sizeof("suggested-") + ALIAS_MAX];

	snprintf(base, sizeof(base), "suggested-%s", rule->aliases[0]->alias);
	for (char *c = base; *c; c++)
		*c = isalnum((unsigned char)*c) || strchr("-_.", *c) ? tolower((unsigned char)*c)
								     : '_';
	snprintf(rule->name, sizeof(rule->name), "%s", base);
	for (unsigned int i = 2; name_is_taken(suggestions, rule->name); i++)
		snprintf(rule->name, sizeof(rule->name), "%s-%u", base, i);
}

/* Adds a rule for the aliases of n needs. */
static int add_rule(struct suggestions *suggestions, const struct suggested_who *who,
		    const struct need *needs, size_t n)
{
	struct suggestion rule = { .who = *who }, *grown;

	grown = reallocarray(suggestions->rules, suggestions->n_rules + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	suggestions->rules = grown;
	rule.aliases = calloc(n, sizeof(struct studied_alias *));
	if (!rule.aliases)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		rule.aliases[rule.n_aliases++] = needs[i].alias;
	name_rule(suggestions, &rule);
	grown[suggestions->n_rules++] = rule;
	return 0;
}

/* What an alias takes of the lists of a rule, at most: of patterns or of modules. */
static size_t list_length(const struct suggestions *suggestions, const struct studied_alias *alias)
{
	char pattern[CONFIG_WORD_MAX + 1];
	size_t length, modules = 0;

	if (suggestion_pattern(alias->alias, pattern) < 0)
		return 0;
	length = strlen(pattern) + 1;
	for (size_t i = 0; suggestions->name_modules && i < alias->n_modules; i++)
		modules += strlen(alias->modules[i]) + 1;
	return length > modules ? length : modules;
}

/* As few rules as have room for the aliases of n needs. */
static int add_rules(struct suggestions *suggestions, const struct suggested_who *who,
		     const struct need *needs, size_t n)
{
	size_t first = 0, used = 0;
	int r = 0;

	for (size_t i = 0; r == 0 && i < n; i++) {
		size_t length = list_length(suggestions, needs[i].alias);

		if (i > first && used + length > LIST_MAX) {
			r = add_rule(suggestions, who, needs + first, i - first);
			first = i;
			used = 0;
		}
		used += length;
	}
	return r < 0 ? r : add_rule(suggestions, who, needs + first, n - first);
}

/* The first of the units from some place on for which one line has room; returns where they end. */
static size_t fill_units(const struct suggested_who *all, size_t first, struct suggested_who *some)
{
	size_t used = 0, i = first;

	some->n_units = 0;
	for (; i < all->n_units; i++) {
		used += strlen(all->units[i]) + 1;
		if (i > first && used > LIST_MAX)
			break;
		some->units[some->n_units++] = all->units[i];
	}
	return i;
}

/* The rules for n needs that are alike. */
static int make_rules(struct suggestions *suggestions, const struct need *needs, size_t n)
{
	struct suggested_who who = needs[0].who, some;
	size_t unit = 0;
	int r;

	/* Users of services, only where that takes no further rule. */
	for (size_t i = 1; i < n; i++)
		if (compare_uids(&needs[i].who, &who) != 0)
			who.n_uids = 0;
	some = who;
	do {
		unit = fill_units(&who, unit, &some);
		r = add_rules(suggestions, &some, needs, n);
	} while (r == 0 && unit < who.n_units);
	return r;
}

int suggestions_make(const struct study *study, struct suggestions *suggestions)
{
	_cleanup_free_ struct need *needs = calloc(NEEDS_MAX * STUDY_ALIASES_MAX, sizeof(*needs));
	size_t n;
	int r = 0;

	*suggestions = (struct suggestions){ .study = study };
	if (!needs)
		return -ENOMEM;
	suggestions->name_modules = forbids_modules(study->policy);
	n = find_needs(suggestions, needs);
	for (size_t i = 0, alike; r == 0 && i < n; i += alike) {
		for (alike = 1; i + alike < n; alike++)
			if (compare_who(&needs[i].who, &needs[i + alike].who) != 0)
				break;
		r = make_rules(suggestions, needs + i, alike);
	}
	return r;
}

bool suggestion_covers(const struct suggested_who *who, const struct studied_requester *requester)
{
	switch (who->kind) {
	case SUGGEST_CAPABILITY:
	case SUGGEST_EVERYBODY:
		return true;
	case SUGGEST_UNITS:
		for (size_t i = 0; requester->has_service && i < who->n_units; i++)
			if (strcmp(who->units[i], requester->cgroup + 1) == 0)
				return true;
		return false;
	case SUGGEST_UIDS:
		for (size_t i = 0; i < who->n_uids; i++)
			if (who->uids[i] == requester->uid)
				return true;
		return false;
	}
	return false;
}

bool suggestions_cover(const struct suggestions *suggestions, const struct studied_alias *alias)
{
	for (size_t i = 0; i < suggestions->n_skipped; i++)
		if (suggestions->skipped[i].alias == alias)
			return false;
	return true;
}

void suggestions_drop_last(struct suggestions *suggestions)
{
	struct suggestion *rule;

	if (!suggestions->n_rules)
		return;
	rule = &suggestions->rules[--suggestions->n_rules];
	for (size_t i = 0; i < rule->n_aliases; i++)
		if (suggestions_cover(suggestions, rule->aliases[i]))
			suggestions->skipped[suggestions->n_skipped++] =
				(struct skipped_alias){ rule->aliases[i], SKIP_FILE_IS_FULL };
	free(rule->aliases);
}

bool suggestion_has_module(const struct suggestion *rule, size_t n, const char *module)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < rule->aliases[i]->n_modules; j++)
			if (strcmp(rule->aliases[i]->modules[j], module) == 0)
				return true;
	return false;
}

void suggestions_clear(struct suggestions *suggestions)
{
	for (size_t i = 0; i < suggestions->n_rules; i++)
		free(suggestions->rules[i].aliases);
	free(suggestions->rules);
	*suggestions = (struct suggestions){ 0 };
}
