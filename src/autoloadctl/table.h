/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts in columns that fit the terminal, by libsmartcols. */
#pragma once

#include <stddef.h>

#include "output.h"

struct table;

struct column {
	const char *title;
	enum {
		COLUMN_TEXT,
		COLUMN_NUMBER, /* to the right */
		COLUMN_LONG,   /* text that is cut where the terminal is too narrow */
	} kind;
};

/* Makes an empty table with n columns, for table_free(); NULL: no memory. output has to outlive it.
 */
struct table *table_new(const struct output *output, const struct column *columns, size_t n);
void table_free(struct table *table);

/*
 * Makes a column at least as wide as a text from the start, where rows are printed as they come.
 * Returns 0 or -ENOMEM.
 */
int table_widen(struct table *table, size_t column, const char *text);

/*
 * Adds a row of as many texts as there are columns, which are copied; NULL and "" are shown as "-".
 * All have to be printable ASCII already; what is not is escaped whole. Returns 0 or -ENOMEM.
 */
int table_add(struct table *table, const char *const *texts);

/* Gives a cell of the last row a colour. Returns 0 or -ENOMEM. */
int table_colour(struct table *table, size_t column, enum colour colour);

/*
 * Prints the rows added so far and forgets them. The headings are printed once, unless without
 * legend, and a column never becomes narrower than it was: so rows can be printed as they come.
 * Returns 0 or -ENOMEM.
 */
int table_print(struct table *table);

/* For the cleanup attribute. */
static inline void cleanup_table(struct table **table)
{
	table_free(*table);
}
