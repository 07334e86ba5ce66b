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

/* A [rule NAME]. All strings belong to the rule. */
struct rule {
	char *name;
	char *file;
	unsigned int line;
	char **aliases; /* patterns, ends with NULL */
	struct requirement require;
};

/* A [maintained NAME]. All strings belong to it. */
struct maintained {
	char *name;
	char **modules; /* names, ends with NULL */
};

struct policy {
	enum mode mode;
	struct requirement require; /* where no rule matches */
	struct rule *rules;         /* in the order in which they were read */
	size_t n_rules;
	struct maintained *maintained;
	size_t n_maintained;
};

enum decision {
	DECISION_ALLOWED,
	DECISION_REFUSED,
	DECISION_WOULD_REFUSE,
};

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
	enum mode mode;
	/*
	 * The rule that decided; NULL: none matched, or the mode alone decided. Belongs to the
	 * policy.
	 */
	const struct rule *rule;
	/* What was asked for; NULL where the mode alone decided. Belongs to the policy. */
	const struct requirement *require;
};

/*
 * Decides a request. modules are the names that the alias stands for and that are not loaded yet,
 * ended by NULL and not empty. The last rule that matches decides about a module; one refusal
 * refuses all of them.
 */
struct verdict policy_decide(const struct policy *policy, const char *alias,
			     const struct requester *requester, const char *const *modules);

/*
 * The policy for when there is none that can be trusted: restrict, device nodes for all, for the
 * rest CAP_SYS_MODULE or the kernel itself. A machine boots with it. Returns 0 or -ENOMEM.
 */
int policy_init_builtin(struct policy *policy);

/* What a policy is before its file says anything: mode log, require maintained, no rules. */
void policy_init_default(struct policy *policy);

/* Release what is owned and leave it empty. */
void policy_clear(struct policy *policy);
void rule_clear(struct rule *rule);
void maintained_clear(struct maintained *maintained);

/* Words of the policy language and of the journal's fields. */
const char *mode_name(enum mode mode);
const char *decision_name(enum decision decision);
const char *reason_name(enum reason reason);

/* Takes a mode by name or number. Returns 0, or -EINVAL and leaves *mode alone. */
int mode_from_name(const char *name, enum mode *mode);
