// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include "escape.h"
#include "printable.h"
#include "run.h"

/* Room for every byte, escaped. */
#define ROOM (255 * ESCAPED_BYTE + 1)

START_TEST(text_to_be_read_keeps_backslash_and_quote)
{
	char buffer[ROOM];

	ck_assert_str_eq(escape_controls("\x1b[31m \"a\\b\" \xff", buffer, sizeof(buffer)),
			 "\\x1b[31m \"a\\b\" \\xff");
}
END_TEST

START_TEST(every_text_can_be_had_back)
{
	char text[256], escaped[4 * 255 + 1], back[256];

	for (unsigned int byte = 1; byte < 256; byte++)
		text[byte - 1] = byte;
	text[255] = '\0';
	escape_text(text, escaped, sizeof(escaped));
	ck_assert_int_eq(unescape_text(escaped, back, sizeof(back)), 0);
	ck_assert_str_eq(back, text);
	ck_assert_int_eq(unescape_text(escaped, back, sizeof(back) - 1), -ENOBUFS);
}
END_TEST

START_TEST(what_escape_text_does_not_write_is_invalid)
{
	static const char *const wrong[] = {
		"\\", "\\x", "\\x4", "\\x4g", "\\n41", "\\x00", "a\\"
	};
	char back[16];

	for (size_t i = 0; i < N_ELEMENTS(wrong); i++)
		ck_assert_int_eq(unescape_text(wrong[i], back, sizeof(back)), -EINVAL);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		text_to_be_read_keeps_backslash_and_quote,
		every_text_can_be_had_back,
		what_escape_text_does_not_write_is_invalid,
	};

	return RUN_TESTS("printable", tests);
}
