/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules that never decide. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "policy.h"

/* Whether some pattern of a list, NULL for all texts, matches whatever `*` does. */
bool patterns_cover_all(char *const *patterns);

/*
 * The rule after the nth one for which that never decides; NULL: none is known, which need not mean
 * that there is none. Without the nth rule policy_decide() gives the same verdict for every
 * request.
 */
const struct rule *shadow_find(const struct policy *policy, size_t n);
