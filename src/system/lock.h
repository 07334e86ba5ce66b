/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The least mode until reboot. It can be raised, never lowered; SECURITY.md says what root can
 * undo. */
#pragma once

#include "policy.h"

/*
 * For each mode that was locked a map of one value, pinned by the mode's name and frozen, so that
 * no later write changes it.
 */
#define LOCK_DIRECTORY "/sys/fs/bpf/modprobe-gate-lock"

/* Where BPF is missing: a file with the mode's name. */
#define LOCK_FILE "/run/modprobe-gate/lock"

/*
 * Takes the mode that is locked, MODE_ALLOW for none. What can't be read counts as locked: *mode is
 * then the strictest that it may be. Returns 0 or the negative errno of what could not be read:
 * -EACCES or -EPERM to others than root.
 */
int lock_find(enum mode *mode);

/* Whether a map locks this mode. Returns 1, 0 or a negative errno. */
int lock_is_pinned(enum mode mode);
