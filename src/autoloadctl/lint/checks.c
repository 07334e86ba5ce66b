// SPDX-License-Identifier: GPL-2.0-or-later
#include "checks.h"

#include <linux/capability.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "alias.h"
#include "pattern-relations.h"
#include "request-formats.h"
#include "review.h"
#include "shadowed-rules.h"

#define HINT_SIZE 256

struct lint {
	const struct policy *policy;
	const struct module_tree *tree;
	const char *today;
	struct findings *findings;
};

static struct subject warning_of(const struct rule *rule, const char *check)
{
	return (struct subject){ SEVERITY_WARNING, check, rule->file, rule->line };
}

static struct subject warning_of_flags(const struct flags *flags, const char *check)
{
	return (struct subject){ SEVERITY_WARNING, check, flags->file, flags->line };
}

/* Words of a requirement that others make superfluous. */
static void check_requirement(const struct lint *lint, const struct requirement *require,
			      const char *file, unsigned int line)
{
	const struct subject subject = { SEVERITY_WARNING, "adds-nothing", file, line };
	uint64_t sys_module = UINT64_C(1) << CAP_SYS_MODULE;

	if (require->nothing && (require->maintained || require->capabilities))
		findings_add(lint->findings, &subject, "one of the words suffices",
			     "beside \"nothing\", the other words after \"require =\" are of no "
			     "effect");
	else if ((require->capabilities & sys_module) &&
		 (require->maintained || require->capabilities != sys_module))
		findings_add(lint->findings, &subject, "it is always enough",
			     "CAP_SYS_MODULE adds nothing to the other words after \"require =\"");
}

static void check_gate(const struct lint *lint)
{
	const struct place *mode = &lint->policy->mode_place;
	const struct place *require = &lint->policy->require_place;
	const char *check = "allows-everything";

	if (mode->file && lint->policy->mode == MODE_ALLOW)
		findings_add(lint->findings,
			     &(struct subject){ SEVERITY_WARNING, check, mode->file, mode->line },
			     "\"log\" does too, and logs what \"restrict\" would refuse",
			     "mode \"allow\" lets everybody load everything");
	if (!require->file)
		return;
	check_requirement(lint, &lint->policy->require, require->file, require->line);
	if (lint->policy->require.nothing)
		findings_add(
			lint->findings,
			&(struct subject){ SEVERITY_WARNING, check, require->file, require->line },
			"\"maintained\" is what other policies require there",
			"everybody may load whatever no rule matches");
}

/*
 * A rule in another file may override this one on purpose: that is what drop-ins are for.
 */
static void check_shadow(const struct lint *lint, size_t n)
{
	const struct rule *rule = &lint->policy->rules[n];
	const struct rule *later = shadow_find(lint->policy, n);
	struct subject subject = warning_of(rule, "never-decides");

	if (!later)
		return;
	if (strcmp(rule->file, later->file) == 0) {
		findings_add(lint->findings, &subject, "put it after that one, or remove it",
			     "rule \"%s\" never decides: \"%s\" in line %u matches whenever it "
			     "does",
			     rule->name, later->name, later->line);
		return;
	}
	subject.severity = SEVERITY_NOTE;
	subject.check = "overridden";
	findings_add(lint->findings, &subject, NULL,
		     "rule \"%s\" never decides: \"%s\" (%s:%u) overrides it", rule->name,
		     later->name, later->file, later->line);
}

/* A user who gives a rule the name of one in another file may expect that the two merge. */
static void check_name(const struct lint *lint, size_t n)
{
	const struct rule *rule = &lint->policy->rules[n];
	const struct subject subject = { SEVERITY_NOTE, "same-name", rule->file, rule->line };

	for (size_t i = 0; i < n; i++) {
		const struct rule *earlier = &lint->policy->rules[i];

		if (strcmp(earlier->name, rule->name) != 0 ||
		    strcmp(earlier->file, rule->file) == 0 || shadow_find(lint->policy, i))
			continue;
		findings_add(lint->findings, &subject,
			     "they do not merge: where this one does not match, that one may",
			     "rule \"%s\" is also in %s:%u", rule->name, earlier->file,
			     earlier->line);
	}
}

static void check_allows_everything(const struct lint *lint, const struct rule *rule)
{
	const struct subject subject = warning_of(rule, "allows-everything");

	if (rule->require.nothing && !rule->units && !rule->uids &&
	    patterns_cover_all(rule->aliases) && patterns_cover_all(rule->modules))
		findings_add(lint->findings, &subject, "name what they need",
			     "rule \"%s\" lets everybody load everything that no later rule is for",
			     rule->name);
}

/* Patterns that match nothing but what another one in the list does too; of two equal ones, the
 * second. */
static void check_list(const struct lint *lint, const struct rule *rule, enum pattern_kind kind,
		       char *const *patterns)
{
	const struct subject subject = warning_of(rule, "adds-nothing");

	for (size_t i = 0; patterns && patterns[i]; i++) {
		for (size_t j = 0; patterns[j]; j++) {
			if (i == j || !pattern_covers(kind, patterns[j], patterns[i]) ||
			    (i < j && pattern_covers(kind, patterns[i], patterns[j])))
				continue;
			findings_add(lint->findings, &subject, "remove it",
				     "\"%s\" adds nothing to \"%s\" in the same list", patterns[i],
				     patterns[j]);
			break;
		}
	}
}

/* Whether the kernel has an alias, or a module, that both patterns match. */
static bool has_both(const struct module_tree *tree, const char *one, const char *other)
{
	for (size_t i = 0; i < tree->n_aliases; i++)
		if (alias_matches(one, tree->aliases[i].alias) &&
		    alias_matches(other, tree->aliases[i].alias))
			return true;
	for (size_t i = 0; i < tree->n_modules; i++)
		if (alias_matches(one, tree->modules[i].name) &&
		    alias_matches(other, tree->modules[i].name))
			return true;
	return false;
}

/*
 * Any pattern that ends in `*` meets a format that begins with `*`: there the kernel must have an
 * alias or a module that both match.
 */
static bool is_of_format(const struct lint *lint, const char *pattern, const char *format)
{
	return pattern_meets(PATTERN_ALIAS, pattern, format) &&
	       (*format != '*' || pattern_covers(PATTERN_ALIAS, format, pattern) || !lint->tree ||
		has_both(lint->tree, pattern, format));
}

/* What drivers ask for is not in the request formats, but a rule for it makes sense. */
static bool is_requested_by_driver(const char *pattern)
{
	/* phy_request_driver_module(), drivers/net/phy/phy_device.c */
	return pattern_covers(PATTERN_ALIAS, "mdio:*", pattern);
}

static bool is_requested(const struct lint *lint, const char *pattern)
{
	if (is_requested_by_driver(pattern))
		return true;
	for (size_t i = 0; i < n_request_formats; i++)
		if (is_of_format(lint, pattern, request_formats[i].glob))
			return true;
	return false;
}

static void check_alias(const struct lint *lint, const struct rule *rule, const char *pattern)
{
	const struct subject subject = warning_of(rule, "no-such-request");
	char hint[HINT_SIZE] = "see KINDS OF ALIASES in autoload.conf(5)";

	if (is_requested(lint, pattern))
		return;
	if (strchr(pattern, ':'))
		snprintf(hint, sizeof(hint), "what udev loads for devices does not pass the gate");
	else if (!pattern_has_wildcards(pattern) &&
		 (!lint->tree || module_tree_find(lint->tree, pattern)))
		snprintf(hint, sizeof(hint), "for a module of that name write \"module = %s\"",
			 pattern);
	findings_add(lint->findings, &subject, hint,
		     "alias \"%s\" matches nothing that the kernel asks for on behalf of a process",
		     pattern);
}

static bool has_module(const struct module_tree *tree, const char *pattern)
{
	for (size_t i = 0; i < tree->n_modules; i++)
		if (alias_matches(pattern, tree->modules[i].name))
			return true;
	return false;
}

static bool has_alias(const struct module_tree *tree, const char *pattern)
{
	for (size_t i = 0; i < tree->n_aliases; i++)
		if (alias_matches(pattern, tree->aliases[i].alias))
			return true;
	return false;
}

static void check_module(const struct lint *lint, const struct rule *rule, const char *pattern)
{
	const struct subject subject = warning_of(rule, "no-such-module");

	if (!lint->tree || has_module(lint->tree, pattern))
		return;
	findings_add(lint->findings, &subject,
		     has_alias(lint->tree, pattern) ? "it is an alias: write it after \"alias =\""
						    : "it may be misspelt, or of another kernel",
		     "this kernel has no module \"%s\"", pattern);
}

/* All units but those of other managers of cgroups have a suffix. */
static void check_unit(const struct lint *lint, const struct rule *rule, const char *pattern)
{
	const struct subject subject = warning_of(rule, "no-such-unit");
	char hint[HINT_SIZE];

	if (pattern_meets(PATTERN_UNIT, pattern, "?*.?*"))
		return;
	snprintf(hint, sizeof(hint), "write \"%s.service\", or another type", pattern);
	findings_add(lint->findings, &subject, hint,
		     "unit \"%s\" matches no unit: their names end in their type", pattern);
}

static void check_rule(const struct lint *lint, size_t n)
{
	const struct rule *rule = &lint->policy->rules[n];

	check_name(lint, n);
	check_shadow(lint, n);
	check_allows_everything(lint, rule);
	check_requirement(lint, &rule->require, rule->file, rule->line);
	check_list(lint, rule, PATTERN_ALIAS, rule->aliases);
	check_list(lint, rule, PATTERN_ALIAS, rule->modules);
	check_list(lint, rule, PATTERN_UNIT, rule->units);
	for (char **pattern = rule->aliases; pattern && *pattern; pattern++)
		check_alias(lint, rule, *pattern);
	for (char **pattern = rule->modules; pattern && *pattern; pattern++)
		check_module(lint, rule, *pattern);
	for (char **pattern = rule->units; pattern && *pattern; pattern++)
		check_unit(lint, rule, *pattern);
}

static bool is_flagged(const struct lint *lint, const struct flags *flags)
{
	for (char **module = flags->modules; *module; module++)
		if (policy_is_maintained(lint->policy, *module))
			return true;
	return false;
}

static void check_review(const struct lint *lint, const struct flags *flags)
{
	const struct subject subject = warning_of_flags(flags, "review-is-old");

	if (flags->maintained && is_flagged(lint, flags) &&
	    review_is_old(flags->reviewed, lint->today))
		findings_add(lint->findings, &subject,
			     "look at its modules again and renew the day, or remove it",
			     "the review of \"%s\", of %s, is older than %d months", flags->name,
			     flags->reviewed, REVIEW_MONTHS_MAX);
}

static bool is_repeated(char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (module_names_equal(names[i], names[n]))
			return true;
	return false;
}

/* A group with no module of this kernel is there for another one. */
static void check_flags(const struct lint *lint, const struct flags *flags)
{
	const struct subject missing = warning_of_flags(flags, "no-such-module");
	const struct subject twice = warning_of_flags(flags, "adds-nothing");
	bool is_here = lint->tree && module_tree_has_any(lint->tree, flags->modules);

	check_review(lint, flags);
	for (size_t i = 0; flags->modules[i]; i++) {
		if (is_repeated(flags->modules, i))
			findings_add(lint->findings, &twice, "remove it", "\"%s\" is listed twice",
				     flags->modules[i]);
		else if (is_here && !module_tree_find(lint->tree, flags->modules[i]))
			findings_add(lint->findings, &missing,
				     "it may be misspelt, or of another kernel",
				     "this kernel has no module \"%s\"", flags->modules[i]);
	}
}

void lint_policy(const struct policy *policy, const struct module_tree *tree, const char *today,
		 struct findings *findings)
{
	const struct lint lint = { policy, tree, today, findings };

	check_gate(&lint);
	for (size_t i = 0; i < policy->n_rules; i++)
		check_rule(&lint, i);
	for (size_t i = 0; i < policy->n_flags; i++)
		check_flags(&lint, &policy->flags[i]);
}
