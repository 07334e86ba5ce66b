/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From refused requests to the fewest rules that allow them, and as little else as rules can say.
 * Pure.
 *
 * A rule is for certain aliases, and allows one of these, in this order of preference:
 * - who has a capability that all who asked had, and that such requests are about;
 * - the services that asked, and only as the users that they asked as, where that takes no further
 *   rule;
 * - the users that asked, where their units come and go;
 * - everybody, where it is not known who asked.
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

/* Whom rules are for. Units belong to the study. */
struct suggested_who {
	enum suggestion_kind kind;
	struct requirement require;
	const char *units[STUDY_ASKERS_MAX];
	size_t n_units;
	uid_t uids[STUDY_ASKERS_MAX];
	size_t n_uids;
};

struct suggestion {
	char name[80]; /* of the rule */
	struct suggested_who who;
	const struct studied_alias **aliases;
	size_t n_aliases;
};

/* An alias that gets no rule, and why. */
struct unsuggested {
	const struct studied_alias *alias;
	const char *why;
};

struct suggestions {
	const struct study *study;
	struct suggestion *rules;
	size_t n_rules;
	struct unsuggested without[STUDY_ALIASES_MAX];
	size_t n_without;
	/* Rules name the modules too, not to undo what the policy says never of. */
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

/* Whether a rule is for one of those who asked. */
bool suggestion_covers(const struct suggested_who *who, const struct asker *asker);

/* Whether one of the first n aliases of a rule names a module. */
bool suggestion_has_module(const struct suggestion *rule, size_t n, const char *module);

/*
 * Writes the pattern that matches just this alias. Returns 0, or -EINVAL if the policy's language
 * has none.
 */
int suggestion_pattern(const char *alias, char pattern[static CONFIG_WORD_MAX + 1]);
