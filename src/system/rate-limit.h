/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/* What is said only now and then. */
#define SAID_POLICY_BROKEN "policy-broken"
#define SAID_NO_PROGRAMS   "no-programs"

/*
 * Whether the thing of that name was said in the last so many seconds, or, with 0, since boot; from
 * now on it was. It is kept as the time of a file below /run/modprobe-gate: each request has a
 * process of its own, and anybody can cause one. Where that folder can't be written, nothing was
 * said.
 */
bool said_lately(const char *name, int seconds);

/* Forgets that it was said: things have changed. */
void said_forget(const char *name);
