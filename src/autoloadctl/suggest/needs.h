/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What it takes to allow what was refused of one alias. Pure. */
#pragma once

#include "rules.h"

/* For one alias: services and users may each need a rule. */
#define NEEDS_MAX 2

struct need {
	const struct studied_alias *alias;
	struct suggested_who who;
};

/* Fills needs and returns how many there are. */
size_t needs_find(const struct policy *policy, const struct studied_alias *alias,
		  struct need needs[static NEEDS_MAX]);
