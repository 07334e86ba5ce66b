/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Refused requests, put together by alias and by who asked, as far as a rule could tell them apart.
 * In bounded memory: what requesters can make up as many of as they like is counted only, past a
 * bound. Pure.
 */
#pragma once

#include "evidence.h"

#define STUDY_ALIASES_MAX 128
#define STUDY_ASKERS_MAX  32 /* of one alias */
#define STUDY_NEVERS_MAX  32
#define STUDY_MODULES_MAX 8 /* of one alias */
#define STUDY_CALLERS_MAX 3 /* of one alias */

/* How often and when, in microseconds since 1970. */
struct occurrences {
	uint64_t times;
	uint64_t first;
	uint64_t last;
};

/*
 * Requesters that a rule can't or need not tell apart: of one class and user, in one kind of user
 * namespace, and in one service, or in units that come and go.
 */
struct asker {
	enum requester_class class;
	bool in_initial_user_namespace;
	uid_t uid;
	char *cgroup; /* "/UNIT" as first seen, or NULL */
	bool has_service;
	bool confined;         /* one of them was */
	uint64_t capabilities; /* that count and all of them had */
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
	uint64_t capabilities; /* that count and all who asked had */
	char *modules[STUDY_MODULES_MAX];
	size_t n_modules;
	bool has_other_modules;
	char *callers[STUDY_CALLERS_MAX]; /* kernel functions, as first seen */
	size_t n_callers;
	bool has_other_callers;
	struct asker *askers; /* as first seen */
	size_t n_askers;
	uint64_t times_of_others; /* for whom there was no room */
};

/* A request that may never be granted. */
struct studied_never {
	char alias[ALIAS_MAX + 1];
	/* The rule that says so, the policy's; NULL: [gate] does. */
	const char *rule;
	const char *file;
	unsigned int line;
	uint64_t times;
};

struct study {
	const struct policy *policy;
	struct studied_alias *aliases; /* as first seen */
	size_t n_aliases;
	struct studied_never nevers[STUDY_NEVERS_MAX];
	size_t n_nevers;
	struct occurrences seen;     /* all of them */
	uint64_t times_allowed_now;  /* what the policy would allow meanwhile */
	uint64_t times_denied;       /* refused by mode deny */
	uint64_t times_never_others; /* which found no room in nevers */
	uint64_t times_alias_others; /* nor in aliases */
	uint64_t n_incomplete;       /* for the caller to count: entries that can't be used */
};

/*
 * Adds a request. Whether it would be refused still is decided by the study's policy, as if its
 * mode were restrict. Returns 0 or -ENOMEM.
 */
int study_add(struct study *study, const struct evidence *evidence);

void study_clear(struct study *study);
