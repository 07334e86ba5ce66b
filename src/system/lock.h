/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The least mode until reboot. It can be raised, never lowered; SECURITY.md says what root can
 * undo. */
#pragma once

#include <stdbool.h>

#include "policy.h"

/*
 * For each mode that was locked a map of one value, pinned by the mode's name and frozen, so that
 * no later write changes it.
 */
#define LOCK_FOLDER "/sys/fs/bpf/modprobe-gate-lock"

/* Where BPF is missing: a file with the mode's name. */
#define LOCK_FILE "/run/modprobe-gate/lock"

/* The mode that is locked, MODE_ALLOW for none. A lock that can't be read counts. */
enum mode lock_get(void);

/*
 * The same for whoever may not be allowed to read the lock, as only root is. Returns 0, or -EACCES
 * or -EPERM and leaves *mode alone.
 */
int lock_read(enum mode *mode);

/* Whether it is only the file that locks at least this mode. */
bool lock_is_weak(enum mode mode);
