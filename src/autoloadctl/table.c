// SPDX-License-Identifier: GPL-2.0-or-later
#include "table.h"

#include <errno.h>
#include <libsmartcols/libsmartcols.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "escape.h"

/* What ends a text that was cut: else a name that was cut looks like another name. */
#define CUT_MARK ".."

struct table {
	const struct output *output;
	struct libscols_table *scols;
	struct libscols_line *last;
	/* Of each column the widest text so far. The line is not shown, but keeps the widths. */
	struct libscols_line *widest;
	size_t n_columns;
	size_t n_rows;
	bool has_headings;
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

static int add_widest(struct table *table)
{
	table->widest = scols_table_new_line(table->scols, NULL);
	for (size_t i = 0; table->widest && i < table->n_columns; i++)
		if (scols_line_set_data(table->widest, i, "") < 0)
			return -ENOMEM;
	return table->widest ? 0 : -ENOMEM;
}

struct table *table_new(const struct output *output, const struct column *columns, size_t n)
{
	struct table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->output = output;
	table->n_columns = n;
	table->scols = scols_new_table();
	if (!table->scols || add_columns(table->scols, columns, n) < 0 || add_widest(table) < 0) {
		table_free(table);
		return NULL;
	}
	table->has_headings = !output->no_legend;
	scols_table_enable_noheadings(table->scols, output->no_legend);
	/* It would escape the backslashes of what the gate has escaped. */
	scols_table_enable_noencoding(table->scols, true);
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

int table_widen(struct table *table, size_t column, const char *text)
{
	struct libscols_cell *cell = scols_line_get_cell(table->widest, column);

	if (strlen(text) <= strlen(scols_cell_get_data(cell)))
		return 0;
	return scols_cell_set_data(cell, text);
}

static bool is_printable(const char *text)
{
	while (*text >= ' ' && *text <= '~')
		text++;
	return !*text;
}

/* Callers see to it that texts are harmless; this is for what they missed. */
static char *copy_text(const char *text)
{
	size_t size = strlen(text) * ESCAPED_BYTE + 1;
	char *copy;

	if (is_printable(text))
		return strdup(text);
	copy = malloc(size);
	return copy ? escape_text(text, copy, size) : NULL;
}

int table_add(struct table *table, const char *const *texts)
{
	table->last = scols_table_new_line(table->scols, NULL);
	if (!table->last)
		return -ENOMEM;
	table->n_rows++;
	for (size_t i = 0; i < table->n_columns; i++) {
		char *text = copy_text(texts[i] && *texts[i] ? texts[i] : "-");

		if (!text || scols_line_refer_data(table->last, i, text) < 0 ||
		    table_widen(table, i, text) < 0)
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
static void print_lines(const char *text, const char *end, int width)
{
	int used = 0;
	size_t n;

	for (; text < end; text += n) {
		bool is_colour = *text == '\033';

		n = is_colour ? strcspn(text, "m") + 1 : 1;
		used = *text == '\n' ? 0 : used + !is_colour;
		if (is_colour || used <= width)
			fwrite(text, 1, n, stdout);
	}
}

static const char *next_line(const char *text)
{
	text += strcspn(text, "\n");
	return *text ? text + 1 : text;
}

/* Prints all but the line of what is widest. */
static void print_text(const struct table *table, const char *text)
{
	const char *widest = table->has_headings ? next_line(text) : text;
	int width = table->output->width ? table->output->width : INT_MAX;

	print_lines(text, widest, width);
	text = next_line(widest);
	print_lines(text, text + strlen(text), width);
	putchar('\n');
}

/* Forgets the rows, but for what was widest. */
static void remove_rows(struct table *table)
{
	scols_ref_line(table->widest);
	scols_table_remove_lines(table->scols);
	scols_table_add_line(table->scols, table->widest);
	scols_unref_line(table->widest);
	table->n_rows = 0;
}

int table_print(struct table *table)
{
	_cleanup_free_ char *text = NULL, *marked = NULL;
	int r;

	if (!table->n_rows)
		return 0;
	r = scols_print_table_to_string(table->scols, &text);
	/* The library knows the widths of columns only after it has printed. */
	if (r == 0 && table->output->width)
		r = mark_cuts(table);
	if (r == 0 && table->output->width)
		r = scols_print_table_to_string(table->scols, &marked);
	if (r < 0)
		return r;
	print_text(table, marked ? marked : text);
	remove_rows(table);
	scols_table_enable_noheadings(table->scols, true);
	table->has_headings = false;
	return 0;
}
