/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `autoloadctl check` has found out, and its print. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "explain.h"
#include "live-requester.h"
#include "module-list.h"
#include "output.h"
#include "policy.h"

struct check_result {
	const struct policy *policy;
	const struct request *request;
	/* Its requester, and what is not known of it. */
	const struct live_requester *live;
	/* All that the alias names and would bring with it; then its names, of those not
	 * blacklisted. */
	struct module_list list;
	const char **named;
	const char **dependencies;
	/* They are of another kernel, so what is loaded is not known. */
	bool is_other_kernel;
	/* The gate has something to decide now, as something is left to load. */
	bool is_decided;
	/* False: nothing can be loaded, and there is no explanation. */
	bool can_load;
	struct explanation explanation;
	struct mode_sources modes;
	/* By an option, instead of by the policy. */
	bool mode_is_given;
	/* False: only root may read it, and it does not count in the rest. */
	bool lock_is_known;
};

/* Return 0 or -ENOMEM. */
int print_check(const struct output *output, const struct check_result *result);
int print_check_json(const struct output *output, const struct check_result *result);

/*
 * Parts of the first: after an empty line, the modules, and the rules that match if any do. Return
 * 0 or -ENOMEM.
 */
int print_check_modules(const struct output *output, const struct check_result *result);
int print_check_rules(const struct output *output, const struct check_result *result);

/* Words and look-ups that both need, texts.c. */

/* Text, escaped, for free(); NULL: no memory. */
char *check_escape(const char *text);

/* "not-loaded", "loaded", "built-in", "blacklisted". */
const char *check_state_name(enum module_state state);

/* The end of "it is allowed" or "it is refused" where the mode has a part in it, or "". */
const char *check_describe_mode(const struct explanation *explanation);

/* NULL: it was not asked about. */
const struct explained_module *check_find_module(const struct explanation *explanation,
						 const char *name);

/*
 * The modules that a rule matches, with "?" where that is not certain. For free(), "" for none;
 * NULL: no memory.
 */
char *check_join_modules(const struct explanation *explanation, const struct rule *rule);
