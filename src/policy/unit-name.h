/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * systemd's units in the path of a cgroup, "/user.slice/user-1000.slice/session-1.scope": the first
 * component that is not a slice. What is above it are PID 1's slices, what is below it is made and
 * named by whoever runs the unit: below user@1000.service a user has an nginx.service at will.
 * Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether a name of some length is that of a slice, systemd.slice(5). */
bool unit_name_is_slice(const char *name, size_t length);

/*
 * Writes the unit of a cgroup, "" when there is none, as for PID 1's helpers in the root cgroup.
 * Cut where unit (of size bytes, at least 1) ends.
 */
void unit_name_of_cgroup(const char *path, char *unit, size_t size);

/*
 * Whether one of some patterns, a list that ends with NULL, matches the unit of a cgroup or a slice
 * that it is in.
 */
bool unit_names_match(char *const *patterns, const char *cgroup);
