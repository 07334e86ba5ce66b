/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom `autoloadctl check` decides for: options that describe a requester. */
#pragma once

#include <argp.h>
#include <limits.h>
#include <stdbool.h>

#include "requester.h"

struct described {
	struct requester requester;
	/* Backs requester.cgroup. */
	char cgroup[PATH_MAX];
	/* What the options said, to find those that do not go together. */
	bool has_process_options;
	bool has_capabilities;
	bool is_confined;
};

/* The options, with a struct described as input, which is all filled in when parsing is done. */
extern const struct argp requester_argp;
