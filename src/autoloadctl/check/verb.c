// SPDX-License-Identifier: GPL-2.0-or-later
/* check: what the gate decides about an alias, for a requester, and why. */
#include "checked.h"

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
	struct described described;
	const char *alias;
	bool has_mode;
	enum mode mode;
};

enum {
	KEY_MODE = 0x300, /* above all characters: these have no short form */
};

/* The kernel sends no such request (__request_module() in kernel/kmod.c). */
static void test_alias(struct argp_state *state, const char *alias)
{
	if (!*alias)
		argp_error(state, "an empty alias names nothing");
	if (strlen(alias) > ALIAS_MAX)
		argp_error(state, "the kernel asks for no alias of more than %d bytes", ALIAS_MAX);
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_MODE:
		if (mode_from_name(value, &options->mode) < 0)
			argp_error(state, "\"%s\" is no mode: use allow, log, restrict or deny",
				   value);
		options->has_mode = true;
		return 0;
	case ARGP_KEY_ARG:
		if (options->alias)
			argp_error(state, "one alias at a time");
		test_alias(state, value);
		options->alias = value;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "an alias is needed");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "mode", KEY_MODE, "MODE", 0,
	  "As if this were the mode of [gate]: allow, log, restrict or deny", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.args_doc = "ALIAS",
	.doc = "Say whether a requester who makes the kernel ask for ALIAS gets the modules that "
	       "it names, and why."
	       "\vExit status: 0 if it is allowed, also where that is only because of the mode; "
	       "1 if it is refused, or nothing can be loaded; 2 for wrong usage, or if it can't be "
	       "found out.",
};

/*
 * The policy that decides: what was loaded, or the built-in one as the gate has it for when the
 * system's is broken. *used owns nothing.
 */
static bool get_policy(const struct options *options, struct policy *loaded, struct policy *used)
{
	bool is_loaded = inputs_load_policy(&options->inputs, loaded);

	/* Who is not root may just not be able to read it. */
	if (!is_loaded && (options->inputs.n_policy_files > 0 || geteuid() != 0))
		return false;
	if (!is_loaded)
		complain("until then the built-in policy decides");
	*used = is_loaded ? *loaded : policy_builtin;
	if (options->has_mode)
		used->mode = options->mode;
	return true;
}

/* Without its indexes no alias would name anything. */
static bool have_indexes(const char *folder)
{
	_cleanup_free_ char *index = NULL;

	if (asprintf(&index, "%s/modules.dep.bin", folder) < 0)
		return false;
	if (access(index, R_OK) == 0)
		return true;
	complain("can't read %s: %s", index, strerrordesc_np(errno));
	return false;
}

static bool look_up(struct options *options, struct modules **modules, struct module_list *list)
{
	int r;

	if (!have_indexes(inputs_modules_folder(&options->inputs)))
		return false;
	r = modules_lookup(options->alias, options->inputs.modules, modules);
	if (r == 0)
		r = module_list_make(*modules, list);
	if (r < 0)
		complain("can't look up the alias: %s", strerrordesc_np(-r));
	return r == 0;
}

/* The names of what an alias names, or of what comes with that, as if none were there yet. */
static const char **pick_names(const struct checked *checked, bool is_dependency)
{
	const char **names = calloc(checked->list.n + 1, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; names && i < checked->list.n; i++)
		if (checked->list.modules[i].is_dependency == is_dependency &&
		    checked->list.modules[i].state != MODULE_BLACKLISTED)
			names[n++] = checked->list.modules[i].name;
	return names;
}

static void find_modes(const struct policy *policy, const struct requester *requester,
		       struct checked *checked)
{
	checked->modes = (struct mode_sources){ .policy = policy->mode,
						.cgroup = checked->live->cgroup.least_mode };
	if (requester_confined(requester))
		checked->modes.confined = policy->confined;
	checked->lock_is_known = lock_read(&checked->modes.lock) == 0;
}

/*
 * What is left to load is what the gate asks about. Where nothing is, all that the alias names
 * takes its place.
 */
static int explain_request(const struct modules *modules, struct request *request,
			   struct checked *checked)
{
	checked->named = pick_names(checked, false);
	checked->dependencies = pick_names(checked, true);
	if (!checked->named || !checked->dependencies)
		return -ENOMEM;
	checked->is_decided = modules->result == LOOKUP_MISSING;
	checked->can_load = checked->named[0];
	if (!checked->can_load)
		return 0;
	request->modules = checked->is_decided ? modules->missing : checked->named;
	request->dependencies = checked->is_decided ? modules->dependencies : checked->dependencies;
	return explain(checked->policy, request, &checked->explanation);
}

static void checked_clear(struct checked *checked)
{
	explanation_clear(&checked->explanation);
	module_list_clear(&checked->list);
	free(checked->named);
	free(checked->dependencies);
}

static int print(const struct output *output, void *data)
{
	const struct checked *checked = data;

	return output->json == JSON_OFF ? print_check(output, checked)
					: print_check_json(output, checked);
}

static int exit_status(const struct checked *checked)
{
	return checked->can_load && checked->explanation.verdict.decision != DECISION_REFUSED
		       ? EXIT_SUCCESS
		       : EXIT_REFUSED;
}

static int check(struct options *options, const struct policy *policy)
{
	_cleanup_(cleanup_modules) struct modules *modules = NULL;
	struct request request = { .alias = options->alias,
				   .requester = &options->described.live.requester };
	_cleanup_(checked_clear) struct checked checked = {
		.policy = policy,
		.request = &request,
		.are_elsewhere = options->inputs.modules,
		.mode_is_given = options->has_mode,
		.live = &options->described.live,
	};
	int r;

	if (!look_up(options, &modules, &checked.list))
		return EXIT_UNKNOWN;
	find_modes(policy, request.requester, &checked);
	request.least_mode = mode_stricter(checked.modes.lock, checked.modes.cgroup);
	r = explain_request(modules, &request, &checked);
	if (r == 0)
		r = output_show(&options->output, true, print, &checked);
	if (r < 0)
		complain("no memory");
	return r < 0 ? EXIT_UNKNOWN : exit_status(&checked);
}

int verb_check(int argc, char *argv[])
{
	_cleanup_(policy_clear) struct policy loaded = { 0 };
	struct options options = { 0 };
	struct policy used;
	const struct option_group groups[] = {
		{ &requester_argp, &options.described },
		{ &config_argp, &options.inputs },
		{ &modules_argp, &options.inputs },
		{ &output_argp, &options.output },
		{ 0 },
	};

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0 ||
	    !described_read(&options.described) || !get_policy(&options, &loaded, &used))
		return EXIT_UNKNOWN;
	return check(&options, &used);
}
