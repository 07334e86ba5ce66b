// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include "directory.h"
#include "run.h"
#include "text-file.h"

static void expect_slice(const struct slice *slice, const char *text)
{
	ck_assert_uint_eq(slice->length, strlen(text));
	ck_assert_mem_eq(slice->start, text, slice->length);
}

START_TEST(lines_are_taken_without_their_newlines)
{
	struct slice rest = { "a\n\nbc", 5 }, line;

	ck_assert(slice_take_line(&rest, &line));
	expect_slice(&line, "a");
	ck_assert(slice_take_line(&rest, &line));
	expect_slice(&line, "");
	ck_assert(slice_take_line(&rest, &line));
	expect_slice(&line, "bc");
	ck_assert(!slice_take_line(&rest, &line));
}
END_TEST

START_TEST(words_are_taken_without_blanks)
{
	struct slice rest = { " \ta  bc\r", 8 }, word;

	ck_assert(slice_take_word(&rest, &word));
	expect_slice(&word, "a");
	ck_assert(slice_take_word(&rest, &word));
	expect_slice(&word, "bc");
	ck_assert(!slice_take_word(&rest, &word));
	ck_assert(!slice_take_word(&rest, &word));
}
END_TEST

START_TEST(a_copy_is_terminated_and_returns_whether_it_is_whole)
{
	const struct slice slice = { "abc", 3 };
	char text[4];

	ck_assert(slice_copy(&slice, text, 4));
	ck_assert_str_eq(text, "abc");
	ck_assert(!slice_copy(&slice, text, 3));
	ck_assert_str_eq(text, "ab");
	ck_assert(!slice_copy(&slice, text, 1));
	ck_assert_str_eq(text, "");
}
END_TEST

static void make(char path[static PATH_MAX], size_t size)
{
	FILE *file;

	snprintf(path, PATH_MAX, "%s/file", directory);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	for (size_t i = 0; i < size; i++)
		fputc('x', file);
	fclose(file);
}

START_TEST(a_file_is_read_whole_up_to_its_limit)
{
	static const size_t sizes[] = { 0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 600000 };
	char path[PATH_MAX], *text;
	size_t size;

	for (size_t i = 0; i < N_ELEMENTS(sizes); i++) {
		make(path, sizes[i]);
		ck_assert_int_eq(text_file_read(path, sizes[i], &text, &size), 0);
		ck_assert_uint_eq(size, sizes[i]);
		ck_assert_uint_eq(strlen(text), sizes[i]);
		free(text);
		if (sizes[i])
			ck_assert_int_eq(text_file_read(path, sizes[i] - 1, &text, &size), -EFBIG);
	}
}
END_TEST

START_TEST(what_can_not_be_read_is_an_error)
{
	char *text = NULL;
	size_t size;

	ck_assert_int_eq(text_file_read("/nonexistent", 10, &text, &size), -ENOENT);
	ck_assert_int_eq(text_file_read("/", 10, &text, &size), -EISDIR);
	ck_assert_int_eq(text_file_read("/dev/zero", 10, &text, &size), -EFBIG);
	ck_assert_ptr_null(text);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		lines_are_taken_without_their_newlines,
		words_are_taken_without_blanks,
		a_copy_is_terminated_and_returns_whether_it_is_whole,
		a_file_is_read_whole_up_to_its_limit,
		what_can_not_be_read_is_an_error,
	};

	directory_make();
	return directory_remove(RUN_TESTS("text-file", tests));
}
