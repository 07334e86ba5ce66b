/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why a request is decided as it is, and what would change that. All of it is found by asking
 * policy.h, so that an explanation can't differ from a decision. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy.h"

/* A rule that matches a module. */
struct matching_rule {
	const struct rule *rule;
	/* False: it may or may not match, as what it asks about the requester is not known. */
	bool is_certain;
};

/* What the rules decide about one module of a request, in any mode. */
struct explained_module {
	const char *name;
	/* It comes with another one: only `never` of rules that name modules counts. */
	bool is_dependency;
	bool is_allowed;
	/* Of a dependency that is allowed: REASON_NOTHING_REQUIRED. */
	enum reason reason;
	/* What decided, as in struct verdict; both NULL for a dependency that is allowed. */
	const struct rule *rule;
	const struct requirement *require;
	/* In the order in which they were read. */
	struct matching_rule *matching;
	size_t n_matching;
};

/* The modes of which the strictest holds. */
struct mode_sources {
	enum mode policy;
	enum mode confined; /* MODE_ALLOW for a requester that is not */
	enum mode lock;
	enum mode cgroup;
};

enum mode_source {
	MODE_OF_POLICY,
	MODE_OF_CONFINED,
	MODE_OF_LOCK,
	MODE_OF_CGROUP,
};

struct explanation {
	/* policy_decide()'s, and what that is in mode restrict. */
	struct verdict verdict;
	struct verdict by_rules;
	/* Those that were asked for, then what comes with them. */
	struct explained_module *modules;
	size_t n_modules;
	/*
	 * Where the rules refuse: whether flags for all modules that they refuse would suffice, and
	 * which capabilities would, each alone, in the initial user namespace.
	 */
	bool flags_suffice;
	uint64_t capabilities_suffice;
};

/*
 * Explains the decision about a request. Returns 0 and *ret for explanation_clear(), or -ENOMEM.
 * It points to what belongs to the policy and the request.
 */
int explain(const struct policy *policy, const struct request *request, struct explanation *ret);

void explanation_clear(struct explanation *explanation);

/* Whether a rule matches any of the modules. */
bool explanation_has_rule(const struct explanation *explanation, const struct rule *rule);

/* Which of the modes is the one that holds. */
enum mode_source mode_source(const struct mode_sources *sources);
