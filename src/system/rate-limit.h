/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is wrong with the machine is told only now and then: anybody can cause a request, and each
 * has a process of its own. So the time of the last telling is that of a file below
 * /run/modprobe-gate.
 */
#pragma once

#include <stdbool.h>

/* Names of files. */
#define RATE_LIMIT_POLICY_BROKEN "policy-broken"
#define RATE_LIMIT_NO_PROGRAMS   "no-programs"

/*
 * Whether the thing of that name was told in the last so many seconds, or, with 0, since boot; from
 * now on it was. Where the directory can't be written, nothing was told.
 */
bool rate_limited(const char *name, int seconds);
