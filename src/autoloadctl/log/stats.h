/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Statistics of decisions: where autoloading is needed, and by whom.
 * Pure; in bounded memory, however many entries there are.
 */
#pragma once

#include "entry.h"
#include "tally.h"

/* Different texts that are counted one by one, in each group. */
#define LOG_STATS_TEXTS_MAX 4096

enum log_group {
	LOG_BY_ALIAS,
	LOG_BY_PROGRAM, /* the path, or comm where that is not known */
	LOG_BY_UNIT,
	LOG_BY_UID,
	LOG_BY_CALLER,
	LOG_BY_HOST,
	N_LOG_GROUPS,
};

/* Kinds of requesters; one request may belong to several. */
enum log_kind {
	LOG_ALL,
	LOG_CONFINED,
	LOG_USER_NAMESPACE, /* another than the first one */
	LOG_KERNEL,         /* by the kernel itself */
	LOG_UNKNOWN,        /* by an unknown requester */
	N_LOG_KINDS,
};

struct log_stats {
	/* For an entry that does not have it, the text is "". */
	struct tally *groups[N_LOG_GROUPS];
	uint64_t kinds[N_LOG_KINDS][N_DECISIONS];
	/* Of the earliest and of the latest decision; 0 if there is none. */
	uint64_t first;
	uint64_t last;
};

/* Begins; for log_stats_clear(). Returns 0 or -ENOMEM. */
int log_stats_init(struct log_stats *stats);
void log_stats_clear(struct log_stats *stats);

/* Counts an entry, with its repeats, if it is a decision. Returns 0 or -ENOMEM. */
int log_stats_add(struct log_stats *stats, const struct entry *entry);
