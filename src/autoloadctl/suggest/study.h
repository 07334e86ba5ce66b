/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Refused requests, grouped by alias and requester, as far as a rule can distinguish them. In
 * bounded memory: beyond a limit, what requesters can make up is only counted. Pure.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "evidence.h"

#define STUDY_ALIASES_MAX    128
#define STUDY_REQUESTERS_MAX 32 /* of one alias */
#define STUDY_FORBIDDEN_MAX  32
#define STUDY_MODULES_MAX    8 /* of one alias */
#define STUDY_CALLERS_MAX    3 /* of one alias */

/* How often and when, in microseconds since 1970. */
struct occurrences {
	uint64_t times;
	uint64_t first;
	uint64_t last;
};

/*
 * Requesters that a rule can't or need not distinguish: of one class and user, in one kind of user
 * namespace, and in one service, or in units that come and go.
 */
struct studied_requester {
	enum requester_class class;
	bool in_initial_user_namespace;
	uid_t uid;
	char *cgroup; /* "/UNIT" as first seen, or NULL */
	bool has_service;
	bool confined;         /* one of them was */
	uint64_t capabilities; /* that count, and that all of them had */
	struct occurrences seen;
	/* As first seen, printable, "" where not known; and whether there were others. */
	char *comm;
	char *exe;
	char *unit;
	bool has_other_programs;
	bool has_other_units;
};

struct studied_alias {
	char alias[ALIAS_MAX + 1]; /* as first seen: `-` equals `_` */
	struct occurrences seen;
	uint64_t capabilities; /* that count, and that all requesters had */
	char *modules[STUDY_MODULES_MAX];
	size_t n_modules;
	bool has_other_modules;
	char *callers[STUDY_CALLERS_MAX]; /* kernel functions, as first seen */
	size_t n_callers;
	bool has_other_callers;
	struct studied_requester *requesters; /* as first seen */
	size_t n_requesters;
	uint64_t times_of_others; /* beyond the limit */
};

/* A request that may never be granted. */
struct forbidden_request {
	char alias[ALIAS_MAX + 1];
	/* The rule of the policy that requires never; NULL: [gate] does. */
	const char *rule;
	const char *file;
	unsigned int line;
	uint64_t times;
};

struct study {
	const struct policy *policy;
	struct studied_alias *aliases; /* as first seen */
	size_t n_aliases;
	struct forbidden_request forbidden[STUDY_FORBIDDEN_MAX];
	size_t n_forbidden;
	struct occurrences seen;         /* all of them */
	uint64_t times_allowed_now;      /* what the policy would allow meanwhile */
	uint64_t times_denied;           /* refused by mode deny */
	uint64_t times_forbidden_others; /* which found no room in forbidden */
	uint64_t times_alias_others;     /* nor in aliases */
	uint64_t n_incomplete;           /* for the caller to count: entries that can't be used */
};

/*
 * Adds a request. Whether it would be refused still is decided by the study's policy, as if its
 * mode were restrict. Returns 0 or -ENOMEM.
 */
int study_add(struct study *study, const struct evidence *evidence);

void study_clear(struct study *study);

/*
 * What a policy, as if its mode were restrict, decides about a request now, verdict.c. Its modules,
 * a list that ends with NULL, are those in the evidence.
 */
struct verdict study_decide(const struct policy *policy, const struct evidence *evidence,
			    char *const *modules);

/* Whether it allows a requester all modules that were seen for an alias. */
bool study_requester_is_allowed(const struct policy *policy, const struct studied_alias *alias,
				const struct studied_requester *studied);

/* Whether a rule matches the alias, and one of the modules that were seen, for some requester. */
bool study_may_match(const struct rule *rule, const struct studied_alias *alias);

/*
 * Whether a unit is persistent, persistence.c: a service of the system that does not contain all
 * of a user's processes, and is not started anew for each connection or command.
 */
bool unit_is_persistent(const char *unit);

/* Whether systemd gives a user ID to services with DynamicUser=, another one at each start. */
bool uid_is_dynamic(uid_t uid);
