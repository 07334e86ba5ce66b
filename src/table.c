// SPDX-License-Identifier: GPL-2.0-or-later
#include "table.h"

#include <errno.h>
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>

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

int table_print(struct table *table)
{
	int r;

	if (!table->n_rows)
		return 0;
	r = scols_print_table(table->scols);
	if (r < 0)
		return r;
	for (size_t i = 0; i < table->n_columns; i++) {
		struct libscols_column *column = scols_table_get_column(table->scols, i);

		scols_column_set_whint(column, scols_column_get_width(column));
	}
	scols_table_remove_lines(table->scols);
	scols_table_enable_noheadings(table->scols, true);
	table->n_rows = 0;
	return 0;
}
