// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "run.h"
#include "tally.h"

static struct tally *new_tally(size_t max)
{
	struct tally *tally = tally_new(max);

	ck_assert_ptr_nonnull(tally);
	return tally;
}

static void add(struct tally *tally, const char *text, enum decision decision, uint64_t n)
{
	ck_assert_int_eq(tally_add(tally, text, decision, n), 0);
}

static void expect_row(const struct tally_row *row, const char *text, uint64_t allowed,
		       uint64_t refused, uint64_t would_refuse)
{
	ck_assert_pstr_eq(row->text, text);
	ck_assert_uint_eq(row->counts[DECISION_ALLOWED], allowed);
	ck_assert_uint_eq(row->counts[DECISION_REFUSED], refused);
	ck_assert_uint_eq(row->counts[DECISION_WOULD_REFUSE], would_refuse);
	ck_assert_uint_eq(row->total, allowed + refused + would_refuse);
}

START_TEST(an_empty_tally_has_no_rows)
{
	_cleanup_(cleanup_tally) struct tally *tally = new_tally(3);
	size_t n = 1;

	tally_sort(tally, &n);
	ck_assert_uint_eq(n, 0);
	expect_row(tally_others(tally), NULL, 0, 0, 0);
}
END_TEST

START_TEST(each_decision_is_counted_by_its_text)
{
	_cleanup_(cleanup_tally) struct tally *tally = new_tally(3);
	const struct tally_row *const *rows;
	size_t n;

	add(tally, "one", DECISION_ALLOWED, 1);
	add(tally, "two", DECISION_REFUSED, 5);
	add(tally, "one", DECISION_WOULD_REFUSE, 1);
	add(tally, "two", DECISION_REFUSED, UINT64_C(1) << 40);
	rows = tally_sort(tally, &n);
	ck_assert_uint_eq(n, 2);
	expect_row(rows[0], "two", 0, (UINT64_C(1) << 40) + 5, 0);
	expect_row(rows[1], "one", 1, 0, 1);
	expect_row(tally_others(tally), NULL, 0, 0, 0);
}
END_TEST

START_TEST(the_most_frequent_comes_first_and_then_by_text)
{
	static const char *const texts[] = { "c", "a", "d", "b", "", "B" };
	static const char *const sorted[] = { "d", "", "B", "a", "b", "c" };
	_cleanup_(cleanup_tally) struct tally *tally = new_tally(N_ELEMENTS(texts));
	const struct tally_row *const *rows;
	size_t n;

	for (size_t i = 0; i < N_ELEMENTS(texts); i++)
		add(tally, texts[i], DECISION_REFUSED, 2);
	add(tally, "d", DECISION_ALLOWED, 1);
	rows = tally_sort(tally, &n);
	ck_assert_uint_eq(n, N_ELEMENTS(sorted));
	for (size_t i = 0; i < n; i++)
		ck_assert_str_eq(rows[i]->text, sorted[i]);
}
END_TEST

START_TEST(the_text_is_copied)
{
	_cleanup_(cleanup_tally) struct tally *tally = new_tally(2);
	const struct tally_row *const *rows;
	char text[] = "one";
	size_t n;

	add(tally, text, DECISION_REFUSED, 1);
	strcpy(text, "two");
	add(tally, text, DECISION_REFUSED, 1);
	rows = tally_sort(tally, &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(rows[0]->text, "one");
	ck_assert_str_eq(rows[1]->text, "two");
}
END_TEST

/* As a requester may have it who takes a new name each time. */
START_TEST(texts_beyond_the_bound_are_the_others)
{
	enum {
		MAX = 100,
		MORE = 5000
	};
	_cleanup_(cleanup_tally) struct tally *tally = new_tally(MAX);
	const struct tally_row *const *rows;
	char text[16];
	size_t n;

	for (unsigned int i = 0; i < MAX + MORE; i++) {
		snprintf(text, sizeof(text), "%u", i);
		add(tally, text, DECISION_REFUSED, 1);
	}
	/* Those that are there go on. */
	add(tally, "0", DECISION_ALLOWED, 3);
	add(tally, "100", DECISION_ALLOWED, 3);
	rows = tally_sort(tally, &n);
	ck_assert_uint_eq(n, MAX);
	expect_row(rows[0], "0", 3, 1, 0);
	expect_row(tally_others(tally), NULL, 3, MORE, 0);
}
END_TEST

START_TEST(counting_goes_on_after_sorting)
{
	_cleanup_(cleanup_tally) struct tally *tally = new_tally(3);
	const struct tally_row *const *rows;
	size_t n;

	add(tally, "a", DECISION_REFUSED, 1);
	add(tally, "b", DECISION_REFUSED, 2);
	tally_sort(tally, &n);
	add(tally, "a", DECISION_REFUSED, 2);
	add(tally, "c", DECISION_REFUSED, 1);
	rows = tally_sort(tally, &n);
	ck_assert_uint_eq(n, 3);
	expect_row(rows[0], "a", 0, 3, 0);
	expect_row(rows[1], "b", 0, 2, 0);
	expect_row(rows[2], "c", 0, 1, 0);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		an_empty_tally_has_no_rows,
		each_decision_is_counted_by_its_text,
		the_most_frequent_comes_first_and_then_by_text,
		the_text_is_copied,
		texts_beyond_the_bound_are_the_others,
		counting_goes_on_after_sorting,
	};

	return RUN_TESTS("tally", tests);
}
