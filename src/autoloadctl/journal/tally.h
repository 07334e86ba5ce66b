/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How often decisions were taken, by a text such as the alias. In bounded memory: requesters choose
 * some of these texts and can make up as many as they like. Pure.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "policy.h"

struct tally;

struct tally_row {
	const char *text;
	uint64_t total;
	uint64_t counts[N_DECISIONS];
};

/* Makes a tally of at most max different texts, for tally_free(); NULL: no memory. */
struct tally *tally_new(size_t max);
void tally_free(struct tally *tally);

/*
 * Counts n decisions of a kind for a text, which is copied. Once there are max texts, what is
 * counted for another one goes to the others. Returns 0 or -ENOMEM.
 */
int tally_add(struct tally *tally, const char *text, enum decision decision, uint64_t n);

/*
 * The rows, the greatest total first and then by text, and how many they are. They belong to the
 * tally and hold until the next tally_add().
 */
const struct tally_row *const *tally_sort(struct tally *tally, size_t *n);

/* What was counted for texts that found no room; its text is NULL. */
const struct tally_row *tally_others(const struct tally *tally);

/* For the cleanup attribute. */
static inline void cleanup_tally(struct tally **tally)
{
	tally_free(*tally);
}
