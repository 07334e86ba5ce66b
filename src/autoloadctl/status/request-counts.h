/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the gate has decided since boot, counted from the journal. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "tally.h"

struct request_counts {
	uint64_t counts[N_DECISIONS];
	struct tally *aliases;
	/*
	 * The journal has more of this boot than could be read in time: only what was written since
	 * then is counted, in microseconds since 1970. 0: all of it.
	 */
	uint64_t since;
};

/*
 * Counts, the newest first, for at most so many milliseconds. Returns 0 and *ret for
 * request_counts_clear(); -EACCES: this user may not read the journal; or another negative errno.
 */
int request_counts_read(unsigned int milliseconds, struct request_counts *ret);
void request_counts_clear(struct request_counts *counts);
