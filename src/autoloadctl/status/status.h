/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status of the gate, and its problems. Pure: what is read from the system is given. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "gate-state.h"
#include "kernel-state.h"
#include "policy-state.h"
#include "request-counts.h"

struct status {
	const char *kernel_release;
	int gate_error; /* 0, or why kernel.modprobe could not be read */
	struct gate_state gate;
	struct kernel_state kernel;
	struct policy_state policy;
	int counts_error; /* 0, or why the journal could not be read */
	struct request_counts counts;
};

/* The exit status too. */
enum status_code {
	STATUS_ENFORCING = 0,
	STATUS_NOT_ENFORCING = 1,
	STATUS_NOT_ARMED = 3,
	STATUS_POLICY_BROKEN = 4,
	STATUS_NOT_KNOWN = 5,
};

/* How requesters are identified. */
enum identification {
	IDENTIFICATION_NOT_KNOWN, /* or the gate is not armed */
	IDENTIFICATION_BPF,
	IDENTIFICATION_PROC,
};

/* A problem or a note; they are printed in this order. */
struct status_problem {
	const char *name; /* for programs, "no-programs" */
	bool is_error;    /* else a warning or less */
	bool (*applies)(const struct status *status);
	const char *text;
	const char *advice; /* NULL: none */
};

extern const struct status_problem status_problems[];
extern const size_t n_status_problems;

enum status_code status_get_code(const struct status *status);

/* "enforcing", "not-enforcing", "not-armed", "policy-broken", "not-known". */
const char *status_code_name(enum status_code verdict);

/* Whether the kernel starts the gate when somebody asks for a module. */
bool status_is_armed(const struct status *status);

/*
 * The mode for all, and for confined tasks: the stricter of the policy and the lock. Not known
 * where the policy is hidden; the least that they can be where only the lock is.
 */
enum mode status_mode(const struct status *status);
enum mode status_confined_mode(const struct status *status);

enum identification status_identification(const struct status *status);
