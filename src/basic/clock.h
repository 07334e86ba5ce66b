/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel's clocks say. */
#pragma once

#include <stdint.h>
#include <time.h>

/* The time of a clock of clock_gettime(2), in microseconds. */
static inline uint64_t clock_now(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return now.tv_sec * UINT64_C(1000000) + now.tv_nsec / 1000;
}
