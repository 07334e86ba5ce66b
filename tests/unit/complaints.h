/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keeps the errors that are reported of a file. */
#pragma once

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "diagnostics.h"

#define COMPLAINTS_MAX 16

struct complaints {
	struct {
		char file[256];
		unsigned int line;
		char text[512];
	} list[COMPLAINTS_MAX];
	size_t n;
};

static inline void complaints_add(void *data, const char *file, unsigned int line, const char *text)
{
	struct complaints *complaints = data;
	size_t n = complaints->n++;

	ck_assert_uint_lt(n, COMPLAINTS_MAX);
	snprintf(complaints->list[n].file, sizeof(complaints->list[n].file), "%s", file);
	complaints->list[n].line = line;
	snprintf(complaints->list[n].text, sizeof(complaints->list[n].text), "%s", text);
}

static inline struct error_sink complaints_sink(struct complaints *complaints)
{
	complaints->n = 0;
	return (struct error_sink){ .report = complaints_add, .data = complaints };
}

/* That complaint number i is about this line of this file, and says this among other things. */
static inline void complaints_expect(const struct complaints *complaints, size_t i,
				     const char *file, unsigned int line, const char *says)
{
	ck_assert_msg(i < complaints->n, "%zu complaints, none says \"%s\"", complaints->n, says);
	ck_assert_str_eq(complaints->list[i].file, file);
	ck_assert_msg(complaints->list[i].line == line && strstr(complaints->list[i].text, says),
		      "expected line %u: \"%s\", got line %u: \"%s\"", line, says,
		      complaints->list[i].line, complaints->list[i].text);
}

/* The same, and that there is no other. */
static inline void complaints_expect_one(const struct complaints *complaints, const char *file,
					 unsigned int line, const char *says)
{
	complaints_expect(complaints, 0, file, line, says);
	ck_assert_msg(complaints->n == 1, "one complaint too many, line %u: \"%s\"",
		      complaints->list[1].line, complaints->list[1].text);
}
