/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What verbs look at instead of this system: other policy files, another kernel's modules. */
#pragma once

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/utsname.h>

#include "diagnostics.h"
#include "module-tree.h"
#include "policy.h"

#define POLICY_FILES_MAX 64

struct inputs {
	/* Policy files in the order in which they are read; none: the system's. */
	const char *policy_files[POLICY_FILES_MAX];
	size_t n_policy_files;
	/* The directory of a kernel's modules; NULL: the running kernel's. */
	const char *modules;
	/* For inputs_modules_directory(). */
	char running[sizeof("/lib/modules/") + sizeof(((struct utsname *)0)->release)];
};

/* The options --config and --modules, each with a struct inputs as input. */
extern const struct argp config_argp;
extern const struct argp modules_argp;

/* Adds a policy file, of which only the name is kept; a usage error if there are too many. */
void inputs_add_policy_file(struct inputs *inputs, const char *file, struct argp_state *state);

/*
 * Reads the policy and reports all errors of all its files. Returns like config_load() and fills
 * *policy for policy_clear().
 */
int inputs_read_policy(const struct inputs *inputs, const struct error_sink *errors,
		       struct policy *policy);

/* The directory of modules, "/lib/modules/RELEASE" if none was given; valid as long as inputs. */
const char *inputs_modules_directory(struct inputs *inputs);

/*
 * Reads the modules in that directory, for module_tree_clear().
 * Returns 0 or a negative errno, then with *missing, which may be NULL, as module_tree_read().
 */
int inputs_read_modules(struct inputs *inputs, struct module_tree *tree, const char **missing);

/* The same two for most verbs: they return whether it was read, and print an error if not. */
bool inputs_load_policy(const struct inputs *inputs, struct policy *policy);
bool inputs_load_modules(struct inputs *inputs, struct module_tree *tree);
