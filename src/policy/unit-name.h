/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Whether a component of a cgroup's path is a slice, systemd.slice(5): those are PID 1's. */
static inline bool is_slice(const char *component, size_t length)
{
	static const char suffix[] = ".slice";
	size_t suffix_length = sizeof(suffix) - 1;

	return length > suffix_length &&
	       memcmp(component + length - suffix_length, suffix, suffix_length) == 0;
}
