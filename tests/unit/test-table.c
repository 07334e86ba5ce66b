// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "captured.h"
#include "run.h"
#include "table.h"

static const struct column columns[] = {
	{ "MODULE", COLUMN_TEXT },
	{ "N", COLUMN_NUMBER },
	{ "ALIAS", COLUMN_LONG },
};

#define ROW(...) ((const char *const[]){ __VA_ARGS__ })

/* The widest row below takes 11 + 2 + 3 + 2 + 18 columns. */
#define FULL_WIDTH 36

static struct table *new_table(const struct output *output)
{
	struct table *table = table_new(output, columns, N_ELEMENTS(columns));

	ck_assert_ptr_nonnull(table);
	return table;
}

static void add(struct table *table, const char *const *texts)
{
	ck_assert_int_eq(table_add(table, texts), 0);
}

static void add_rows(struct table *table)
{
	add(table, ROW("crypto_user", "1", "net-pf-16-proto-21"));
	add(table, ROW("can", "100", "net-pf-29"));
}

static const char *print(struct table *table, struct captured *captured)
{
	capture(captured);
	ck_assert_int_eq(table_print(table), 0);
	return capture_end(captured);
}

/* What is printed of the rows above at that width. */
static const char *print_rows(const struct output *output, struct captured *captured)
{
	struct table *table = new_table(output);
	const char *text;

	add_rows(table);
	text = print(table, captured);
	table_free(table);
	return text;
}

static size_t widest_line(const char *text)
{
	size_t widest = 0;

	while (*text) {
		size_t length = strcspn(text, "\n");

		widest = length > widest ? length : widest;
		text += length + 1;
	}
	return widest;
}

START_TEST(columns_are_as_wide_as_what_is_in_them)
{
	const struct output output = { 0 };
	struct captured captured;

	ck_assert_str_eq(print_rows(&output, &captured), "MODULE         N  ALIAS\n"
							 "crypto_user    1  net-pf-16-proto-21\n"
							 "can          100  net-pf-29\n");
}
END_TEST

START_TEST(nothing_is_cut_where_it_fits)
{
	const struct output none = { 0 };
	struct captured captured, whole;

	print_rows(&none, &whole);
	for (int width = FULL_WIDTH; width < FULL_WIDTH + 100; width++) {
		const struct output output = { .width = width };

		ck_assert_str_eq(print_rows(&output, &captured), whole.text);
	}
}
END_TEST

START_TEST(no_line_is_wider_than_the_terminal)
{
	struct captured captured;

	for (int width = 1; width <= FULL_WIDTH; width++) {
		const struct output output = { .width = width };

		ck_assert_uint_le(widest_line(print_rows(&output, &captured)), width);
	}
}
END_TEST

START_TEST(what_is_cut_is_marked)
{
	const struct output output = { .width = FULL_WIDTH - 1 };
	struct captured captured;

	ck_assert_str_eq(print_rows(&output, &captured), "MODULE         N  ALIAS\n"
							 "crypto_user    1  net-pf-16-proto..\n"
							 "can          100  net-pf-29\n");
}
END_TEST

START_TEST(what_comes_later_has_no_headings_and_the_same_columns)
{
	static const int widths[] = { 0, 80 };

	for (size_t i = 0; i < N_ELEMENTS(widths); i++) {
		const struct output output = { .width = widths[i] };
		struct table *table = new_table(&output);
		struct captured captured;

		add_rows(table);
		print(table, &captured);
		add(table, ROW("tls", "2", "tcp-ulp-tls"));
		ck_assert_str_eq(print(table, &captured), "tls            2  tcp-ulp-tls\n");
		table_free(table);
	}
}
END_TEST

START_TEST(what_comes_later_may_be_wider)
{
	const struct output output = { .width = FULL_WIDTH };
	struct table *table = new_table(&output);
	struct captured captured;

	add(table, ROW("can", "1", "net-pf-29"));
	print(table, &captured);
	add_rows(table);
	ck_assert_str_eq(print(table, &captured), "crypto_user    1  net-pf-16-proto-21\n"
						  "can          100  net-pf-29\n");
	table_free(table);
}
END_TEST

START_TEST(what_comes_later_fits_the_terminal_too)
{
	for (int width = 1; width <= 80; width++) {
		const struct output output = { .width = width };
		struct table *table = new_table(&output);
		struct captured captured;

		add(table, ROW("can", "1", "net-pf-29"));
		print(table, &captured);
		add_rows(table);
		ck_assert_uint_le(widest_line(print(table, &captured)), width);
		add(table, ROW("a_module_with_a_long_name", "1", "net-pf-16-proto-21"));
		ck_assert_uint_le(widest_line(print(table, &captured)), width);
		table_free(table);
	}
}
END_TEST

START_TEST(a_column_never_becomes_narrower_and_is_as_wide_as_asked_for)
{
	const struct output output = { 0 };
	struct table *table = new_table(&output);
	struct captured captured;

	ck_assert_int_eq(table_widen(table, 0, "crypto_user"), 0);
	ck_assert_int_eq(table_widen(table, 0, "can"), 0);
	add(table, ROW("can", "1", "net-pf-29"));
	ck_assert_str_eq(print(table, &captured), "MODULE       N  ALIAS\n"
						  "can          1  net-pf-29\n");
	add(table, ROW("a_module_of_a_long_name", "1", "x"));
	ck_assert_str_eq(print(table, &captured), "a_module_of_a_long_name  1  x\n");
	add(table, ROW("can", "1", "net-pf-29"));
	ck_assert_str_eq(print(table, &captured), "can                      1  net-pf-29\n");
	table_free(table);
}
END_TEST

START_TEST(backslashes_of_what_is_escaped_stay)
{
	const struct output output = { .no_legend = true };
	struct table *table = new_table(&output);
	struct captured captured;

	add(table, ROW("\\x1b[31m", "1", "\\x22"));
	ck_assert_str_eq(print(table, &captured), "\\x1b[31m  1  \\x22\n");
	table_free(table);
}
END_TEST

START_TEST(without_rows_nothing_is_printed)
{
	const struct output output = { 0 };
	struct table *table = new_table(&output);
	struct captured captured;

	ck_assert_str_eq(print(table, &captured), "");
	table_free(table);
}
END_TEST

START_TEST(without_legend_there_are_no_headings)
{
	const struct output output = { .no_legend = true };
	struct captured captured;

	ck_assert_str_eq(print_rows(&output, &captured), "crypto_user    1  net-pf-16-proto-21\n"
							 "can          100  net-pf-29\n");
}
END_TEST

START_TEST(what_is_missing_is_a_dash)
{
	const struct output output = { 0 };
	struct table *table = new_table(&output);
	struct captured captured;

	add(table, ROW("can", NULL, ""));
	ck_assert_str_eq(print(table, &captured), "MODULE  N  ALIAS\n"
						  "can     -  -\n");
	table_free(table);
}
END_TEST

/* One row whose cells have colours. */
static const char *print_coloured(const struct output *output, struct captured *captured)
{
	struct table *table = new_table(output);
	const char *text;

	add(table, ROW("can", "1", "net-pf-29"));
	ck_assert_int_eq(table_colour(table, 0, COLOUR_BAD), 0);
	ck_assert_int_eq(table_colour(table, 1, COLOUR_NONE), 0);
	ck_assert_int_eq(table_colour(table, 2, COLOUR_GOOD), 0);
	text = print(table, captured);
	table_free(table);
	return text;
}

START_TEST(colours_are_there_only_where_the_terminal_has_them)
{
	const struct output plain = { .width = 80 };
	const struct output coloured = { .width = 80, .has_colours = true };
	struct captured captured;

	ck_assert_ptr_null(strchr(print_coloured(&plain, &captured), '\033'));
	print_coloured(&coloured, &captured);
	ck_assert_ptr_nonnull(strstr(captured.text, "\033[31mcan"));
	ck_assert_ptr_nonnull(strstr(captured.text, "\033[32mnet-pf-29"));
}
END_TEST

/* Removes colours from a text, and returns whether it ends without one. */
static bool strip_colours(char *text)
{
	bool is_on = false;
	char *to = text;

	while (*text) {
		if (*text != '\033') {
			*to++ = *text++;
			continue;
		}
		is_on = strncmp(text, "\033[0m", 4) != 0;
		text += strcspn(text, "m") + 1;
	}
	*to = '\0';
	return !is_on;
}

START_TEST(colours_take_no_room_and_end)
{
	for (int width = 1; width <= 40; width++) {
		const struct output plain = { .width = width };
		const struct output coloured = { .width = width, .has_colours = true };
		struct captured captured, expected;

		print_coloured(&plain, &expected);
		print_coloured(&coloured, &captured);
		ck_assert_msg(strip_colours(captured.text), "width %d: a colour stays on", width);
		ck_assert_str_eq(captured.text, expected.text);
	}
}
END_TEST

START_TEST(control_characters_do_not_get_through)
{
	const struct output output = { .width = 80, .has_colours = true };
	struct table *table = new_table(&output);
	struct captured captured;

	add(table, ROW("a\033[31mb", "\a",
		       "\x9b"
		       "1m\nnext"));
	print(table, &captured);
	for (const char *c = captured.text; *c; c++)
		ck_assert_msg((*c >= ' ' && *c <= '~') || *c == '\n', "byte %#x", *c);
	ck_assert_ptr_null(strstr(captured.text, "\nnext"));
	table_free(table);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		columns_are_as_wide_as_what_is_in_them,
		nothing_is_cut_where_it_fits,
		no_line_is_wider_than_the_terminal,
		what_is_cut_is_marked,
		what_comes_later_has_no_headings_and_the_same_columns,
		what_comes_later_may_be_wider,
		what_comes_later_fits_the_terminal_too,
		a_column_never_becomes_narrower_and_is_as_wide_as_asked_for,
		backslashes_of_what_is_escaped_stay,
		without_rows_nothing_is_printed,
		without_legend_there_are_no_headings,
		what_is_missing_is_a_dash,
		colours_are_there_only_where_the_terminal_has_them,
		colours_take_no_room_and_end,
		control_characters_do_not_get_through,
	};

	return RUN_TESTS("table", tests);
}
