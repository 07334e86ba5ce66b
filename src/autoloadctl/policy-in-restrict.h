/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy.h"

/* The same policy in mode restrict, to get what its rules decide in any mode. Owns nothing. */
static inline struct policy policy_in_restrict(const struct policy *policy)
{
	struct policy restricting = *policy;

	restricting.mode = MODE_RESTRICT;
	restricting.confined = MODE_RESTRICT;
	return restricting;
}
