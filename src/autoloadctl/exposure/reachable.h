/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which modules a user without capabilities can make the kernel load, with a stock modprobe and
 * under a policy. It is a property of the kernel's modules and the policy, not of the moment: what
 * is loaded already counts too. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "module-tree.h"
#include "policy.h"
#include "request-formats.h"

/* A module that requests of a group can bring in. What it points to is the policy's and the tree's.
 */
struct exposed {
	const struct module *module;
	enum request_group group;
	const char *alias;       /* one that is allowed, if there is one */
	const struct rule *rule; /* NULL: none matches, or only the mode decides */
	bool is_allowed;
};

struct exposure {
	const struct module_tree *tree;
	struct exposed *modules; /* by group, then by name; each once in a group */
	size_t n_modules;
};

struct exposure_count {
	size_t stock;   /* modules that modprobe would load */
	size_t allowed; /* those of them that the policy lets pass */
};

/*
 * Asks the policy, in that mode, about each alias and module of the tree that the kernel may ask
 * for on behalf of a user of that id. Returns 0 and *ret for exposure_clear(), or -ENOMEM. Tree and
 * policy have to outlive it.
 */
int exposure_survey(const struct policy *policy, const struct module_tree *tree, uid_t uid,
		    enum mode mode, struct exposure *ret);
void exposure_clear(struct exposure *exposure);

/* Counts the modules of the group that begins with the nth; *next is where another one begins. */
struct exposure_count exposure_count_group(const struct exposure *exposure, size_t n, size_t *next);

/* Counts the modules of all groups up to a reach, each once. Returns 0 or -ENOMEM. */
int exposure_count_reach(const struct exposure *exposure, enum reach last,
			 struct exposure_count *count);
