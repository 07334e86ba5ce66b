/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kernel.modprobe: the path of the program that the kernel starts. */
#pragma once

#include <stdbool.h>

#include "saved-path.h"

/* Reads the path that is set, "" for none. Returns 0 or a negative errno. */
int modprobe_path_get(char path[static MODPROBE_PATH_SIZE]);

/* Whether a path is that of the gate, also by another name. */
bool modprobe_path_is_gate(const char *path);

/*
 * Sets the path to that of the gate and keeps the old one for modprobe_path_restore(). Returns 0 or
 * a negative errno.
 */
int modprobe_path_set_gate(void);

/* Whether the path was set to the gate's since boot and not set back, whatever it is now. */
bool modprobe_path_was_set(void);

/*
 * Sets the path back to what it was before the gate's, or to /sbin/modprobe where that is not
 * known. A path that is not the gate's is left alone. Returns 0 or a negative errno.
 */
int modprobe_path_restore(void);
