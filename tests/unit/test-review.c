// SPDX-License-Identifier: GPL-2.0-or-later
#include "review.h"
#include "run.h"

START_TEST(months_are_counted_when_they_are_whole)
{
	ck_assert_int_eq(review_months("2026-11-20", "2026-11-20"), 0);
	ck_assert_int_eq(review_months("2026-11-20", "2026-12-19"), 0);
	ck_assert_int_eq(review_months("2026-11-20", "2026-12-20"), 1);
	ck_assert_int_eq(review_months("2026-11-20", "2027-01-20"), 2);
	ck_assert_int_eq(review_months("2026-01-31", "2026-02-28"), 0);
	ck_assert_int_eq(review_months("2026-01-31", "2026-03-01"), 1);
}
END_TEST

START_TEST(a_review_of_the_future_has_a_negative_age)
{
	ck_assert_int_lt(review_months("2026-11-20", "2026-10-20"), 0);
	ck_assert(!review_is_old("2099-01-01", "2026-11-20"));
}
END_TEST

START_TEST(a_review_is_old_from_the_day_after_18_months)
{
	ck_assert(!review_is_old("2025-05-20", "2026-11-19"));
	ck_assert(!review_is_old("2025-05-20", "2026-11-20"));
	ck_assert(review_is_old("2025-05-20", "2026-11-21"));
	ck_assert(review_is_old("2025-05-20", "2026-12-01"));
	ck_assert(review_is_old("2017-01-01", "2026-11-20"));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		months_are_counted_when_they_are_whole,
		a_review_of_the_future_has_a_negative_age,
		a_review_is_old_from_the_day_after_18_months,
	};

	return RUN_TESTS("review", tests);
}
