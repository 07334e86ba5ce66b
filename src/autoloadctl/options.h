/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the options of a verb: its own, those that it shares with other verbs, and -h. */
#pragma once

#include <argp.h>

/* Options of several verbs, and what they are read into. */
struct option_group {
	const struct argp *argp;
	void *input;
};

/* More than any verb has. */
#define OPTION_GROUPS_MAX 8

/*
 * Like argp_parse(), which prints help and ends the program where usage is wrong. argp is what the
 * verb has of its own, without children, and input is for its parser. The groups end with { 0 };
 * NULL: there are none.
 */
error_t options_parse(const struct argp *argp, int argc, char *argv[], unsigned int flags,
		      const struct option_group *groups, void *input);
