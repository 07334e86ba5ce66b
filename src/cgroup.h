/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a cgroup to the name that an administrator knows it by. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * Finds the path of a cgroup in the unified hierarchy at /sys/fs/cgroup, "/system.slice/x.service",
 * by the identifier that bpf_get_current_cgroup_id() gives; it works also when the task is gone.
 * The path is bytes of anybody's choice. Returns 0 or a negative errno; -ENAMETOOLONG: it does not
 * fit into size bytes.
 */
int cgroup_path(uint64_t id, char *path, size_t size);

/*
 * The systemd unit within a cgroup path: the first component below the slices that is not a slice.
 * Writes "" when there is none, as for PID 1's helpers in the root cgroup. Cut where unit (of size
 * bytes, at least 1) ends.
 */
void cgroup_unit(const char *path, char *unit, size_t size);
