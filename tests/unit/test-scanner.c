// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include "complaints.h"
#include "ini.h"
#include "run.h"

#define FILE_NAME "autoload.conf"

/* A file's text, with the NULs that may be in it. */
#define TEXT(literal) literal, sizeof(literal) - 1

static struct ini parse(const char *text, size_t size)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct ini ini;
	int r = ini_parse(text, size, FILE_NAME, &sink, &ini);

	ck_assert_msg(r == 0, "line %u: %s", complaints.list[0].line, complaints.list[0].text);
	ck_assert_uint_eq(complaints.n, 0);
	return ini;
}

/* That the text has one error. */
static void expect_error(const char *text, size_t size, unsigned int line, const char *says)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct ini ini;

	ck_assert_int_eq(ini_parse(text, size, FILE_NAME, &sink, &ini), -EINVAL);
	complaints_expect_one(&complaints, FILE_NAME, line, says);
}

/* That the text is one section with one key of this value. */
static void expect_value(const char *text, size_t size, const char *value)
{
	struct ini ini = parse(text, size);

	ck_assert_uint_eq(ini.n_sections, 1);
	ck_assert_uint_eq(ini.sections[0].n_keys, 1);
	ck_assert_str_eq(ini.sections[0].keys[0].value, value);
	ini_clear(&ini);
}

static void expect_key(const struct ini_section *section, size_t i, const char *name,
		       const char *value, unsigned int line)
{
	ck_assert_uint_lt(i, section->n_keys);
	ck_assert_str_eq(section->keys[i].name, name);
	ck_assert_str_eq(section->keys[i].value, value);
	ck_assert_uint_eq(section->keys[i].line, line);
}

START_TEST(sections_and_keys_keep_their_order_and_lines)
{
	struct ini ini = parse(TEXT("# a comment\n"
				    "[gate]\n"
				    "mode = log\n"
				    "\n"
				    "[rule b]\n"
				    "why = x\n"
				    "alias = y\n"
				    "; another comment\n"
				    "[rule a]\n"));

	ck_assert_uint_eq(ini.n_sections, 3);
	ck_assert_str_eq(ini.sections[0].name, "gate");
	ck_assert_uint_eq(ini.sections[0].line, 2);
	ck_assert_uint_eq(ini.sections[0].n_keys, 1);
	expect_key(&ini.sections[0], 0, "mode", "log", 3);
	ck_assert_str_eq(ini.sections[1].name, "rule b");
	ck_assert_uint_eq(ini.sections[1].line, 5);
	ck_assert_uint_eq(ini.sections[1].n_keys, 2);
	expect_key(&ini.sections[1], 0, "why", "x", 6);
	expect_key(&ini.sections[1], 1, "alias", "y", 7);
	ck_assert_str_eq(ini.sections[2].name, "rule a");
	ck_assert_uint_eq(ini.sections[2].line, 9);
	ck_assert_uint_eq(ini.sections[2].n_keys, 0);
	ini_clear(&ini);
}
END_TEST

START_TEST(an_empty_file_has_no_sections)
{
	struct ini ini = parse(TEXT(""));

	ck_assert_uint_eq(ini.n_sections, 0);
	ini_clear(&ini);
	ini = parse(TEXT("\n \t\n# only a comment\n"));
	ck_assert_uint_eq(ini.n_sections, 0);
	ini_clear(&ini);
}
END_TEST

START_TEST(names_become_lower_case_and_values_do_not)
{
	struct ini ini = parse(TEXT("[Rule X]\nAlias = FS-Ext4\n"));

	ck_assert_str_eq(ini.sections[0].name, "rule x");
	expect_key(&ini.sections[0], 0, "alias", "FS-Ext4", 2);
	ini_clear(&ini);
}
END_TEST

START_TEST(a_key_is_found_by_its_name)
{
	struct ini ini = parse(TEXT("[gate]\nmode = log\nrequire = never\n"));

	ck_assert_str_eq(ini_find(&ini.sections[0], "require")->value, "never");
	ck_assert_ptr_null(ini_find(&ini.sections[0], "requir"));
	ini_clear(&ini);
}
END_TEST

START_TEST(the_same_key_may_stand_in_two_sections)
{
	struct ini ini = parse(TEXT("[rule a]\nwhy = x\n[rule b]\nwhy = y\n"));

	expect_key(&ini.sections[0], 0, "why", "x", 2);
	expect_key(&ini.sections[1], 0, "why", "y", 4);
	ini_clear(&ini);
}
END_TEST

START_TEST(blanks_around_names_and_values_mean_nothing)
{
	expect_value(TEXT("  [gate]\t\n \tmode\t = \t a  b\t \n"), "a  b");
	expect_value(TEXT("[gate]\nmode=a\n"), "a");
}
END_TEST

START_TEST(a_comment_follows_a_value_after_a_blank)
{
	expect_value(TEXT("[gate]\nmode = log # allow; deny\n"), "log");
	expect_value(TEXT("[gate]\nmode = log\t;restrict\n"), "log");
}
END_TEST

START_TEST(a_value_may_hold_signs_that_mean_something_elsewhere)
{
	expect_value(TEXT("[gate]\nwhy = a = b [c] \"d\" 'e' %s \\x 100%\n"),
		     "a = b [c] \"d\" 'e' %s \\x 100%");
}
END_TEST

START_TEST(a_value_may_be_in_any_language)
{
	expect_value(TEXT("[gate]\nwhy = für alle\n"), "für alle");
}
END_TEST

START_TEST(the_last_line_needs_no_newline)
{
	expect_value(TEXT("[gate]\nmode = log"), "log");
}
END_TEST

START_TEST(lines_that_end_in_a_backslash_are_put_together)
{
	struct ini ini = parse(TEXT("[gate]\n"
				    "alias = a \\\n"
				    "\tb \\  \n"
				    "  c\n"
				    "mode = log\n"));

	ck_assert_uint_eq(ini.sections[0].n_keys, 2);
	expect_key(&ini.sections[0], 0, "alias", "a \tb   c", 2);
	expect_key(&ini.sections[0], 1, "mode", "log", 5);
	ini_clear(&ini);
}
END_TEST

START_TEST(a_section_given_twice_is_an_error)
{
	expect_error(TEXT("[gate]\nmode = log\n[rule x]\n[gate]\nrequire = never\n"), 4,
		     "section [gate] was already given in line 1");
}
END_TEST

START_TEST(a_section_given_twice_in_another_case_is_an_error)
{
	expect_error(TEXT("[rule x]\n[Rule X]\n"), 2,
		     "section [rule x] was already given in line 1");
}
END_TEST

START_TEST(a_key_given_twice_is_an_error)
{
	expect_error(TEXT("[gate]\nmode = log\nmode = deny\n"), 3,
		     "\"mode\" was already given in line 2");
	expect_error(TEXT("[gate]\nmode = log\nMODE = deny\n"), 3,
		     "\"mode\" was already given in line 2");
}
END_TEST

START_TEST(a_value_cut_at_a_number_sign_is_an_error)
{
	expect_error(TEXT("[rule x]\nalias = fs-#x\n"), 2, "the text from \"#\" on");
}
END_TEST

START_TEST(a_value_cut_at_a_semicolon_is_an_error)
{
	expect_error(TEXT("[rule x]\nalias = a b;c\n"), 2, "the text from \";\" on");
}
END_TEST

START_TEST(a_value_cut_in_a_continued_line_is_an_error)
{
	expect_error(TEXT("[rule x]\nalias = a \\\n  fs-#x\n"), 2, "the text from \"#\" on");
}
END_TEST

START_TEST(a_key_without_a_value_is_an_error)
{
	expect_error(TEXT("[gate]\nmode =\n"), 2, "no value after");
	expect_error(TEXT("[gate]\nmode = # log\n"), 2, "no value after");
	expect_error(TEXT("[gate]\nmode = ;\n"), 2, "no value after");
}
END_TEST

START_TEST(quotes_around_a_value_are_an_error)
{
	expect_error(TEXT("[gate]\nmode = \"log\"\n"), 2, "without quotation marks");
	expect_error(TEXT("[gate]\nmode = 'log'\n"), 2, "without quotation marks");
	expect_error(TEXT("[rule x]\nalias = \"a # b\"\n"), 2, "without quotation marks");
	expect_error(TEXT("[rule x]\nalias = \"\"\n"), 2, "without quotation marks");
}
END_TEST

START_TEST(a_key_before_the_first_section_is_an_error)
{
	expect_error(TEXT("mode = log\n[gate]\n"), 1, "this key is in no section");
}
END_TEST

START_TEST(a_line_without_an_equals_sign_is_an_error)
{
	expect_error(TEXT("[gate]\nmode\n"), 2, "a line is");
	expect_error(TEXT("[gate]\nmode log\n"), 2, "a line is");
	expect_error(TEXT("[gate]\nx"), 2, "a line is");
}
END_TEST

START_TEST(a_strange_key_is_an_error)
{
	expect_error(TEXT("[gate]\n= log\n"), 2, "a line is");
	expect_error(TEXT("[gate]\nmo de = log\n"), 2, "a line is");
	expect_error(TEXT("[gate]\nmode:x = log\n"), 2, "a line is");
	expect_error(TEXT("\xef\xbb\xbf[gate]\n"), 1, "a line is");
}
END_TEST

START_TEST(text_behind_a_section_is_an_error)
{
	expect_error(TEXT("[gate] # comment\n"), 1, "a section is a line of its own");
	expect_error(TEXT("[gate] mode = log\n"), 1, "a section is a line of its own");
	expect_error(TEXT("[gate\n"), 1, "a section is a line of its own");
	expect_error(TEXT("[gate]]\n"), 1, "a section is a line of its own");
}
END_TEST

START_TEST(a_strange_name_of_a_section_is_an_error)
{
	expect_error(TEXT("[]\n"), 1, "a section's name");
	expect_error(TEXT("[rule  x]\n"), 1, "a section's name");
	expect_error(TEXT("[ gate]\n"), 1, "a section's name");
	expect_error(TEXT("[gate ]\n"), 1, "a section's name");
	expect_error(TEXT("[rule a:b]\n"), 1, "a section's name");
	expect_error(TEXT("[rule a#b]\n"), 1, "a section's name");
	expect_error(TEXT("[rule %s]\n"), 1, "a section's name");
	expect_error(TEXT("[rule\tx]\n"), 1, "a section's name");
	expect_error(TEXT("[rule \xe4]\n"), 1, "a section's name");
}
END_TEST

START_TEST(a_nul_byte_is_an_error)
{
	expect_error(TEXT("[gate]\nmode = log\0deny\n"), 2, "NUL");
	expect_error(TEXT("[gate]\n# comment\0\nmode = log\n"), 2, "NUL");
	expect_error(TEXT("[gate]\nalias = a \\\n b\0\n"), 2, "NUL");
	expect_error(TEXT("\0"), 1, "NUL");
}
END_TEST

START_TEST(a_control_character_is_an_error)
{
	expect_error(TEXT("[gate]\nmode = log\r\n"), 2, "control character");
	expect_error(TEXT("[gate]\nmode = \x1b[31mlog\n"), 2, "control character");
	expect_error(TEXT("[gate]\nmode =\vlog\n"), 2, "control character");
	expect_error(TEXT("[gate]\nmode = log\x7f\n"), 2, "control character");
	expect_error(TEXT("# \x01\n"), 1, "control character");
}
END_TEST

START_TEST(a_backslash_at_the_end_of_the_file_is_an_error)
{
	expect_error(TEXT("[gate]\nmode = log\\"), 2, "the file ends with a line that continues");
	expect_error(TEXT("[gate]\nmode = log \\\n"), 2,
		     "the file ends with a line that continues");
	expect_error(TEXT("[gate]\nalias = a \\\n b \\\n"), 2,
		     "the file ends with a line that continues");
}
END_TEST

START_TEST(a_line_that_continues_into_an_empty_one_is_an_error)
{
	expect_error(TEXT("[gate]\nmode = log \\\n\nrequire = never\n"), 2, "this one is empty");
	expect_error(TEXT("[gate]\nmode = log \\\n \t\nrequire = never\n"), 2, "this one is empty");
}
END_TEST

START_TEST(a_comment_that_swallows_the_next_line_is_an_error)
{
	expect_error(TEXT("[gate]\n# a comment \\\nmode = log\n"), 2,
		     "would swallow the next line");
	expect_error(TEXT("[gate]\n;\\\nmode = log\n"), 2, "would swallow the next line");
}
END_TEST

START_TEST(a_comment_behind_a_value_that_swallows_the_next_line_is_an_error)
{
	expect_error(TEXT("[gate]\nmode = log # for now \\\nrequire = never\n"), 2,
		     "would swallow the next line");
	expect_error(TEXT("[gate]\nalias = a \\\n b # for now \\\nmode = log\n"), 2,
		     "would swallow the next line");
}
END_TEST

/* "[gate]" and a key whose line has this many bytes; returns the file's size. */
static size_t fill_line(char text[static 4096], size_t length)
{
	static const char start[] = "[gate]\nwhy = ";
	size_t line = sizeof("[gate]\n") - 1;

	strcpy(text, start);
	memset(text + sizeof(start) - 1, 'x', line + length - (sizeof(start) - 1));
	text[line + length] = '\n';
	return line + length + 1;
}

START_TEST(a_line_may_have_its_full_length)
{
	char text[4096];
	struct ini ini = parse(text, fill_line(text, INI_LINE_MAX));

	ck_assert_uint_eq(strlen(ini.sections[0].keys[0].value), INI_LINE_MAX - strlen("why = "));
	ini_clear(&ini);
}
END_TEST

START_TEST(a_line_that_is_too_long_is_an_error)
{
	char text[4096];

	expect_error(text, fill_line(text, INI_LINE_MAX + 1), 2, "longer than");
	expect_error(text, fill_line(text, 4000), 2, "longer than");
}
END_TEST

START_TEST(continued_lines_count_as_one_long_line)
{
	char text[4096];
	size_t size = fill_line(text, 4000);

	/* Five lines of 300 bytes. */
	for (size_t end = 300; end < 1500; end += 300)
		memcpy(text + end, "\\\n", 2);
	size = 1500;
	text[size - 1] = '\n';
	/* What is behind the line that is too much is no line of its own. */
	expect_error(text, 1200, 2, "longer than");
}
END_TEST

START_TEST(blanks_that_make_a_line_too_long_are_an_error_in_that_line)
{
	char text[4096];
	size_t size = fill_line(text, 2000);

	memset(text + 100, ' ', size - 101);
	expect_error(text, size, 2, "longer than");
}
END_TEST

START_TEST(all_errors_are_reported_with_their_lines)
{
	static const char text[] = "mode = log\n"
				   "[gate]\n"
				   "mode = a;b\n"
				   "nonsense\n"
				   "require = a\n"
				   "require = b\n"
				   "[gate]\n"
				   "why = a \\\n"
				   "\\\n"
				   "  b\n"
				   "why = \x1b\n"
				   "why = \"x\"\n"
				   "[rule\n"
				   "x = \\\n";
	static const struct {
		unsigned int line;
		const char *says;
	} expected[] = {
		{ 1, "this key is in no section" },
		{ 3, "the text from \";\" on" },
		{ 4, "a line is" },
		{ 6, "\"require\" was already given in line 5" },
		{ 7, "section [gate] was already given in line 2" },
		{ 11, "control character" },
		{ 12, "without quotation marks" },
		{ 13, "a section is a line of its own" },
		{ 14, "the file ends" },
	};
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct ini ini;

	ck_assert_int_eq(ini_parse(text, sizeof(text) - 1, FILE_NAME, &sink, &ini), -EINVAL);
	for (size_t i = 0; i < N_ELEMENTS(expected); i++)
		complaints_expect(&complaints, i, FILE_NAME, expected[i].line, expected[i].says);
	ck_assert_uint_eq(complaints.n, N_ELEMENTS(expected));
}
END_TEST

START_TEST(a_file_with_an_error_leaves_the_result_alone)
{
	struct ini before, ini;
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);

	memset(&before, 0x5a, sizeof(before));
	ini = before;
	ck_assert_int_eq(ini_parse(TEXT("[gate]\nmode = log\nnonsense\n"), FILE_NAME, &sink, &ini),
			 -EINVAL);
	ck_assert_mem_eq(&ini, &before, sizeof(ini));
}
END_TEST

START_TEST(an_error_can_be_formatted_and_is_not_read_as_a_format)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);

	report_error(&sink, "%s.conf", 7, "%s and %d", "%n%s", 3);
	complaints_expect_one(&complaints, "%s.conf", 7, "%n%s and 3");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		sections_and_keys_keep_their_order_and_lines,
		an_empty_file_has_no_sections,
		names_become_lower_case_and_values_do_not,
		a_key_is_found_by_its_name,
		the_same_key_may_stand_in_two_sections,
		blanks_around_names_and_values_mean_nothing,
		a_comment_follows_a_value_after_a_blank,
		a_value_may_hold_signs_that_mean_something_elsewhere,
		a_value_may_be_in_any_language,
		the_last_line_needs_no_newline,
		lines_that_end_in_a_backslash_are_put_together,
		a_section_given_twice_is_an_error,
		a_section_given_twice_in_another_case_is_an_error,
		a_key_given_twice_is_an_error,
		a_value_cut_at_a_number_sign_is_an_error,
		a_value_cut_at_a_semicolon_is_an_error,
		a_value_cut_in_a_continued_line_is_an_error,
		a_key_without_a_value_is_an_error,
		quotes_around_a_value_are_an_error,
		a_key_before_the_first_section_is_an_error,
		a_line_without_an_equals_sign_is_an_error,
		a_strange_key_is_an_error,
		text_behind_a_section_is_an_error,
		a_strange_name_of_a_section_is_an_error,
		a_nul_byte_is_an_error,
		a_control_character_is_an_error,
		a_backslash_at_the_end_of_the_file_is_an_error,
		a_line_that_continues_into_an_empty_one_is_an_error,
		a_comment_that_swallows_the_next_line_is_an_error,
		a_comment_behind_a_value_that_swallows_the_next_line_is_an_error,
		a_line_may_have_its_full_length,
		a_line_that_is_too_long_is_an_error,
		continued_lines_count_as_one_long_line,
		blanks_that_make_a_line_too_long_are_an_error_in_that_line,
		all_errors_are_reported_with_their_lines,
		a_file_with_an_error_leaves_the_result_alone,
		an_error_can_be_formatted_and_is_not_read_as_a_format,
	};

	return RUN_TESTS("ini", tests);
}
