/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The comments of a drop-in with suggestions: what they rest on, in local time. */
#pragma once

#include <stdio.h>

#include "rules.h"

/* A drop-in that is being written. */
struct writing {
	FILE *file;
	const struct suggestions *suggestions;
	size_t askers_max; /* so many are told of each alias */
};

void suggestions_tell_header(const struct writing *writing);
void suggestion_tell_evidence(const struct writing *writing, const struct suggestion *rule);

/* What no rule was made for. */
void suggestions_tell_rest(const struct writing *writing);
