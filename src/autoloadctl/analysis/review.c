// SPDX-License-Identifier: GPL-2.0-or-later
#include "review.h"

#include <stdio.h>

struct date {
	int year, month, day;
};

static struct date parse(const char *text)
{
	struct date date = { 0 };

	sscanf(text, "%4d-%2d-%2d", &date.year, &date.month, &date.day);
	return date;
}

static int months_of(const struct date *date)
{
	return date->year * 12 + date->month;
}

int review_months(const char *reviewed, const char *today)
{
	struct date from = parse(reviewed), to = parse(today);

	return months_of(&to) - months_of(&from) - (to.day < from.day);
}

bool review_is_old(const char *reviewed, const char *today)
{
	struct date from = parse(reviewed), to = parse(today);
	int months = months_of(&to) - months_of(&from);

	return months > REVIEW_MONTHS_MAX || (months == REVIEW_MONTHS_MAX && to.day > from.day);
}
