// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats.h"

#include <errno.h>

int log_stats_init(struct log_stats *stats)
{
	struct log_stats made = { 0 };

	for (enum log_group i = 0; i < N_LOG_GROUPS; i++) {
		made.groups[i] = tally_new(LOG_STATS_TEXTS_MAX);
		if (!made.groups[i]) {
			log_stats_clear(&made);
			return -ENOMEM;
		}
	}
	*stats = made;
	return 0;
}

void log_stats_clear(struct log_stats *stats)
{
	for (enum log_group i = 0; i < N_LOG_GROUPS; i++)
		tally_free(stats->groups[i]);
	*stats = (struct log_stats){ 0 };
}

static const char *group_text(const struct entry *entry, enum log_group group)
{
	switch (group) {
	case LOG_BY_ALIAS:
		return entry->fields[ENTRY_ALIAS];
	case LOG_BY_PROGRAM:
		return entry->fields[ENTRY_EXE] ?: entry->fields[ENTRY_COMM];
	case LOG_BY_UNIT:
		return entry->fields[ENTRY_UNIT];
	case LOG_BY_UID:
		return entry->fields[ENTRY_UID];
	case LOG_BY_CALLER:
		return entry->fields[ENTRY_CALLER];
	default:
		return entry->fields[ENTRY_HOSTNAME];
	}
}

static bool is_of_class(const struct entry *entry, enum requester_class class)
{
	enum requester_class is;

	return entry_requester_class(entry, &is) && is == class;
}

static bool is_kind(const struct entry *entry, enum log_kind kind)
{
	bool confined, is_initial;

	switch (kind) {
	case LOG_CONFINED:
		return entry_confined(entry, &confined) && confined;
	case LOG_USER_NAMESPACE:
		return entry_user_namespace(entry, &is_initial) && !is_initial;
	case LOG_KERNEL:
		return is_of_class(entry, REQUESTER_KERNEL);
	case LOG_UNKNOWN:
		return is_of_class(entry, REQUESTER_UNKNOWN);
	default:
		return true;
	}
}

int log_stats_add(struct log_stats *stats, const struct entry *entry)
{
	uint64_t requests = entry_requests(entry);
	enum decision decision;
	int r = 0;

	if (!entry_decision(entry, &decision))
		return 0;
	for (enum log_kind i = 0; i < N_LOG_KINDS; i++)
		if (is_kind(entry, i))
			stats->kinds[i][decision] += requests;
	for (enum log_group i = 0; r == 0 && i < N_LOG_GROUPS; i++)
		r = tally_add(stats->groups[i], group_text(entry, i) ?: "", decision, requests);
	if (!stats->first || entry->time < stats->first)
		stats->first = entry->time;
	if (entry->time > stats->last)
		stats->last = entry->time;
	return r;
}
