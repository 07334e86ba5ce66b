// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "notice.h"
#include "run.h"

#define SECOND UINT64_C(1000000)

/* Any time; the clock does not begin at 0 where this matters. */
#define START (100 * SECOND)

static struct entry refusal(const char *alias)
{
	return (struct entry){
		.fields = {
			[ENTRY_DECISION] = "refused",
			[ENTRY_COMM] = "bash",
			[ENTRY_PID] = "412",
			[ENTRY_ALIAS] = alias,
			[ENTRY_MODULES] = "sctp",
		},
	};
}

static void add(struct notices *notices, const char *alias, uint64_t now)
{
	const struct entry entry = refusal(alias);

	notices_add(notices, &entry, now);
}

static void expect_nothing(struct notices *notices, uint64_t now)
{
	struct notice notice;

	ck_assert(!notices_pop(notices, now, &notice));
}

static void expect(struct notices *notices, uint64_t now, const char *body, bool replaces_last)
{
	struct notice notice;

	ck_assert(notices_pop(notices, now, &notice));
	ck_assert_str_eq(notice.body, body);
	ck_assert_int_eq(notice.replaces_last, replaces_last);
}

START_TEST(without_a_refusal_there_is_nothing_to_show)
{
	struct notices notices = { 0 };

	ck_assert_uint_eq(notices_timeout(&notices, START), UINT64_MAX);
	expect_nothing(&notices, START);
}
END_TEST

START_TEST(the_first_refusal_is_shown_at_once_and_once)
{
	struct notices notices = { 0 };

	add(&notices, "net-pf-2-proto-132", START);
	ck_assert_uint_eq(notices_timeout(&notices, START), 0);
	expect(&notices, START, "bash[412] asked for \"net-pf-2-proto-132\" (sctp)", false);
	ck_assert_uint_eq(notices_timeout(&notices, START), UINT64_MAX);
	expect_nothing(&notices, START + 1000 * SECOND);
}
END_TEST

START_TEST(the_summary_distinguishes_refused_from_would_refuse)
{
	struct notices notices = { 0 };
	struct entry entry = refusal("x");
	struct notice notice;

	notices_add(&notices, &entry, START);
	ck_assert(notices_pop(&notices, START, &notice));
	ck_assert_str_eq(notice.summary, "A kernel module was refused");
	entry.fields[ENTRY_DECISION] = "would-refuse";
	notices_add(&notices, &entry, START + 100 * SECOND);
	ck_assert(notices_pop(&notices, START + 100 * SECOND, &notice));
	ck_assert_str_eq(notice.summary, "A kernel module would be refused in mode restrict");
}
END_TEST

START_TEST(a_flood_is_rate_limited_to_one_notification)
{
	struct notices notices = { 0 };

	add(&notices, "a", START);
	expect(&notices, START, "bash[412] asked for \"a\" (sctp)", false);
	for (int i = 0; i < 100; i++)
		add(&notices, "b", START + SECOND);
	ck_assert_uint_eq(notices_timeout(&notices, START + SECOND), NOTICE_INTERVAL - SECOND);
	expect_nothing(&notices, START + NOTICE_INTERVAL - 1);
	expect(&notices, START + NOTICE_INTERVAL,
	       "bash[412] asked for \"b\" (sctp)\n100 more before it", true);
	expect_nothing(&notices, START + 2 * NOTICE_INTERVAL);
}
END_TEST

START_TEST(a_flood_without_end_is_one_notification)
{
	struct notices notices = { 0 };
	struct notice notice;
	int shown = 0, fresh = 0;

	for (uint64_t now = START; now < START + 600 * SECOND; now += SECOND / 10) {
		add(&notices, "a", now);
		if (notices_pop(&notices, now, &notice)) {
			shown++;
			fresh += !notice.replaces_last;
		}
	}
	ck_assert_int_eq(shown, 600 * SECOND / NOTICE_INTERVAL);
	ck_assert_int_eq(fresh, 1);
	ck_assert_pstr_ne(strstr(notice.body, "5950 more before it"), NULL);
}
END_TEST

START_TEST(a_refusal_long_after_is_a_notification_of_its_own)
{
	struct notices notices = { 0 };

	add(&notices, "a", START);
	expect(&notices, START, "bash[412] asked for \"a\" (sctp)", false);
	add(&notices, "b", START + NOTICE_BURST - 1);
	expect(&notices, START + NOTICE_BURST - 1,
	       "bash[412] asked for \"b\" (sctp)\n1 more before it", true);
	add(&notices, "c", START + 2 * NOTICE_BURST - 1);
	expect(&notices, START + 2 * NOTICE_BURST - 1, "bash[412] asked for \"c\" (sctp)", false);
}
END_TEST

START_TEST(what_the_kernel_answered_itself_is_counted)
{
	struct notices notices = { 0 };
	struct entry entry = refusal("a");

	entry.fields[ENTRY_REPEATS] = "7";
	notices_add(&notices, &entry, START);
	add(&notices, "b", START);
	expect(&notices, START, "bash[412] asked for \"b\" (sctp)\n8 more before it", false);
	entry.fields[ENTRY_REPEATS] = "99999999999999999999";
	notices_add(&notices, &entry, START + SECOND);
	notices_add(&notices, &entry, START + SECOND);
	expect(&notices, START + NOTICE_INTERVAL,
	       "bash[412] asked for \"a\" (sctp)\n999999 more before it", true);
}
END_TEST

START_TEST(what_means_something_in_markup_is_escaped)
{
	struct notices notices = { 0 };
	struct entry entry = refusal("<img src='http://x/'>&amp;");

	entry.fields[ENTRY_COMM] = "<b>x</b>";
	notices_add(&notices, &entry, START);
	expect(&notices, START,
	       "\\x3cb\\x3ex\\x3c/b\\x3e[412] asked for "
	       "\"\\x3cimg src='http://x/'\\x3e\\x26amp;\" (sctp)",
	       false);
}
END_TEST

START_TEST(missing_fields_are_left_out)
{
	struct notices notices = { 0 };
	const struct entry entry = { 0 };

	notices_add(&notices, &entry, START);
	expect(&notices, START, "[] asked for \"\" ()", false);
}
END_TEST

/* The longest that all fields together can be, with the count behind it. */
START_TEST(long_fields_are_cut)
{
	struct notices notices = { 0 };
	struct entry entry = refusal("a");
	struct notice notice;
	char text[2000];

	memset(text, '<', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (int i = 0; i < N_ENTRY_FIELDS; i++)
		entry.fields[i] = text;
	notices_add(&notices, &entry, START);
	notices_add(&notices, &entry, START);
	ck_assert(notices_pop(&notices, START, &notice));
	ck_assert_uint_lt(strlen(notice.body), sizeof(notice.body));
	ck_assert_pstr_eq(strchr(notice.body, '<'), NULL);
	ck_assert_pstr_ne(strstr(notice.body, "\n1 more before it"), NULL);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		without_a_refusal_there_is_nothing_to_show,
		the_first_refusal_is_shown_at_once_and_once,
		the_summary_distinguishes_refused_from_would_refuse,
		a_flood_is_rate_limited_to_one_notification,
		a_flood_without_end_is_one_notification,
		a_refusal_long_after_is_a_notification_of_its_own,
		what_the_kernel_answered_itself_is_counted,
		what_means_something_in_markup_is_escaped,
		missing_fields_are_left_out,
		long_fields_are_cut,
	};

	return RUN_TESTS("notice", tests);
}
