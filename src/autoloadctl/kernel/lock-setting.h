/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Setting the lock (lock.h), and reading it also as another user than root. */
#pragma once

#include <stdbool.h>

#include "policy.h"

/*
 * Locks a mode, by a map that is pinned. What is locked at a stricter mode stays so. Returns 0,
 * also where it is locked already; or a negative errno.
 */
int lock_pin(enum mode mode);

/* The same with a file, if BPF is unavailable: root can remove it. */
int lock_write_file(enum mode mode);

/* Refuses writes to kernel.modprobe and its like, lock.bpf.c, until reboot. Returns 0 or a negative
 * errno. */
int lock_guard_sysctl(void);

/* Reads the mode that is locked. Returns 0; or -EACCES or -EPERM, as only root may read it, and
 * leaves *mode alone. */
int lock_read(enum mode *mode);

/* Whether it is only the file that locks at least this mode. */
bool lock_is_file_only(enum mode mode);
