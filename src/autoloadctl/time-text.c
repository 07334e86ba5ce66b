// SPDX-License-Identifier: GPL-2.0-or-later
#include "time-text.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND UINT64_C(1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define YEAR   (DAY / 4 * 1461) /* a quarter of a day more than 365 */

/* As in systemd.time(7): a month is the twelfth part of a year. */
static const struct unit {
	const char *name;
	uint64_t microseconds;
} units[] = {
	{ "", SECOND },         { "usec", 1 },        { "us", 1 },
	{ "msec", 1000 },       { "ms", 1000 },       { "seconds", SECOND },
	{ "second", SECOND },   { "sec", SECOND },    { "s", SECOND },
	{ "minutes", MINUTE },  { "minute", MINUTE }, { "min", MINUTE },
	{ "m", MINUTE },        { "hours", HOUR },    { "hour", HOUR },
	{ "hr", HOUR },         { "h", HOUR },        { "days", DAY },
	{ "day", DAY },         { "d", DAY },         { "weeks", 7 * DAY },
	{ "week", 7 * DAY },    { "w", 7 * DAY },     { "months", YEAR / 12 },
	{ "month", YEAR / 12 }, { "M", YEAR / 12 },   { "years", YEAR },
	{ "year", YEAR },       { "y", YEAR },
};

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/* Reads digits and moves on. */
static int parse_number(const char **text, uint64_t *number)
{
	unsigned long long read;
	char *end;

	/* strtoull() would take blanks and signs. */
	if (!isdigit((unsigned char)**text))
		return -EINVAL;
	errno = 0;
	read = strtoull(*text, &end, 10);
	if (errno)
		return -EINVAL;
	*text = end;
	*number = read;
	return 0;
}

/* Reads the letters of a unit, seconds if there are none, and moves on. */
static const struct unit *parse_unit(const char **text)
{
	size_t length = 0;

	while (isalpha((unsigned char)(*text)[length]))
		length++;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strlen(units[i].name) == length && strncmp(units[i].name, *text, length) == 0) {
			*text += length;
			return &units[i];
		}
	}
	return NULL;
}

/* Whether a word comes next, as the last one. */
static bool ends_with_word(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0 && !*skip_blanks(text + strlen(word));
}

/* Reads "1h 30min" up to the end or to "ago", where it stops. */
static int parse_span(const char **text, uint64_t *span)
{
	uint64_t sum = 0, number;

	do {
		const struct unit *unit;

		if (parse_number(text, &number) < 0)
			return -EINVAL;
		*text = skip_blanks(*text);
		if (ends_with_word(*text, "ago"))
			unit = &units[0];
		else
			unit = parse_unit(text);
		if (!unit || __builtin_mul_overflow(number, unit->microseconds, &number) ||
		    __builtin_add_overflow(sum, number, &sum))
			return -EINVAL;
		*text = skip_blanks(*text);
	} while (**text && !ends_with_word(*text, "ago"));
	*span = sum;
	return 0;
}

/* "-2h", "+2h", "2h ago". */
static int parse_relative(const char *text, uint64_t now, uint64_t *time)
{
	bool is_signed = *text == '-' || *text == '+', is_future = *text == '+', overflows;
	uint64_t span, sum;

	text = skip_blanks(text + is_signed);
	/* A span alone is not a time; "ago" takes the place of a sign. */
	if (parse_span(&text, &span) < 0 || is_signed == (*text != '\0'))
		return -EINVAL;
	if (is_future)
		overflows = __builtin_add_overflow(now, span, &sum);
	else
		overflows = __builtin_sub_overflow(now, span, &sum);
	if (overflows)
		return -EINVAL;
	*time = sum;
	return 0;
}

/* "@1700000000" */
static int parse_seconds(const char *text, uint64_t *time)
{
	uint64_t seconds;

	if (parse_number(&text, &seconds) < 0 || *text ||
	    __builtin_mul_overflow(seconds, SECOND, &seconds))
		return -EINVAL;
	*time = seconds;
	return 0;
}

/* Turns local time into microseconds; days and seconds beyond the end of their kind are right. */
static int from_local(const struct tm *local, uint64_t *time)
{
	struct tm copy = *local;
	time_t seconds;

	copy.tm_isdst = -1; /* mktime() shall find out */
	seconds = mktime(&copy);
	if (seconds < 0)
		return -EINVAL;
	*time = (uint64_t)seconds * SECOND;
	return 0;
}

/* Begins with 0:00 of today. */
static bool begin_day(uint64_t now, struct tm *local)
{
	time_t seconds = now / SECOND;

	if (!localtime_r(&seconds, local))
		return false;
	local->tm_hour = local->tm_min = local->tm_sec = 0;
	return true;
}

/* strptime() takes the 31st of any month, and a second number 61. */
static bool exists(const struct tm *local)
{
	struct tm copy = *local;

	/* In UTC no hour is missing. */
	timegm(&copy);
	return copy.tm_mday == local->tm_mday && copy.tm_min == local->tm_min;
}

/* "2026-11-20 18:30:15" and parts of it. */
static int parse_calendar(const char *text, uint64_t now, uint64_t *time)
{
	static const char *const formats[] = {
		"%Y-%m-%d",          "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S",
		"%Y-%m-%dT%H:%M:%S", "%H:%M",          "%H:%M:%S",
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct tm local;
		const char *end;

		if (!begin_day(now, &local))
			return -EINVAL;
		end = strptime(text, formats[i], &local);
		if (end && !*end)
			return exists(&local) ? from_local(&local, time) : -EINVAL;
	}
	return -EINVAL;
}

/* "yesterday"; returns whether it is such a word. */
static bool parse_day(const char *text, int *days)
{
	static const char *const names[] = { "yesterday", "today", "tomorrow" };

	for (int i = 0; i < 3; i++) {
		if (strcmp(text, names[i]) == 0) {
			*days = i - 1;
			return true;
		}
	}
	return false;
}

int time_from_text(const char *text, uint64_t now, uint64_t *time)
{
	struct tm local;
	int days;

	if (strcmp(text, "now") == 0) {
		*time = now;
		return 0;
	}
	if (parse_day(text, &days)) {
		if (!begin_day(now, &local))
			return -EINVAL;
		local.tm_mday += days;
		return from_local(&local, time);
	}
	if (*text == '@')
		return parse_seconds(text + 1, time);
	if (parse_calendar(text, now, time) == 0)
		return 0;
	return parse_relative(text, now, time);
}

char *time_to_text(uint64_t time, char text[static TIME_TEXT_SIZE])
{
	time_t seconds = time / SECOND;
	struct tm local;

	if (!localtime_r(&seconds, &local) ||
	    strftime(text, TIME_TEXT_SIZE, "%Y-%m-%d %H:%M:%S", &local) == 0)
		snprintf(text, TIME_TEXT_SIZE, "@%" PRIu64, time / SECOND);
	return text;
}
