/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Suggestions as the text of a drop-in, with the evidence in comments. */
#pragma once

#include "rules.h"

/*
 * Returns the text for free(), with times in local time; NULL: no memory. Where it would be larger
 * than a policy file may be it tells less of who asked, and then drops the last rules.
 */
char *suggestions_text(struct suggestions *suggestions);
