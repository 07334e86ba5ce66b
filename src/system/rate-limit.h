/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A problem of the machine is logged only now and then: anybody can cause a request, and each has a
 * process of its own. The time of the last entry is that of a file below /run/modprobe-gate.
 */
#pragma once

#include <stdbool.h>

/* Names of files. */
#define RATE_LIMIT_POLICY_BROKEN "policy-broken"
#define RATE_LIMIT_NO_PROGRAMS   "no-programs"

/*
 * Whether the problem of that name was logged in the last so many seconds, or, with 0, since boot;
 * from now on it was. Where the directory can't be written, it was not.
 */
bool rate_limited(const char *name, int seconds);
