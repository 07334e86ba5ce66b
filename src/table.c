// SPDX-License-Identifier: GPL-2.0-or-later
#include "table.h"

#include <errno.h>
#include <libsmartcols/libsmartcols.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"

/* What ends a text that was cut: else a name that was cut looks like another name. */
#define CUT_MARK ".."

struct table {
	const struct output *output;
	struct libscols_table *scols;
	struct libscols_line *last;
	size_t n_columns;
	size_t n_rows;
};

static int add_columns(struct libscols_table *scols, const struct column *columns, size_t n)
{
	static const int flags[] = {
		[COLUMN_TEXT] = 0,
		[COLUMN_NUMBER] = SCOLS_FL_RIGHT,
		[COLUMN_LONG] = SCOLS_FL_TRUNC,
	};

	for (size_t i = 0; i < n; i++)
		if (!scols_table_new_column(scols, columns[i].title, 0, flags[columns[i].kind]))
			return -ENOMEM;
	return scols_table_set_column_separator(scols, "  ");
}

struct table *table_new(const struct output *output, const struct column *columns, size_t n)
{
	struct table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->output = output;
	table->n_columns = n;
	table->scols = scols_new_table();
	if (!table->scols || add_columns(table->scols, columns, n) < 0) {
		table_free(table);
		return NULL;
	}
	scols_table_enable_noheadings(table->scols, output->no_legend);
	scols_table_enable_colors(table->scols, output->has_colours);
	/* No wider than what is in it: numbers in the last column stay beside the others. */
	scols_table_enable_minout(table->scols, true);
	/* The library would look at standard output, which may be a pipe to a pager by now. */
	scols_table_set_termforce(table->scols,
				  output->width ? SCOLS_TERMFORCE_ALWAYS : SCOLS_TERMFORCE_NEVER);
	if (output->width)
		scols_table_set_termwidth(table->scols, output->width);
	return table;
}

void table_free(struct table *table)
{
	if (!table)
		return;
	scols_unref_table(table->scols);
	free(table);
}

int table_add(struct table *table, const char *const *texts)
{
	table->last = scols_table_new_line(table->scols, NULL);
	if (!table->last)
		return -ENOMEM;
	table->n_rows++;
	for (size_t i = 0; i < table->n_columns; i++) {
		const char *text = texts[i] && *texts[i] ? texts[i] : "-";

		if (scols_line_set_data(table->last, i, text) < 0)
			return -ENOMEM;
	}
	return 0;
}

int table_colour(struct table *table, size_t column, enum colour colour)
{
	struct libscols_cell *cell = scols_line_get_cell(table->last, column);

	if (!table->output->has_colours || colour == COLOUR_NONE)
		return 0;
	return scols_cell_set_color(cell, output_colour(table->output, colour));
}

/* Shortens a text that is wider than its column, which the library would cut without a mark. */
static int mark_cut(struct libscols_cell *cell, size_t width)
{
	const char *data = scols_cell_get_data(cell);
	_cleanup_free_ char *shortened = NULL;

	if (!data || strlen(data) <= width || width < strlen(CUT_MARK))
		return 0;
	shortened = strndup(data, width);
	if (!shortened)
		return -ENOMEM;
	memcpy(shortened + width - strlen(CUT_MARK), CUT_MARK, strlen(CUT_MARK));
	return scols_cell_set_data(cell, shortened);
}

static int mark_cuts(struct table *table)
{
	struct libscols_iter *rows = scols_new_iter(SCOLS_ITER_FORWARD);
	struct libscols_line *row;
	int r = rows ? 0 : -ENOMEM;

	while (r == 0 && scols_table_next_line(table->scols, rows, &row) == 0)
		for (size_t i = 0; r == 0 && i < table->n_columns; i++)
			r = mark_cut(
				scols_line_get_cell(row, i),
				scols_column_get_width(scols_table_get_column(table->scols, i)));
	scols_free_iter(rows);
	return r;
}

/*
 * Prints lines, none wider than the terminal: the library makes no column narrower than its title.
 * A colour takes no room.
 */
static void print_lines(const char *text, int width)
{
	int used = 0;
	size_t n;

	for (; *text; text += n) {
		bool is_colour = *text == '\033';

		n = is_colour ? strcspn(text, "m") + 1 : 1;
		used = *text == '\n' ? 0 : used + !is_colour;
		if (is_colour || used <= width)
			fwrite(text, 1, n, stdout);
	}
	putchar('\n');
}

/* The last column has what the others leave. Without that flag the width is no more than a hint. */
static void keep_widths(struct libscols_table *scols, size_t n_columns)
{
	for (size_t i = 0; i + 1 < n_columns; i++) {
		struct libscols_column *column = scols_table_get_column(scols, i);

		scols_column_set_whint(column, scols_column_get_width(column));
		scols_column_set_flags(column,
				       scols_column_get_flags(column) | SCOLS_FL_STRICTWIDTH);
	}
}

int table_print(struct table *table)
{
	_cleanup_free_ char *text = NULL, *marked = NULL;
	int r;

	if (!table->n_rows)
		return 0;
	r = scols_print_table_to_string(table->scols, &text);
	/* Only after it has printed does the library tell how wide the columns are. */
	if (r == 0 && table->output->width)
		r = mark_cuts(table);
	if (r == 0 && table->output->width)
		r = scols_print_table_to_string(table->scols, &marked);
	if (r < 0)
		return r;
	print_lines(marked ? marked : text, table->output->width ? table->output->width : INT_MAX);
	keep_widths(table->scols, table->n_columns);
	scols_table_remove_lines(table->scols);
	scols_table_enable_noheadings(table->scols, true);
	table->n_rows = 0;
	return 0;
}
