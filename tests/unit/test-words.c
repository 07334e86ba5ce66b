// SPDX-License-Identifier: GPL-2.0-or-later

#include "run.h"
#include "words.h"

/* That text is split into exactly these words. */
static void expect_words(const char *text, const char *const *expected)
{
	char **words = words_split(text), **word = words;

	ck_assert_ptr_nonnull(words);
	for (; *expected; expected++, word++) {
		ck_assert_ptr_nonnull(*word);
		ck_assert_str_eq(*word, *expected);
	}
	ck_assert_ptr_null(*word);
	words_free(words);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

START_TEST(words_are_split_at_blanks_and_tabs)
{
	expect_words("one two\tthree", WORDS("one", "two", "three"));
}
END_TEST

START_TEST(many_blanks_count_as_one)
{
	expect_words("  \tone \t  two  ", WORDS("one", "two"));
}
END_TEST

START_TEST(a_word_alone_is_a_list_of_one)
{
	expect_words("fs-*", WORDS("fs-*"));
}
END_TEST

START_TEST(nothing_but_blanks_is_an_empty_list)
{
	expect_words("", WORDS(NULL));
	expect_words(" \t ", WORDS(NULL));
}
END_TEST

START_TEST(other_bytes_belong_to_words)
{
	expect_words("a,b;c\n \"d e\"", WORDS("a,b;c\n", "\"d", "e\""));
}
END_TEST

START_TEST(no_list_can_be_freed)
{
	words_free(NULL);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		words_are_split_at_blanks_and_tabs, many_blanks_count_as_one,
		a_word_alone_is_a_list_of_one,      nothing_but_blanks_is_an_empty_list,
		other_bytes_belong_to_words,        no_list_can_be_freed,
	};

	return RUN_TESTS("words", tests);
}
