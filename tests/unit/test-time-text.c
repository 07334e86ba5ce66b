// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "run.h"
#include "time-text.h"

#define SECOND UINT64_C(1000000)
#define HOUR   (3600 * SECOND)
#define DAY    (24 * HOUR)

/* 2026-11-24 01:12:31.123456 UTC */
#define NOW   (UINT64_C(1795482751) * SECOND + 123456)
#define TODAY (UINT64_C(1795478400) * SECOND)

struct example {
	const char *text;
	uint64_t time;
};

static void set_zone(const char *zone)
{
	ck_assert_int_eq(setenv("TZ", zone, 1), 0);
	tzset();
}

static void expect_time(const char *text, uint64_t expected)
{
	uint64_t time = 0;

	ck_assert_msg(time_from_text(text, NOW, &time) == 0, "\"%s\" is a time", text);
	ck_assert_msg(time == expected, "\"%s\": expected %" PRIu64 ", saw %" PRIu64, text,
		      expected, time);
}

static void expect_times(const struct example *examples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		expect_time(examples[i].text, examples[i].time);
}

START_TEST(days_and_hours_of_the_calendar)
{
	static const struct example examples[] = {
		{ "2026-11-24", TODAY },
		{ "2026-11-24 18:30", TODAY + 18 * HOUR + HOUR / 2 },
		{ "2026-11-24 18:30:15", TODAY + 18 * HOUR + HOUR / 2 + 15 * SECOND },
		{ "2026-11-24T18:30", TODAY + 18 * HOUR + HOUR / 2 },
		{ "2026-11-24T18:30:15", TODAY + 18 * HOUR + HOUR / 2 + 15 * SECOND },
		{ "1970-01-01", 0 },
		{ "2028-02-29", UINT64_C(1835395200) * SECOND },
		{ "00:00", TODAY },
		{ "18:30", TODAY + 18 * HOUR + HOUR / 2 },
		{ "18:30:15", TODAY + 18 * HOUR + HOUR / 2 + 15 * SECOND },
	};

	set_zone("UTC");
	expect_times(examples, N_ELEMENTS(examples));
}
END_TEST

START_TEST(words_for_days)
{
	static const struct example examples[] = {
		{ "now", NOW },
		{ "today", TODAY },
		{ "yesterday", TODAY - DAY },
		{ "tomorrow", TODAY + DAY },
	};

	set_zone("UTC");
	expect_times(examples, N_ELEMENTS(examples));
}
END_TEST

START_TEST(times_are_local)
{
	/* It is 20:12 of the day before there, and winter. */
	set_zone("EST5EDT,M3.2.0,M11.1.0");
	expect_time("today", TODAY - DAY + 5 * HOUR);
	expect_time("2026-11-24", TODAY + 5 * HOUR);
	expect_time("12:00", TODAY - DAY + 17 * HOUR);
	/* Summer */
	expect_time("2026-07-01 12:00", UINT64_C(1782921600) * SECOND);
	expect_time("@1795482751", UINT64_C(1795482751) * SECOND);
}
END_TEST

START_TEST(a_day_may_have_23_hours)
{
	/* 2026-03-08 03:30 EDT, on the day on which summer begins. */
	const uint64_t now = UINT64_C(1772955000) * SECOND;
	uint64_t time;

	set_zone("EST5EDT,M3.2.0,M11.1.0");
	ck_assert_int_eq(time_from_text("today", now, &time), 0);
	ck_assert_uint_eq(time, UINT64_C(1772946000) * SECOND);
	ck_assert_int_eq(time_from_text("tomorrow", now, &time), 0);
	ck_assert_uint_eq(time, UINT64_C(1772946000) * SECOND + 23 * HOUR);
	/* There was no such hour, but the user means something. */
	ck_assert_int_eq(time_from_text("2026-03-08 02:30", now, &time), 0);
}
END_TEST

START_TEST(spans_count_from_now)
{
	static const struct example examples[] = {
		{ "-2h", NOW - 2 * HOUR },
		{ "+5s", NOW + 5 * SECOND },
		{ "-5", NOW - 5 * SECOND },
		{ "- 1h 30min", NOW - HOUR - HOUR / 2 },
		{ "-1h30min", NOW - HOUR - HOUR / 2 },
		{ "2 weeks ago", NOW - 14 * DAY },
		{ "1d 2hours ago", NOW - DAY - 2 * HOUR },
		{ "90 seconds ago", NOW - 90 * SECOND },
		{ "10 ago", NOW - 10 * SECOND },
		{ "5m ago", NOW - 300 * SECOND },
		{ "1M ago", NOW - 2629800 * SECOND },
		{ "1year ago", NOW - 31557600 * SECOND },
		{ "-250ms", NOW - SECOND / 4 },
		{ "-0", NOW },
	};

	set_zone("EST5EDT,M3.2.0,M11.1.0");
	expect_times(examples, N_ELEMENTS(examples));
}
END_TEST

START_TEST(seconds_since_1970)
{
	static const struct example examples[] = {
		{ "@0", 0 },
		{ "@1700000000", UINT64_C(1700000000) * SECOND },
	};

	expect_times(examples, N_ELEMENTS(examples));
}
END_TEST

START_TEST(an_invalid_time_is_an_error)
{
	static const char *const texts[] = {
		"",
		" ",
		"soon",
		"Today",
		"2h",
		"2 weeks",
		"ago",
		"-",
		"-h",
		"-2h ago",
		"-2parsecs",
		"2 weeks ago or so",
		"2 weeks agony",
		"--2h",
		"-+2h",
		"@",
		"@-1",
		"@1700000000 ",
		"@1700000000x",
		"@18446744073709551615",
		"@18446744073709551616",
		"2026-13-01",
		"2026-02-29",
		"2026-04-31",
		"2026-11-24 24:00",
		"2026-11-24 18:60",
		"2026-11-24 18:30:61",
		"2026-11-24 18",
		"2026-11-24T",
		"2026-11-24 18:30:15Z",
		"2026-11",
		"25:00",
		"18:30:",
		"1969-12-31",
		"-100years",
		"+18446744073709551615s",
		"-18446744073709551616us",
		"9999999999-01-01",
	};

	set_zone("UTC");
	for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
		uint64_t time = 77;

		ck_assert_msg(time_from_text(texts[i], NOW, &time) == -EINVAL, "\"%s\"", texts[i]);
		ck_assert_msg(time == 77, "\"%s\" changes *time", texts[i]);
	}
}
END_TEST

START_TEST(a_time_is_written_as_it_is_read)
{
	char text[TIME_TEXT_SIZE];
	uint64_t time = 0;

	set_zone("UTC-2");
	ck_assert_str_eq(time_to_text(NOW, text), "2026-11-24 03:12:31");
	ck_assert_int_eq(time_from_text(text, NOW, &time), 0);
	ck_assert_uint_eq(time, NOW / SECOND * SECOND);
}
END_TEST

START_TEST(a_time_beyond_the_year_9999_is_written_in_seconds)
{
	char text[TIME_TEXT_SIZE];

	set_zone("UTC");
	ck_assert_str_eq(time_to_text(UINT64_C(253402300799) * SECOND, text),
			 "9999-12-31 23:59:59");
	ck_assert_str_eq(time_to_text(UINT64_C(253402300800) * SECOND, text), "@253402300800");
	ck_assert_str_eq(time_to_text(UINT64_MAX, text), "@18446744073709");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		days_and_hours_of_the_calendar,
		words_for_days,
		times_are_local,
		a_day_may_have_23_hours,
		spans_count_from_now,
		seconds_since_1970,
		an_invalid_time_is_an_error,
		a_time_is_written_as_it_is_read,
		a_time_beyond_the_year_9999_is_written_in_seconds,
	};

	return RUN_TESTS("time-text", tests);
}
