/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How old the review of a flag is. Pure. */
#pragma once

#include <stdbool.h>

/* A flag that nobody has looked at for longer is doubtful. */
#define REVIEW_MONTHS_MAX 18

/*
 * The whole months from a day, "2026-11-20", to another such day; negative where the second is
 * earlier. Both must be dates.
 */
int review_months(const char *reviewed, const char *today);

/* Whether more than REVIEW_MONTHS_MAX months have passed. */
bool review_is_old(const char *reviewed, const char *today);
