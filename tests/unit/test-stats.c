// SPDX-License-Identifier: GPL-2.0-or-later
/* What entries of files add up to that systemd-journal-remote made. */
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "directory.h"
#include "journal-file.h"
#include "reader.h"
#include "stats.h"
#include "run.h"

/* 2025-11-20 12:00 UTC */
#define NOON UINT64_C(1763640000000000)

static char path[sizeof(directory) + 32];

static FILE *make_file(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s.journal", directory, name);
	return journal_file_open(path);
}

static void count(struct log_stats *stats)
{
	const struct selection selection = { .file = path };
	struct journal_reader *reader;
	struct entry entry;
	int r;

	ck_assert_int_eq(journal_reader_open(&selection, &reader), 0);
	ck_assert_int_eq(log_stats_init(stats), 0);
	while ((r = journal_reader_next(reader, &entry)) > 0)
		ck_assert_int_eq(log_stats_add(stats, &entry), 0);
	ck_assert_int_eq(r, 0);
	journal_reader_close(reader);
}

static void expect_kind(const struct log_stats *stats, enum log_kind kind, uint64_t allowed,
			uint64_t refused, uint64_t would_refuse)
{
	ck_assert_uint_eq(stats->kinds[kind][DECISION_ALLOWED], allowed);
	ck_assert_uint_eq(stats->kinds[kind][DECISION_REFUSED], refused);
	ck_assert_uint_eq(stats->kinds[kind][DECISION_WOULD_REFUSE], would_refuse);
}

/* Expects a group's texts in order, each with its total behind "=" and a blank at the end. */
static void expect_group(const struct log_stats *stats, enum log_group group, const char *expected)
{
	const struct tally_row *const *rows;
	char seen[1024] = "";
	size_t n, length = 0;

	rows = tally_sort(stats->groups[group], &n);
	for (size_t i = 0; i < n; i++)
		length += snprintf(seen + length, sizeof(seen) - length, "%s=%d ", rows[i]->text,
				   (int)rows[i]->total);
	ck_assert_str_eq(seen, expected);
}

START_TEST(without_entries_there_is_nothing_to_count)
{
	_cleanup_(log_stats_clear) struct log_stats stats;
	FILE *file = make_file("none");

	put_times(file, NOON, 1);
	put(file, "MESSAGE", "of another");
	journal_file_close(file);
	count(&stats);
	ck_assert_uint_eq(stats.first, 0);
	ck_assert_uint_eq(stats.last, 0);
	expect_kind(&stats, LOG_ALL, 0, 0, 0);
	for (enum log_group i = 0; i < N_LOG_GROUPS; i++)
		expect_group(&stats, i, "");
}
END_TEST

START_TEST(decisions_are_counted_in_each_group)
{
	_cleanup_(log_stats_clear) struct log_stats stats;
	FILE *file = make_file("groups");

	put_decision(file, NOON, "refused", "a");
	put(file, "AUTOLOAD_EXE", "/bin/x");
	put(file, "AUTOLOAD_COMM", "y");
	put(file, "AUTOLOAD_UNIT", "u.service");
	put(file, "AUTOLOAD_CALLER", "inet_create");
	put(file, "_HOSTNAME", "web1");
	put_decision(file, NOON + 1, "allowed", "b");
	put(file, "AUTOLOAD_COMM", "y");
	put(file, "_HOSTNAME", "web2");
	put_decision(file, NOON + 2, "would-refuse", "b");
	put(file, "AUTOLOAD_CALLER", "inet_create");
	put(file, "_HOSTNAME", "web1");
	journal_file_close(file);
	count(&stats);
	expect_kind(&stats, LOG_ALL, 1, 1, 1);
	ck_assert_uint_eq(stats.first, NOON);
	ck_assert_uint_eq(stats.last, NOON + 2);
	expect_group(&stats, LOG_BY_ALIAS, "b=2 a=1 ");
	expect_group(&stats, LOG_BY_PROGRAM, "=1 /bin/x=1 y=1 ");
	expect_group(&stats, LOG_BY_UNIT, "=2 u.service=1 ");
	expect_group(&stats, LOG_BY_UID, "1000=3 ");
	expect_group(&stats, LOG_BY_CALLER, "inet_create=2 =1 ");
	expect_group(&stats, LOG_BY_HOST, "web1=2 web2=1 ");
}
END_TEST

START_TEST(requesters_are_counted_by_their_kind)
{
	_cleanup_(log_stats_clear) struct log_stats stats;
	FILE *file = make_file("kinds");

	put_decision(file, NOON, "refused", "a");
	put(file, "AUTOLOAD_REQUESTER", "process");
	put(file, "AUTOLOAD_USERNS", "init");
	put(file, "AUTOLOAD_CONFINED", "no");
	put_decision(file, NOON + 1, "refused", "a");
	put(file, "AUTOLOAD_REQUESTER", "process");
	put(file, "AUTOLOAD_USERNS", "init");
	put(file, "AUTOLOAD_CONFINED", "yes");
	put_decision(file, NOON + 2, "would-refuse", "a");
	put(file, "AUTOLOAD_REQUESTER", "process");
	put(file, "AUTOLOAD_USERNS", "4026532178");
	put(file, "AUTOLOAD_CONFINED", "yes");
	put_decision(file, NOON + 3, "allowed", "a");
	put(file, "AUTOLOAD_REQUESTER", "kernel");
	put(file, "AUTOLOAD_USERNS", "init");
	put(file, "AUTOLOAD_CONFINED", "no");
	put_decision(file, NOON + 4, "refused", "a");
	put(file, "AUTOLOAD_REQUESTER", "unknown");
	journal_file_close(file);
	count(&stats);
	expect_kind(&stats, LOG_ALL, 1, 3, 1);
	expect_kind(&stats, LOG_CONFINED, 0, 1, 1);
	expect_kind(&stats, LOG_USER_NAMESPACE, 0, 0, 1);
	expect_kind(&stats, LOG_KERNEL, 1, 0, 0);
	expect_kind(&stats, LOG_UNKNOWN, 0, 1, 0);
}
END_TEST

START_TEST(repeats_count_as_requests)
{
	static const char *const repeats[] = { "41", "0", "", "-", "99999999999999999999" };
	_cleanup_(log_stats_clear) struct log_stats stats;
	FILE *file = make_file("repeats");

	for (size_t i = 0; i < 4; i++) {
		put_decision(file, NOON + i, "refused", "a");
		put(file, "AUTOLOAD_REPEATS", repeats[i]);
	}
	/* Too many to be true, and no reason to count wrong. */
	put_decision(file, NOON + 4, "refused", "b");
	put(file, "AUTOLOAD_REPEATS", repeats[4]);
	put_decision(file, NOON + 5, "refused", "b");
	put(file, "AUTOLOAD_REPEATS", repeats[4]);
	journal_file_close(file);
	count(&stats);
	expect_kind(&stats, LOG_ALL, 0, 42 + 1 + 1 + 1 + 2 * (UINT64_C(1) + UINT32_MAX), 0);
}
END_TEST

START_TEST(an_entry_without_a_decision_does_not_count)
{
	_cleanup_(log_stats_clear) struct log_stats stats;
	FILE *file = make_file("others");

	put_gates(file, NOON);
	put(file, "MESSAGE", "The policy is broken");
	put_decision(file, NOON + 1, "maybe", "a");
	put_times(file, NOON + 2, 3);
	put(file, "_UID", "1000");
	put(file, "_TRANSPORT", "journal");
	put(file, "SYSLOG_IDENTIFIER", "modprobe-gate");
	put(file, "AUTOLOAD_DECISION", "refused");
	journal_file_close(file);
	count(&stats);
	expect_kind(&stats, LOG_ALL, 0, 0, 0);
	expect_group(&stats, LOG_BY_ALIAS, "");
}
END_TEST

START_TEST(the_earliest_may_come_last)
{
	_cleanup_(log_stats_clear) struct log_stats stats;
	struct entry entry = { .fields = { [ENTRY_DECISION] = "refused" } };

	ck_assert_int_eq(log_stats_init(&stats), 0);
	for (uint64_t i = 0; i < 3; i++) {
		entry.time = NOON - i;
		ck_assert_int_eq(log_stats_add(&stats, &entry), 0);
	}
	ck_assert_uint_eq(stats.first, NOON - 2);
	ck_assert_uint_eq(stats.last, NOON);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		without_entries_there_is_nothing_to_count,  decisions_are_counted_in_each_group,
		requesters_are_counted_by_their_kind,       repeats_count_as_requests,
		an_entry_without_a_decision_does_not_count, the_earliest_may_come_last,
	};
	int status;

	if (!journal_file_is_possible())
		return skip_tests(JOURNAL_REMOTE_IS_MISSING);
	directory_make();
	status = RUN_TESTS("log-stats", tests);
	return directory_remove(status);
}
