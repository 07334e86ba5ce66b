/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The requester that `autoloadctl check` decides for: options that describe it. */
#pragma once

#include <argp.h>
#include <stdbool.h>

#include "live-requester.h"

struct requester_options {
	/* All is known of a requester that is not a running process. */
	struct live_requester live;
	/* As the options give it; the running process, 0 for none. */
	pid_t pid;
	bool has_process_options;
	bool has_capabilities;
	bool is_confined;
};

/* The options, with a struct requester_options as input, for requester_options_read() when parsing
 * is done.
 */
extern const struct argp requester_argp;

/* Reads the running process, if one is given. Returns whether it could; prints an error if not. */
bool requester_options_read(struct requester_options *options);
