/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the kernel asks the gate, and the state of the programs and the lock. */
#pragma once

#include <stdbool.h>

#include "modprobe-path.h"
#include "policy.h"
#include "programs.h"

struct gate_state {
	/* kernel.modprobe; is_gate: it names the gate. */
	char modprobe[MODPROBE_PATH_SIZE];
	bool is_gate;
	/* "enable" set it since boot, and "disable" did not set it back. */
	bool was_enabled;
	enum programs_condition programs;
	char programs_version[RECORD_PROJECT_SIZE];
	/* MODE_ALLOW for none, and where only root can see it. */
	enum mode lock;
	bool lock_is_hidden;
	bool lock_is_a_file; /* which root can remove, and kernel.modprobe is not guarded */
};

/* Reads it. Returns 0 or a negative errno: kernel.modprobe can't be read. */
int gate_state_read(struct gate_state *state);
