/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What two patterns of the policy have to do with each other, without a text at hand. Pure; the
 * time is bounded by the product of their lengths.
 */
#pragma once

#include <stdbool.h>

#include "pattern.h"

enum pattern_kind {
	PATTERN_ALIAS, /* of aliases and modules, as alias_matches() takes them: `-` equals `_` */
	PATTERN_UNIT,  /* of units: `-` and `_` differ */
};

/*
 * Whether a pattern matches whatever another one matches. true is certain; false may also mean that
 * it is not known.
 */
bool pattern_covers(enum pattern_kind kind, const char *pattern, const char *other);

/*
 * Whether some text is matched by both. false is certain; true may also mean that it is not known,
 * as of patterns longer than PATTERN_MAX.
 */
bool pattern_meets(enum pattern_kind kind, const char *one, const char *other);

/* Whether a pattern has wildcards or brackets, so that it is not a plain name. */
bool pattern_has_wildcards(const char *pattern);
