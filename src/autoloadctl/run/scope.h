/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A separate cgroup, made by systemd: by the system's manager for root, by the user's for others.
 */
#pragma once

#include <limits.h>

/*
 * Moves this process into a new transient scope and gives the path of its cgroup below
 * /sys/fs/cgroup. Returns 0; -ETIMEDOUT: systemd took the job but did not carry it out; or another
 * negative errno.
 */
int own_scope_enter(char path[static PATH_MAX]);
