/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The system's policy as the gate would find it now, or its errors. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "policy-files.h"
#include "policy.h"

struct policy_error {
	char *file;
	unsigned int line; /* 0: the file as a whole */
	char *text;
};

/* More errors than these are only counted. */
#define POLICY_ERRORS_MAX 100

struct policy_state {
	enum policy_condition {
		POLICY_HIDDEN, /* this user may not read it */
		POLICY_GOOD,
		POLICY_BROKEN, /* the built-in one decides */
	} condition;
	/* Of what decides; MODE_ALLOW where it is hidden. */
	enum mode mode;
	enum mode confined;
	size_t n_rules;
	size_t n_maintained; /* groups of flags */
	struct policy_error *errors;
	size_t n_errors;      /* in the list */
	size_t n_more_errors; /* not in it */
};

/* Reads it. Returns 0 and *state for policy_state_clear(), or -ENOMEM. */
int policy_state_read(const struct config_files *files, struct policy_state *state);
void policy_state_clear(struct policy_state *state);
