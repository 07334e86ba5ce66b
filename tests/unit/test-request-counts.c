// SPDX-License-Identifier: GPL-2.0-or-later
/* Counting, of entries that are made up. */
#include <errno.h>
#include <string.h>

#include "reader.h"
#include "request-counts.h"
#include "run.h"

/* What takes the place of reader.c and entry.c: the entries, the oldest first. */
static struct {
	const char *alias;
	enum decision decision;
	uint64_t requests;
} journal[] = {
	{ "old", DECISION_ALLOWED, 1 },
	{ "net-pf-5", DECISION_REFUSED, 1 },
	{ NULL, DECISION_WOULD_REFUSE, 1 },
	{ "net-pf-5", DECISION_REFUSED, 7 },
};

static size_t n_left;
static int open_status;

int journal_reader_open(const struct selection *selection, struct journal_reader **reader)
{
	ck_assert(selection->this_boot && !selection->merge && !selection->file);
	ck_assert_uint_eq(selection->decisions, (1U << N_DECISIONS) - 1);
	*reader = NULL;
	return open_status;
}

void journal_reader_close(struct journal_reader *reader)
{
	(void)reader;
}

int journal_reader_rewind(struct journal_reader *reader, enum direction direction)
{
	(void)reader;
	ck_assert_int_eq(direction, DIRECTION_BACKWARD);
	n_left = N_ELEMENTS(journal);
	return 0;
}

int journal_reader_next(struct journal_reader *reader, struct entry *entry)
{
	(void)reader;
	if (n_left == 0)
		return 0;
	memset(entry, 0, sizeof(*entry));
	entry->time = n_left--;
	entry->fields[ENTRY_ALIAS] = journal[n_left].alias;
	return 1;
}

bool entry_decision(const struct entry *entry, enum decision *decision)
{
	*decision = journal[entry->time - 1].decision;
	return true;
}

uint64_t entry_requests(const struct entry *entry)
{
	return journal[entry->time - 1].requests;
}

START_TEST(all_are_counted_where_there_is_time)
{
	struct request_counts counts = { 0 };
	const struct tally_row *const *rows;
	size_t n;

	open_status = 0;
	ck_assert_int_eq(request_counts_read(100000, &counts), 0);
	ck_assert_uint_eq(counts.counts[DECISION_ALLOWED], 1);
	ck_assert_uint_eq(counts.counts[DECISION_REFUSED], 8);
	ck_assert_uint_eq(counts.counts[DECISION_WOULD_REFUSE], 1);
	ck_assert_uint_eq(counts.since, 0);
	rows = tally_sort(counts.aliases, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(rows[0]->text, "net-pf-5");
	ck_assert_uint_eq(rows[0]->counts[DECISION_REFUSED], 8);
	request_counts_clear(&counts);
	ck_assert_ptr_null(counts.aliases);
}
END_TEST

START_TEST(without_time_nothing_is_counted)
{
	struct request_counts counts = { 0 };

	open_status = 0;
	ck_assert_int_eq(request_counts_read(0, &counts), 0);
	ck_assert_uint_eq(counts.counts[DECISION_REFUSED], 0);
	ck_assert_uint_eq(counts.since, N_ELEMENTS(journal));
	request_counts_clear(&counts);
}
END_TEST

START_TEST(a_journal_that_can_not_be_read_is_an_error)
{
	struct request_counts counts = { .since = 5 };

	open_status = -EACCES;
	ck_assert_int_eq(request_counts_read(1000, &counts), -EACCES);
	ck_assert_uint_eq(counts.since, 5);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		all_are_counted_where_there_is_time,
		without_time_nothing_is_counted,
		a_journal_that_can_not_be_read_is_an_error,
	};

	return RUN_TESTS("request-counts", tests);
}
