/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From refused requests to the fewest rules that allow them, and as little else as rules can say.
 * Pure.
 *
 * A rule is for certain aliases, and allows one of these, in this order of preference:
 * - requesters with a capability that all requesters had, and that such requests are about;
 * - the services that asked, limited to the users they asked as if that takes no additional rule;
 * - the users that asked, if their units are not persistent;
 * - everybody, if a requester is unknown.
 */
#pragma once

#include "sections.h"
#include "study.h"

enum suggestion_kind {
	SUGGEST_CAPABILITY,
	SUGGEST_UNITS,
	SUGGEST_UIDS,
	SUGGEST_EVERYBODY,
};

/* The requesters that rules are for. Units belong to the study. */
struct suggested_who {
	enum suggestion_kind kind;
	struct requirement require;
	const char *units[STUDY_REQUESTERS_MAX];
	size_t n_units;
	uid_t uids[STUDY_REQUESTERS_MAX];
	size_t n_uids;
};

struct suggestion {
	char name[80]; /* of the rule */
	struct suggested_who who;
	const struct studied_alias **aliases;
	size_t n_aliases;
};

/* Why an alias gets no rule. */
enum skip_reason {
	SKIP_NONE,
	SKIP_ALIAS_HAS_NO_PATTERN, /* that matches just this */
	/* The rule would have to name the modules, as others may never be loaded. */
	SKIP_TOO_MANY_MODULES,
	SKIP_MODULE_HAS_INVALID_NAME, /* that can be written */
	SKIP_FILE_IS_FULL,            /* with other rules */
};

struct skipped_alias {
	const struct studied_alias *alias;
	enum skip_reason reason;
};

struct suggestions {
	const struct study *study;
	struct suggestion *rules;
	size_t n_rules;
	struct skipped_alias skipped[STUDY_ALIASES_MAX];
	size_t n_skipped;
	/* Rules name the modules too, so that they do not allow other ones that may never be
	 * loaded. */
	bool name_modules;
};

/*
 * Makes suggestions for suggestions_clear() of a study, which has to outlive them. Returns 0 or
 * -ENOMEM.
 */
int suggestions_make(const struct study *study, struct suggestions *suggestions);
void suggestions_clear(struct suggestions *suggestions);

/*
 * Takes the last rule away, which is for everybody or for the most users if any is. Its aliases
 * count as without a rule then.
 */
void suggestions_drop_last(struct suggestions *suggestions);

/* Whether an alias has all the rules that it needs. */
bool suggestions_cover(const struct suggestions *suggestions, const struct studied_alias *alias);

/* Whether a rule is for a requester. */
bool suggestion_covers(const struct suggested_who *who, const struct studied_requester *requester);

/* Whether one of the first n aliases of a rule names a module. */
bool suggestion_has_module(const struct suggestion *rule, size_t n, const char *module);

/*
 * Writes the pattern that matches just this alias. Returns 0, or -EINVAL if the policy's language
 * has none.
 */
int suggestion_pattern(const char *alias, char pattern[static CONFIG_WORD_MAX + 1]);

/* Parts of the first, needs.c: what it takes to allow what was refused of one alias. */

/* Services and users may each need a rule. */
#define NEEDS_MAX 2

struct need {
	const struct studied_alias *alias;
	struct suggested_who who;
};

/* Fills needs and returns how many there are. */
size_t needs_find(const struct policy *policy, const struct studied_alias *alias,
		  struct need needs[static NEEDS_MAX]);

/* What to think about before a suggested rule is used, warnings.c. */

/* Whether some of the requesters that a rule is for were in a user namespace. */
bool suggestion_has_namespace(const struct suggested_who *who, const struct studied_alias *alias);

/* Whether it is for all processes of uid 0, or for a dynamic user ID. */
bool suggestion_is_for_uid_0(const struct suggested_who *who);
bool suggestion_is_for_dynamic_uid(const struct suggested_who *who);

/*
 * A rule of the policy that requires never for some requesters of an alias, and that a rule for the
 * alias would override; NULL: none.
 */
const struct rule *suggestion_find_forbidding_rule(const struct policy *policy,
						   const struct studied_alias *alias);

/*
 * A rule of the policy for modules that the alias names, perhaps because of a vulnerability, and
 * that a rule for the alias would override; NULL: none.
 */
const struct rule *suggestion_find_module_rule(const struct policy *policy,
					       const struct studied_alias *alias);
