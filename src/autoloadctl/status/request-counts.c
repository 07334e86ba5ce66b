// SPDX-License-Identifier: GPL-2.0-or-later
#include "request-counts.h"

#include <errno.h>
#include <stdlib.h>

#include "cleanup.h"
#include "clock.h"
#include "reader.h"

/* Requesters can make up aliases: of more than these only the number is kept. */
#define ALIASES_MAX 4096

static int add_entry(struct request_counts *counts, const struct entry *entry)
{
	enum decision decision;

	if (!entry_decision(entry, &decision))
		return 0;
	counts->counts[decision] += entry_requests(entry);
	return tally_add(counts->aliases, entry->fields[ENTRY_ALIAS] ?: "", decision,
			 entry_requests(entry));
}

static int count(struct request_counts *counts, struct journal_reader *reader, uint64_t deadline)
{
	struct entry entry;
	int r;

	while ((r = journal_reader_next(reader, &entry)) > 0) {
		if (clock_now(CLOCK_MONOTONIC) >= deadline) {
			counts->since = entry.time;
			break;
		}
		r = add_entry(counts, &entry);
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
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;
	uint64_t deadline = clock_now(CLOCK_MONOTONIC) + milliseconds * UINT64_C(1000);
	int r = journal_reader_open(&selection, &reader);

	if (r == 0)
		r = journal_reader_rewind(reader, DIRECTION_BACKWARD);
	if (r < 0)
		return r;
	counts.aliases = tally_new(ALIASES_MAX);
	if (!counts.aliases)
		return -ENOMEM;
	r = count(&counts, reader, deadline);
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
