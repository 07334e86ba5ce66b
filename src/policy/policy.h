/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The policy and the decision. Pure: no I/O, no globals. What the words mean is in
 * autoload.conf(5).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "requester.h"

/* In order of strictness. */
enum mode {
	MODE_ALLOW,
	MODE_LOG,
	MODE_RESTRICT,
	MODE_DENY,
};

/* What a module needs before it is loaded; any one of these suffices. */
struct requirement {
	bool nothing;
	bool maintained;
	bool never; /* stands alone, and nothing suffices */
	uint64_t capabilities;
};

/* User ids from first to last, both included. */
struct uid_range {
	uid_t first;
	uid_t last;
};

/*
 * A [rule NAME]. It matches where all that it gives match; what it does not give is NULL. All
 * belongs to the rule.
 */
struct rule {
	char *name;
	char *file; /* printable, escaped where it was not */
	unsigned int line;
	char **aliases; /* patterns, ends with NULL */
	char **modules; /* patterns, ends with NULL */
	char **units;   /* patterns for the unit or a slice it is in, ends with NULL */
	struct uid_range *uids;
	size_t n_uids;
	struct requirement require;
};

/* A [maintained NAME] or [unmaintained NAME]. All belongs to it. */
struct flags {
	bool maintained;
	char *name;
	char *file; /* printable, escaped where it was not */
	unsigned int line;
	char **modules; /* names, ends with NULL */
	/* Only of what is maintained: "2026-11-20", and a sentence. */
	char *reviewed;
	char *why;
};

/* A line of a file; NULL for the file: nowhere. */
struct place {
	char *file;
	unsigned int line;
};

struct policy {
	enum mode mode;
	enum mode confined;         /* the least mode for confined requesters */
	struct requirement require; /* where no rule matches */
	/* Where the first and the last of these were given. */
	struct place mode_place;
	struct place require_place;
	struct rule *rules; /* in the order in which they were read */
	size_t n_rules;
	struct flags *flags; /* in the order in which they were read: the last word counts */
	size_t n_flags;
};

/* What the kernel asks for, for whom. Everything in it is the caller's. */
struct request {
	const char *alias;
	const struct requester *requester;
	/* The modules that the alias names and that are not loaded yet: not empty, ends with NULL.
	 */
	const char *const *modules;
	/* What else comes with them and is not loaded yet, ends with NULL; NULL for nothing. */
	const char *const *dependencies;
	/* The lock's, or that of the requester's cgroup, whichever is stricter. */
	enum mode least_mode;
};

enum rule_match {
	RULE_DOES_NOT_MATCH,
	RULE_MATCHES,
	/* What the rule asks about the requester is not known. */
	RULE_MAY_MATCH,
};

enum decision {
	DECISION_ALLOWED,
	DECISION_REFUSED,
	DECISION_WOULD_REFUSE,
};

#define N_DECISIONS (DECISION_WOULD_REFUSE + 1)

/* What the decision rests on. */
enum reason {
	REASON_MODE_ALLOW,
	REASON_MODE_DENY,
	REASON_NOTHING_REQUIRED,
	REASON_MAINTAINED,
	REASON_CAPABILITY,
	REASON_KERNEL,
	REASON_NEVER,
	REASON_REQUIREMENT_NOT_MET,
};

struct verdict {
	enum decision decision;
	enum reason reason;
	enum mode mode; /* that was in force for this request */
	/*
	 * The rule that decided; NULL: none matched, or the mode alone decided. Belongs to the
	 * policy.
	 */
	const struct rule *rule;
	/* The module that decided, the last one asked about; NULL where the mode alone decided. */
	const char *module;
	/* What was asked for; NULL where the mode alone decided. Belongs to the policy. */
	const struct requirement *require;
};

/*
 * Decides a request, in the strictest of the modes that hold for it. The last rule that matches
 * decides about a module; one refusal refuses all of them. For a dependency only `never` counts,
 * of rules that name modules.
 */
struct verdict policy_decide(const struct policy *policy, const struct request *request);

/* Whether a group of flags has a module. */
bool flags_have(const struct flags *flags, const char *module);

/* Whether the last word about a module is that it is maintained. */
bool policy_is_maintained(const struct policy *policy, const char *module);

/* The last rule that matches one module of a request, or NULL. */
const struct rule *policy_find_rule(const struct policy *policy, const struct request *request,
				    const char *module);

/*
 * The rule that forbids one module of a request where it is a dependency: the last rule that speaks
 * of modules and matches this one, if it says `never`; or NULL.
 */
const struct rule *policy_find_never(const struct policy *policy, const struct request *request,
				     const char *module);

/* Whether a rule matches one module of a request. */
enum rule_match policy_match_rule(const struct rule *rule, const struct request *request,
				  const char *module);

/*
 * The policy for when there is none that can be trusted: restrict, device nodes for all, for the
 * rest CAP_SYS_MODULE or the kernel itself. A machine boots with it. Needs no memory.
 */
extern const struct policy policy_builtin;

/* Release what is owned and leave it empty. */
void policy_clear(struct policy *policy);
void rule_clear(struct rule *rule);
void flags_clear(struct flags *flags);

/* Words of the policy language and of the journal's fields. */
const char *mode_name(enum mode mode);
const char *decision_name(enum decision decision);
const char *reason_name(enum reason reason);

/* From a name or a number. Returns 0, or -EINVAL and leaves *mode alone. */
int mode_from_name(const char *name, enum mode *mode);

enum mode mode_stricter(enum mode one, enum mode other);
