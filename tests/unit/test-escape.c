// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "escape.h"
#include "run.h"

/* Room for every byte, escaped. */
#define ROOM (255 * ESCAPED_BYTE + 1)

static void expect_escaped(const char *text, const char *expected)
{
	char buffer[ROOM];

	ck_assert_str_eq(escape_text(text, buffer, sizeof(buffer)), expected);
}

START_TEST(plain_text_stays_as_it_is)
{
	expect_escaped("", "");
	expect_escaped("net-pf-2 proto {132} ~!'%s", "net-pf-2 proto {132} ~!'%s");
}
END_TEST

START_TEST(control_bytes_are_escaped)
{
	expect_escaped("a\nb\rc\td", "a\\x0ab\\x0dc\\x09d");
	expect_escaped("\x1b[31m", "\\x1b[31m");
	expect_escaped("\x01\x7f", "\\x01\\x7f");
}
END_TEST

START_TEST(bytes_beyond_ascii_are_escaped)
{
	expect_escaped("\x80\xc3\xa4\xff", "\\x80\\xc3\\xa4\\xff");
}
END_TEST

START_TEST(backslash_and_quote_are_escaped)
{
	expect_escaped("\\x41\"", "\\x5cx41\\x22");
}
END_TEST

static void unescape(const char *escaped, char *text)
{
	unsigned int byte;

	while (*escaped) {
		if (*escaped == '\\') {
			ck_assert_int_eq(sscanf(escaped, "\\x%2x", &byte), 1);
			*text++ = (char)byte;
			escaped += ESCAPED_BYTE;
		} else {
			*text++ = *escaped++;
		}
	}
	*text = '\0';
}

START_TEST(every_byte_can_be_told_from_the_escaped_text)
{
	char text[256], escaped[ROOM], undone[ROOM];

	for (size_t i = 0; i < 255; i++)
		text[i] = (char)(i + 1);
	text[255] = '\0';
	escape_text(text, escaped, sizeof(escaped));
	for (const char *c = escaped; *c; c++)
		ck_assert(*c >= ' ' && *c <= '~');
	unescape(escaped, undone);
	ck_assert_str_eq(undone, text);
}
END_TEST

START_TEST(an_escaped_byte_is_never_cut_in_two)
{
	static const char *const expected[] = { "",  "a",      "a",       "a",
						"a", "a\\x0a", "a\\x0ab", "a\\x0ab" };
	char buffer[9];

	for (size_t size = 1; size <= N_ELEMENTS(expected); size++) {
		memset(buffer, '!', sizeof(buffer));
		escape_text("a\nb", buffer, size);
		ck_assert_str_eq(buffer, expected[size - 1]);
		ck_assert_int_eq(buffer[size], '!');
	}
}
END_TEST

START_TEST(nothing_is_appended_after_what_did_not_fit)
{
	char buffer[4];

	ck_assert_str_eq(escape_text("\nab", buffer, sizeof(buffer)), "");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		plain_text_stays_as_it_is,
		control_bytes_are_escaped,
		bytes_beyond_ascii_are_escaped,
		backslash_and_quote_are_escaped,
		every_byte_can_be_told_from_the_escaped_text,
		an_escaped_byte_is_never_cut_in_two,
		nothing_is_appended_after_what_did_not_fit,
	};

	return RUN_TESTS("escape", tests);
}
