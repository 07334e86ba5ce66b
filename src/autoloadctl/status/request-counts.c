// SPDX-License-Identifier: GPL-2.0-or-later
#include "request-counts.h"

#include <errno.h>
#include <stdlib.h>

#include "cleanup.h"
#include "clock.h"
#include "reader.h"

/* Requesters can make up aliases: of more than these only the number is kept. */
#define ALIASES_MAX 4096

static int add_record(struct request_counts *counts, const struct record *record)
{
	enum decision decision;

	if (!record_decision(record, &decision))
		return 0;
	counts->counts[decision] += record_requests(record);
	return tally_add(counts->aliases, record->fields[RECORD_ALIAS] ?: "", decision,
			 record_requests(record));
}

static int count(struct request_counts *counts, struct records *records, uint64_t deadline)
{
	struct record record;
	int r;

	while ((r = records_next(records, &record)) > 0) {
		if (clock_now(CLOCK_MONOTONIC) >= deadline) {
			counts->since = record.time;
			break;
		}
		r = add_record(counts, &record);
		if (r < 0)
			return r;
	}
	return r < 0 ? r : 0;
}

int request_counts_read(unsigned int milliseconds, struct request_counts *ret)
{
	const struct selection selection = {
		.this_boot = true,
		.decisions = 1U << DECISION_ALLOWED | 1U << DECISION_REFUSED |
			     1U << DECISION_WOULD_REFUSE,
	};
	_cleanup_(request_counts_clear) struct request_counts counts = { 0 };
	_cleanup_(cleanup_records) struct records *records = NULL;
	uint64_t deadline = clock_now(CLOCK_MONOTONIC) + milliseconds * UINT64_C(1000);
	int r = records_open(&selection, &records);

	if (r == 0)
		r = records_rewind(records, DIRECTION_BACKWARD);
	if (r < 0)
		return r;
	counts.aliases = tally_new(ALIASES_MAX);
	if (!counts.aliases)
		return -ENOMEM;
	r = count(&counts, records, deadline);
	if (r < 0)
		return r;
	*ret = counts;
	counts.aliases = NULL;
	return 0;
}

void request_counts_clear(struct request_counts *counts)
{
	tally_free(counts->aliases);
	*counts = (struct request_counts){ 0 };
}
