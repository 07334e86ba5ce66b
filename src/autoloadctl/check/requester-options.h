/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom `autoloadctl check` decides for: options that describe a requester. */
#pragma once

#include <argp.h>
#include <stdbool.h>

#include "live-requester.h"

struct requester_options {
	/* Of one that does not run, all is known. */
	struct live_requester live;
	/* What the options said; the process that runs, 0 for none. */
	pid_t pid;
	bool has_process_options;
	bool has_capabilities;
	bool is_confined;
};

/* The options, with a struct requester_options as input, for requester_options_read() when parsing
 * is done.
 */
extern const struct argp requester_argp;

/* Finds out about a process that runs, if that is who is meant. Returns whether it could; complains
 * if not. */
bool requester_options_read(struct requester_options *options);
