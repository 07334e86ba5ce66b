// SPDX-License-Identifier: GPL-2.0-or-later
/* Statistics of the entries: a table for each group, or JSON. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "print.h"
#include "cleanup.h"
#include "json.h"
#include "table.h"
#include "time-text.h"

static const struct {
	const char *title;
	const char *key;
} groups[N_LOG_GROUPS] = {
	[LOG_BY_ALIAS] = { "ALIAS", "alias" },    [LOG_BY_PROGRAM] = { "PROGRAM", "program" },
	[LOG_BY_UNIT] = { "UNIT", "unit" },       [LOG_BY_UID] = { "UID", "uid" },
	[LOG_BY_CALLER] = { "CALLER", "caller" }, [LOG_BY_HOST] = { "HOST", "hostname" },
};

static const struct {
	const char *title;
	const char *key;
} kinds[N_LOG_KINDS] = {
	[LOG_ALL] = { "all", "all" },
	[LOG_CONFINED] = { "confined", "confined" },
	[LOG_USER_NAMESPACE] = { "in a user namespace", "userns" },
	[LOG_KERNEL] = { "by the kernel itself", "kernel" },
	[LOG_UNKNOWN] = { "by an unknown requester", "unknown" },
};

/* The rows of a group, and the sums of those that are left out. */
struct part {
	const struct tally_row *const *rows;
	size_t n_rows;
	size_t n_others; /* at least this many */
	bool is_more;    /* there are more, an unknown number */
	struct tally_row others;
};

static void select_rows(struct tally *tally, size_t max_rows, struct part *part)
{
	size_t n;

	part->rows = tally_sort(tally, &n);
	part->n_rows = n < max_rows ? n : max_rows;
	part->n_others = n - part->n_rows;
	part->others = *tally_others(tally);
	part->is_more = part->others.total > 0;
	for (size_t i = part->n_rows; i < n; i++)
		for (enum decision j = 0; j < N_DECISIONS; j++)
			part->others.counts[j] += part->rows[i]->counts[j];
}

/* JSON. Without memory all of it is NULL. */

static json_t *counts_to_json(const char *key, json_t *value, const uint64_t *counts)
{
	return json_join(json_pack("{s:o}", key, value), json_from_counts(counts));
}

static json_t *group_to_json(const struct log_stats *stats, enum log_group group, size_t max_rows)
{
	json_t *rows = json_array();
	struct part part;

	select_rows(stats->groups[group], max_rows, &part);
	for (size_t i = 0; i < part.n_rows; i++) {
		const char *text = part.rows[i]->text;

		json_add(&rows, counts_to_json("value", *text ? json_string(text) : json_null(),
					       part.rows[i]->counts));
	}
	return json_pack("{s:s, s:o, s:o}", "by", groups[group].key, "rows", rows, "others",
			 counts_to_json("values", json_integer(part.n_others + part.is_more),
					part.others.counts));
}

static json_t *stats_to_json(const struct log_stats *stats, size_t max_rows)
{
	json_t *totals = json_array(), *all = json_array();

	for (enum log_kind i = 0; i < N_LOG_KINDS; i++)
		json_add(&totals,
			 counts_to_json("requests", json_string(kinds[i].key), stats->kinds[i]));
	for (enum log_group i = 0; i < N_LOG_GROUPS; i++)
		json_add(&all, group_to_json(stats, i, max_rows));
	return json_pack("{s:o, s:o, s:o, s:o}", "first",
			 stats->first ? json_integer(stats->first) : json_null(), "last",
			 stats->last ? json_integer(stats->last) : json_null(), "totals", totals,
			 "groups", all);
}

/* Tables. */

static struct table *new_table(const struct output *output, const char *title)
{
	const struct column columns[] = {
		{ title, COLUMN_LONG },
		{ "ALLOWED", COLUMN_NUMBER },
		{ "REFUSED", COLUMN_NUMBER },
		{ "WOULD-REFUSE", COLUMN_NUMBER },
	};

	return table_new(output, columns, 4);
}

static int add_counts(struct table *table, const char *text, const uint64_t *counts)
{
	char texts[N_DECISIONS][24];

	for (enum decision i = 0; i < N_DECISIONS; i++)
		snprintf(texts[i], sizeof(texts[i]), "%" PRIu64, counts[i]);
	return table_add(table,
			 (const char *[]){ text, texts[DECISION_ALLOWED], texts[DECISION_REFUSED],
					   texts[DECISION_WOULD_REFUSE] });
}

static int print_totals(const struct output *output, const struct log_stats *stats)
{
	_cleanup_(cleanup_table) struct table *table = new_table(output, "REQUESTS");
	char first[TIME_TEXT_SIZE], last[TIME_TEXT_SIZE];
	int r = table ? 0 : -ENOMEM;

	for (enum log_kind i = 0; r == 0 && i < N_LOG_KINDS; i++)
		r = add_counts(table, kinds[i].title, stats->kinds[i]);
	if (r == 0)
		r = table_print(table);
	if (!output->no_legend)
		printf("\nFrom %s to %s.\n", time_to_text(stats->first, first),
		       time_to_text(stats->last, last));
	return r;
}

static int print_group(const struct output *output, const struct log_stats *stats,
		       enum log_group group, size_t max_rows)
{
	_cleanup_(cleanup_table) struct table *table = new_table(output, groups[group].title);
	struct part part;
	char text[64];
	int r = table ? 0 : -ENOMEM;

	putchar('\n');
	select_rows(stats->groups[group], max_rows, &part);
	for (size_t i = 0; r == 0 && i < part.n_rows; i++)
		r = add_counts(table, part.rows[i]->text, part.rows[i]->counts);
	if (r == 0 && part.n_others + part.is_more) {
		snprintf(text, sizeof(text), "(%s%zu more)", part.is_more ? "over " : "",
			 part.n_others);
		r = add_counts(table, text, part.others.counts);
	}
	return r < 0 ? r : table_print(table);
}

int log_stats_print(const struct output *output, const struct log_stats *stats, size_t max_rows,
		    bool with_hosts)
{
	int r;

	if (output->json != JSON_OFF)
		return json_print(output, stats_to_json(stats, max_rows));
	r = print_totals(output, stats);
	for (enum log_group i = 0; r == 0 && i < N_LOG_GROUPS; i++)
		if (i != LOG_BY_HOST || with_hosts)
			r = print_group(output, stats, i, max_rows);
	return r;
}
