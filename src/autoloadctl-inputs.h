/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What verbs look at instead of this system: other policy files, another kernel's modules. */
#pragma once

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/utsname.h>

#include "module-tree.h"
#include "policy.h"

#define POLICY_FILES_MAX 64

struct inputs {
	/* Policy files in the order in which they are read; none: the system's. */
	const char *policy_files[POLICY_FILES_MAX];
	size_t n_policy_files;
	/* The folder of a kernel's modules; NULL: the running kernel's, named below. */
	const char *modules;
	char running[sizeof("/lib/modules/") + sizeof(((struct utsname *)0)->release)];
};

/* The options --config and --modules, each with a struct inputs as input. */
extern const struct argp config_argp;
extern const struct argp modules_argp;

/*
 * Load the policy for policy_clear() and the modules for module_tree_clear(). Return whether they
 * could; complain if not. The folder that was read is put into inputs->modules.
 */
bool inputs_load_policy(const struct inputs *inputs, struct policy *policy);
bool inputs_load_modules(struct inputs *inputs, struct module_tree *tree);
