/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "report.h"
#include "requester.h"

/*
 * Looks up the requester's program and unit. The program is given only where it is still the one
 * that made the request: the requester may be gone or have executed another one meanwhile.
 */
void requester_details_find(const struct requester *requester, struct requester_details *details);
