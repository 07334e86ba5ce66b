// SPDX-License-Identifier: GPL-2.0-or-later
/* check: what the gate decides about an alias, for a requester, and why. */
#include "check-result.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alias.h"
#include "cleanup.h"
#include "common.h"
#include "inputs.h"
#include "lock-setting.h"
#include "options.h"
#include "requester-options.h"
#include "verbs.h"

/* The answer is in the exit status, so a failure must not look like one. */
#define EXIT_REFUSED 1
#define EXIT_UNKNOWN EXIT_USAGE

struct options {
	struct inputs inputs;
	struct output output;
	struct requester_options requester;
	const char *alias;
	bool has_mode;
	enum mode mode;
};

enum {
	KEY_MODE = 0x300, /* above all characters: these have no short form */
};

/* The kernel sends no such request (__request_module() in kernel/kmod.c). */
static void validate_alias(struct argp_state *state, const char *alias)
{
	if (!*alias)
		argp_error(state, "the alias is empty");
	if (strlen(alias) > ALIAS_MAX)
		argp_error(state, "the alias is too long: at most %d bytes", ALIAS_MAX);
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_MODE:
		if (mode_from_name(value, &options->mode) < 0)
			argp_error(state, "invalid mode \"%s\": use allow, log, restrict or deny",
				   value);
		options->has_mode = true;
		return 0;
	case ARGP_KEY_ARG:
		if (options->alias)
			argp_error(state, "too many arguments: give one alias");
		validate_alias(state, value);
		options->alias = value;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "no alias given");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "mode", KEY_MODE, "MODE", 0, "Assume this mode for [gate]: allow, log, restrict or deny",
	  0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.args_doc = "ALIAS",
	.doc = "Explain whether a requester is allowed to make the kernel load the modules of "
	       "ALIAS, and why."
	       "\vExit status: 0 if it is allowed, also where that is only because of the mode; "
	       "1 if it is refused, or nothing can be loaded; 2 for wrong usage or on failure.",
};

/*
 * The policy that decides: what was loaded, or the built-in one as the gate has it for when the
 * system's is broken. *used owns nothing.
 */
static bool get_policy(const struct options *options, struct policy *loaded, struct policy *used)
{
	bool is_loaded = inputs_load_policy(&options->inputs, loaded);

	/* Another user may only lack the permission to read it. */
	if (!is_loaded && (options->inputs.n_policy_files > 0 || geteuid() != 0))
		return false;
	if (!is_loaded)
		print_error("until then the built-in policy decides");
	*used = is_loaded ? *loaded : policy_builtin;
	if (options->has_mode)
		used->mode = options->mode;
	return true;
}

/* Without its indexes no alias would match a module. */
static bool have_indexes(const char *directory)
{
	_cleanup_free_ char *index = NULL;

	if (asprintf(&index, "%s/modules.dep.bin", directory) < 0)
		return false;
	if (access(index, R_OK) == 0)
		return true;
	print_error("can't read %s: %s", index, strerrordesc_np(errno));
	return false;
}

static bool look_up_alias(struct options *options, struct modules **modules,
			  struct module_list *list)
{
	int r;

	if (!have_indexes(inputs_modules_directory(&options->inputs)))
		return false;
	r = modules_lookup(options->alias, options->inputs.modules, modules);
	if (r == 0)
		r = module_list_make(*modules, list);
	if (r < 0)
		print_error("can't look up the alias: %s", strerrordesc_np(-r));
	return r == 0;
}

/* The names of what an alias names, or of what comes with that, as if none were there yet. */
static const char **pick_names(const struct check_result *result, bool is_dependency)
{
	const char **names = calloc(result->list.n + 1, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; names && i < result->list.n; i++)
		if (result->list.modules[i].is_dependency == is_dependency &&
		    result->list.modules[i].state != MODULE_BLACKLISTED)
			names[n++] = result->list.modules[i].name;
	return names;
}

static void find_modes(const struct policy *policy, const struct requester *requester,
		       struct check_result *result)
{
	result->modes = (struct mode_sources){ .policy = policy->mode,
					       .cgroup = result->live->cgroup.least_mode };
	if (requester_confined(requester))
		result->modes.confined = policy->confined;
	result->lock_is_known = lock_read(&result->modes.lock) == 0;
}

/*
 * The gate decides about the modules that are left to load. If none are, all modules of the alias
 * are explained instead.
 */
static int explain_request(const struct modules *modules, struct request *request,
			   struct check_result *result)
{
	result->named = pick_names(result, false);
	result->dependencies = pick_names(result, true);
	if (!result->named || !result->dependencies)
		return -ENOMEM;
	result->is_decided = modules->result == LOOKUP_MISSING;
	result->can_load = result->named[0];
	if (!result->can_load)
		return 0;
	request->modules = result->is_decided ? modules->missing : result->named;
	request->dependencies = result->is_decided ? modules->dependencies : result->dependencies;
	return explain(result->policy, request, &result->explanation);
}

static void check_result_clear(struct check_result *result)
{
	explanation_clear(&result->explanation);
	module_list_clear(&result->list);
	free(result->named);
	free(result->dependencies);
}

static int print(const struct output *output, void *data)
{
	const struct check_result *result = data;

	return output->json == JSON_OFF ? print_check(output, result)
					: print_check_json(output, result);
}

static int exit_status(const struct check_result *result)
{
	return result->can_load && result->explanation.verdict.decision != DECISION_REFUSED
		       ? EXIT_SUCCESS
		       : EXIT_REFUSED;
}

static int check(struct options *options, const struct policy *policy)
{
	_cleanup_(cleanup_modules) struct modules *modules = NULL;
	struct request request = { .alias = options->alias,
				   .requester = &options->requester.live.requester };
	_cleanup_(check_result_clear) struct check_result result = {
		.policy = policy,
		.request = &request,
		.is_other_kernel = options->inputs.modules,
		.mode_is_given = options->has_mode,
		.live = &options->requester.live,
	};
	int r;

	if (!look_up_alias(options, &modules, &result.list))
		return EXIT_UNKNOWN;
	find_modes(policy, request.requester, &result);
	request.least_mode = mode_stricter(result.modes.lock, result.modes.cgroup);
	r = explain_request(modules, &request, &result);
	if (r == 0)
		r = output_show(&options->output, true, print, &result);
	if (r < 0)
		print_error("no memory");
	return r < 0 ? EXIT_UNKNOWN : exit_status(&result);
}

int verb_check(int argc, char *argv[])
{
	_cleanup_(policy_clear) struct policy loaded = { 0 };
	struct options options = { 0 };
	struct policy used;
	const struct option_group groups[] = {
		{ &requester_argp, &options.requester },
		{ &config_argp, &options.inputs },
		{ &modules_argp, &options.inputs },
		{ &output_argp, &options.output },
		{ 0 },
	};

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0 ||
	    !requester_options_read(&options.requester) || !get_policy(&options, &loaded, &used))
		return EXIT_UNKNOWN;
	return check(&options, &used);
}
