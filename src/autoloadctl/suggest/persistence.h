/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which names of requesters will be theirs tomorrow too. Pure. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/*
 * Whether a unit is always the same: a service of the system that does not hold all of a user, and
 * is not one of a kind that is started anew for each connection or command.
 */
bool unit_is_lasting(const char *unit);

/* Whether systemd gives a user id to services with DynamicUser=, another one at each start. */
bool uid_is_dynamic(uid_t uid);
