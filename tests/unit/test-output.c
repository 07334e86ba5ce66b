// SPDX-License-Identifier: GPL-2.0-or-later
/* Standard output is a terminal of the test's own; the pager is a script that keeps what it reads.
 */
#include <errno.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "captured.h"
#include "directory.h"
#include "output.h"
#include "run.h"

/* The test's side of the terminal, and standard output as it was before. */
static int terminal = -1, before = -1;

static void open_terminal(unsigned short width)
{
	const struct winsize size = { .ws_row = 24, .ws_col = width };
	int other;

	ck_assert_int_eq(openpty(&terminal, &other, NULL, NULL, &size), 0);
	fflush(stdout);
	before = dup(STDOUT_FILENO);
	ck_assert_int_ge(dup2(other, STDOUT_FILENO), 0);
	close(other);
	setenv("TERM", "xterm", 1);
	unsetenv("NO_COLOR");
	unsetenv("LESS");
}

/* What has come to the terminal, which is closed. It comes with a delay: up to a mark. */
static const char *close_terminal(void)
{
	static char text[4096];
	size_t used = 0;

	fflush(stdout);
	ck_assert_int_eq(write(STDOUT_FILENO, "\001", 1), 1);
	do {
		ssize_t size = read(terminal, text + used, sizeof(text) - used);

		ck_assert_int_gt(size, 0);
		used += size;
	} while (text[used - 1] != '\001');
	text[used - 1] = '\0';
	dup2(before, STDOUT_FILENO);
	close(before);
	close(terminal);
	return text;
}

static const char *path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

/* A pager that runs this in a shell, with two options that it gets in $1 and $2. */
static void set_pager(const char *script)
{
	FILE *file = fopen(path_of("pager"), "w");
	char command[512];

	ck_assert_ptr_nonnull(file);
	fprintf(file, "#!/bin/sh\ncd %s\n%s\n", directory, script);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path_of("pager"), 0755), 0);
	snprintf(command, sizeof(command), " %s one  two ", path_of("pager"));
	setenv("PAGER", command, 1);
	remove(path_of("paged"));
}

#define KEEP "cat >paged"

/* What the pager kept; "" if it kept nothing. */
static const char *paged(void)
{
	static char text[4096];
	FILE *file = fopen(path_of("paged"), "r");

	text[0] = '\0';
	if (file) {
		text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
		fclose(file);
	}
	return text;
}

/* For output_show(); data is its return value. */
static int print_word(const struct output *output, void *data)
{
	(void)output;
	puts("word");
	return data ? *(int *)data : 0;
}

static int print_nothing(const struct output *output, void *data)
{
	(void)output;
	(void)data;
	return 0;
}

static int print_too_much(const struct output *output, void *data)
{
	(void)output;
	(void)data;
	for (size_t i = 0; i < 100000; i++)
		puts("word");
	ck_assert(ferror(stdout));
	return 0;
}

static int interrupt_and_print(const struct output *output, void *data)
{
	raise(SIGINT); /* else this is the end */
	return print_word(output, data);
}

/* Prints a word as a verb would. Returns what came to the terminal. */
static const char *show_word(struct output *output, bool is_long)
{
	open_terminal(80);
	output_show(output, is_long, print_word, NULL);
	return close_terminal();
}

static void expect_pager(struct output output)
{
	ck_assert_str_eq(show_word(&output, true), "");
	ck_assert_str_eq(paged(), "word\n");
}

static void expect_no_pager(struct output output, bool is_long)
{
	ck_assert_str_eq(show_word(&output, is_long), "word\r\n");
	ck_assert_str_eq(paged(), "");
}

START_TEST(long_output_goes_through_the_pager)
{
	set_pager(KEEP);
	expect_pager((struct output){ 0 });
	expect_pager((struct output){ .json = JSON_PRETTY });
}
END_TEST

START_TEST(other_output_does_not)
{
	struct captured captured;
	struct output output = { 0 };

	set_pager(KEEP);
	expect_no_pager((struct output){ 0 }, false);
	expect_no_pager((struct output){ .no_pager = true }, true);
	expect_no_pager((struct output){ .json = JSON_SHORT }, true);
	capture(&captured);
	output_show(&output, true, print_word, NULL);
	ck_assert_str_eq(capture_end(&captured), "word\n");
	ck_assert_str_eq(paged(), "");
}
END_TEST

START_TEST(no_pager_is_started_where_there_is_none)
{
	static const char *const none[] = { "", "  ", "cat", "/nonexistent/pager -x" };

	set_pager(KEEP);
	for (size_t i = 0; i < N_ELEMENTS(none); i++) {
		setenv("PAGER", none[i], 1);
		expect_no_pager((struct output){ 0 }, true);
	}
}
END_TEST

START_TEST(a_dumb_terminal_has_neither_pager_nor_colours)
{
	static const char *const dumb[] = { NULL, "", "dumb" };

	set_pager(KEEP);
	for (size_t i = 0; i < N_ELEMENTS(dumb); i++) {
		struct output output = { 0 };

		open_terminal(80);
		if (dumb[i])
			setenv("TERM", dumb[i], 1);
		else
			unsetenv("TERM");
		output_show(&output, true, print_word, NULL);
		ck_assert_str_eq(close_terminal(), "word\r\n");
		ck_assert(!output.has_colours);
	}
}
END_TEST

START_TEST(the_pager_gets_its_options_and_a_safe_less)
{
	set_pager("cat >/dev/null; echo \"$1,$2,$#,$LESS,$LESSSECURE\" >paged");
	show_word(&(struct output){ 0 }, true);
	ck_assert_str_eq(paged(), "one,two,2,FRSXMK,1\n");
}
END_TEST

START_TEST(less_shows_colours_whatever_its_options_are)
{
	struct output output = { 0 };

	set_pager("cat >/dev/null; echo \"$LESS\" >paged");
	open_terminal(80);
	setenv("LESS", "iM", 1);
	output_show(&output, true, print_nothing, NULL);
	close_terminal();
	ck_assert_str_eq(paged(), "-R iM\n");
}
END_TEST

START_TEST(a_pager_that_is_left_early_is_not_an_error)
{
	struct output output = { 0 };

	set_pager("exit");
	signal(SIGPIPE, SIG_IGN);
	open_terminal(80);
	output_show(&output, true, print_too_much, NULL);
	ck_assert(!ferror(stdout));
	puts("after");
	ck_assert_str_eq(close_terminal(), "after\r\n");
}
END_TEST

START_TEST(ctrl_c_is_the_pagers)
{
	struct output output = { 0 };

	set_pager(KEEP);
	signal(SIGINT, SIG_DFL);
	open_terminal(80);
	output_show(&output, true, interrupt_and_print, NULL);
	close_terminal();
	ck_assert_str_eq(paged(), "word\n");
	ck_assert_ptr_eq(signal(SIGINT, SIG_DFL), SIG_DFL);
}
END_TEST

START_TEST(what_printing_returns_is_handed_on)
{
	struct output output = { 0 };
	int error = -ENOMEM;

	set_pager(KEEP);
	open_terminal(80);
	ck_assert_int_eq(output_show(&output, true, print_word, &error), -ENOMEM);
	close_terminal();
	ck_assert_str_eq(paged(), "word\n");
}
END_TEST

START_TEST(width_is_the_terminals)
{
	static const unsigned short widths[][2] = { { 20, 20 }, { 132, 132 }, { 0, 80 } };
	struct captured captured;
	struct output output = { 0 };

	for (size_t i = 0; i < N_ELEMENTS(widths); i++) {
		open_terminal(widths[i][0]);
		output_show(&output, false, print_nothing, NULL);
		close_terminal();
		ck_assert_int_eq(output.width, widths[i][1]);
	}
	capture(&captured);
	output_show(&output, false, print_nothing, NULL);
	capture_end(&captured);
	ck_assert_int_eq(output.width, 0);
}
END_TEST

static bool has_colours(const char *no_color)
{
	struct output output = { 0 };

	open_terminal(80);
	if (no_color)
		setenv("NO_COLOR", no_color, 1);
	output_show(&output, false, print_nothing, NULL);
	close_terminal();
	ck_assert(output.has_colours == (output_colour(&output, COLOUR_BAD)[0] != '\0'));
	return output.has_colours;
}

START_TEST(colours_are_for_terminals_and_not_under_no_color)
{
	struct captured captured;
	struct output output = { 0 };

	ck_assert(has_colours(NULL));
	ck_assert(has_colours(""));
	ck_assert(!has_colours("1"));
	ck_assert(!has_colours("0"));
	capture(&captured);
	output_show(&output, false, print_nothing, NULL);
	capture_end(&captured);
	ck_assert(!output.has_colours);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		long_output_goes_through_the_pager,
		other_output_does_not,
		no_pager_is_started_where_there_is_none,
		a_dumb_terminal_has_neither_pager_nor_colours,
		the_pager_gets_its_options_and_a_safe_less,
		less_shows_colours_whatever_its_options_are,
		a_pager_that_is_left_early_is_not_an_error,
		ctrl_c_is_the_pagers,
		what_printing_returns_is_handed_on,
		width_is_the_terminals,
		colours_are_for_terminals_and_not_under_no_color,
	};

	directory_make();
	return directory_remove(RUN_TESTS("output", tests));
}
