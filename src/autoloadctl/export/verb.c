// SPDX-License-Identifier: GPL-2.0-or-later
/* export: what the policy refuses to everyone, for other programs. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "common.h"
#include "inputs.h"
#include "never-loaded.h"
#include "options.h"
#include "verbs.h"
#include "words.h"

struct options {
	struct inputs inputs;
	bool has_format;
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (options->has_format)
			return ARGP_ERR_UNKNOWN;
		if (strcmp(value, "modprobe.d") != 0)
			argp_error(state, "unknown format \"%s\": use modprobe.d", value);
		options->has_format = true;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "no format given: use modprobe.d");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.parser = parse_option,
	.args_doc = "modprobe.d",
	.doc = "Print install commands for modprobe.d, which compliance scanners look for, for the "
	       "modules that the policy never lets anybody load."
	       "\vExit status: 0; 1 on failure; 2 for wrong usage.",
};

static void print_modules(char *const *names)
{
	puts("# Modules that the policy of modprobe-gate never lets anybody load, by \"autoloadctl "
	     "export\".\n"
	     "# These lines do more: they also hold for modprobe by hand, by root, and for "
	     "whatever\n"
	     "# depends on these modules; and in each mode of the policy, log and allow too.\n"
	     "# They can't say what depends on the alias, the requester's unit, user or\n"
	     "# capabilities, or on flags: that is left out. They do not follow the policy: "
	     "export\n"
	     "# again when it has changed, or the kernel.");
	for (; *names; names++)
		printf("install %s /bin/false\n", *names);
}

int verb_export(int argc, char *argv[])
{
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(module_tree_clear) struct module_tree tree = { 0 };
	_cleanup_(cleanup_words) char **names = NULL;
	struct options options = { 0 };
	const struct option_group groups[] = {
		{ &config_argp, &options.inputs },
		{ &modules_argp, &options.inputs },
		{ 0 },
	};

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0 ||
	    !inputs_load_policy(&options.inputs, &policy) ||
	    !inputs_load_modules(&options.inputs, &tree))
		return EXIT_FAILURE;
	if (export_find(&policy, &tree, &names) < 0) {
		print_error("no memory");
		return EXIT_FAILURE;
	}
	print_modules(names);
	return EXIT_SUCCESS;
}
