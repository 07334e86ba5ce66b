// SPDX-License-Identifier: GPL-2.0-or-later
#include "options.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>

/* argp has --help and -?; other tools of this kind have -h. */
static error_t parse_help(int key, char *value, struct argp_state *state)
{
	(void)value;
	if (key != 'h')
		return ARGP_ERR_UNKNOWN;
	argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
	return 0;
}

static const struct argp_option help_options[] = {
	{ NULL, 'h', NULL, OPTION_HIDDEN, NULL, 0 },
	{ 0 },
};

static const struct argp help_argp = { .options = help_options, .parser = parse_help };

struct parsing {
	const struct argp *argp;
	const struct option_group *groups;
	void *input;
};

/* Stands before the verb's own parser, to give each group its input. */
static error_t parse_option(int key, char *value, struct argp_state *state)
{
	const struct parsing *parsing = state->input;

	if (key == ARGP_KEY_INIT)
		for (size_t i = 0; parsing->groups && parsing->groups[i].argp; i++)
			state->child_inputs[i] = parsing->groups[i].input;
	if (!parsing->argp->parser)
		return ARGP_ERR_UNKNOWN;
	/* argp sets it anew before each call. */
	state->input = parsing->input;
	return parsing->argp->parser(key, value, state);
}

error_t options_parse(const struct argp *argp, int argc, char *argv[], unsigned int flags,
		      const struct option_group *groups, void *input)
{
	/* Behind the groups come help_argp and the end. */
	struct argp_child children[OPTION_GROUPS_MAX + 2] = { 0 };
	struct parsing parsing = { argp, groups, input };
	struct argp whole = *argp;
	size_t n = 0;

	for (; groups && groups[n].argp; n++) {
		assert(n < OPTION_GROUPS_MAX);
		children[n].argp = groups[n].argp;
	}
	children[n].argp = &help_argp;
	whole.parser = parse_option;
	whole.children = children;
	return argp_parse(&whole, argc, argv, flags, NULL, &parsing);
}
