// SPDX-License-Identifier: GPL-2.0-or-later
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "patterns.h"
#include "run.h"

static void expect_element(const char *pattern, enum pattern_element_type type, size_t length)
{
	const struct pattern_element element = pattern_take(pattern);

	ck_assert_msg(element.type == type && element.start == pattern && element.length == length,
		      "\"%s\" begins with %d of length %zu", pattern, element.type, element.length);
}

/* That this is matched, by fnmatch(3) too, and only these bytes of a text of one. */
static void expect_bytes(const char *pattern, const char *bytes)
{
	ck_assert_msg(!has_fault(pattern), "\"%s\"", pattern);
	for (int byte = 1; byte < 256; byte++) {
		const char text[] = { (char)byte, '\0' };
		bool expected = strchr(bytes, byte);

		ck_assert_msg(matches_apart(pattern, text) == expected, "\"%s\" and \"%s\"",
			      pattern, text);
		ck_assert_msg((fnmatch(pattern, text, FNM_NOESCAPE) == 0) == expected,
			      "fnmatch: \"%s\" and \"%s\"", pattern, text);
	}
}

START_TEST(a_pattern_is_taken_apart)
{
	expect_element("*x", PATTERN_STAR, 1);
	expect_element("?x", PATTERN_ANY_BYTE, 1);
	expect_element("x*", PATTERN_BYTE, 1);
	expect_element("]", PATTERN_BYTE, 1);
	expect_element("[ab]c", PATTERN_BRACKETS, 4);
	ck_assert_int_eq(pattern_take("").type, PATTERN_END);
}
END_TEST

START_TEST(a_bracket_that_comes_first_is_one_of_the_characters)
{
	expect_element("[]]]", PATTERN_BRACKETS, 3);
	expect_element("[]a]]", PATTERN_BRACKETS, 4);
	expect_element("[!]]]", PATTERN_BRACKETS, 4);
	expect_element("[[]]", PATTERN_BRACKETS, 3);
	expect_bytes("[]a]", "]a");
	expect_bytes("[]-a]", "]^_`a");
}
END_TEST

START_TEST(only_one_sign_makes_a_complement)
{
	ck_assert(pattern_take("[!a]").is_complement);
	ck_assert(pattern_take("[^a]").is_complement);
	ck_assert(!pattern_take("[a!^]").is_complement);
	expect_element("[!^]y]", PATTERN_BRACKETS, 4);
	expect_element("[^!]y]", PATTERN_BRACKETS, 4);
	expect_element("[!!]y]", PATTERN_BRACKETS, 4);
	expect_element("[^^]y]", PATTERN_BRACKETS, 4);
}
END_TEST

START_TEST(a_dash_is_a_range_but_first_and_last)
{
	expect_bytes("[a-c]", "abc");
	expect_bytes("[-a]", "-a");
	expect_bytes("[a-]", "-a");
	expect_bytes("[a-c-e]", "abc-e");
	expect_bytes("[+--]", "+,-");
	expect_bytes("[--/]", "-./");
	expect_bytes("[c-a]", "");
	expect_bytes("[\xe3-\xe5]", "\xe3\xe4\xe5");
}
END_TEST

START_TEST(classes_do_not_end_the_brackets)
{
	expect_element("[[:digit:]_]x]", PATTERN_BRACKETS, 12);
	expect_bytes("[[:digit:]_]", "0123456789_");
	expect_bytes("[[:digit:]-a]", "0123456789-a");
	expect_bytes("[x[.].]y]", "x]y");
	expect_bytes("[x[=]=]y]", "x]y");
	expect_bytes("[[.a.]-[.c.]]", "abc");
	expect_bytes("[[.-.]]", "-");
}
END_TEST

START_TEST(a_backslash_stands_for_itself)
{
	expect_element("\\*", PATTERN_BYTE, 1);
	expect_bytes("\\", "\\");
	expect_bytes("[\\]", "\\");
	expect_bytes("[a\\-^]", "a\\]^");
}
END_TEST

START_TEST(what_has_no_end_or_no_meaning_is_a_fault)
{
	static const char *const endless[] = { "[", "[a", "[]", "[!", "[!]", "[^]", "[a-", "[]x-" };
	static const char *const odd[] = {
		"[[:]",
		"[[:foo:]]",
		"[[:]x]",
		"[[::]]",
		"[[:digit:",
		"[[:Digit:]]",
		"[[:digit]]",
		"[[.",
		"[[.xx.]]",
		"[[..]]",
		"[[=]",
		"[[=xx=]]",
		"[a-[:digit:]]",
		"[a-[=x=]]",
		"[a-c-[:digit:]]",
		"[[:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:]]",
	};

	for (size_t i = 0; i < N_ELEMENTS(endless); i++)
		expect_element(endless[i], PATTERN_ENDLESS, 1);
	for (size_t i = 0; i < N_ELEMENTS(odd); i++)
		expect_element(odd[i], PATTERN_ODD_CLASS, 1);
}
END_TEST

/* Patterns without faults that are tried, each with some texts. */
#define N_PATTERNS 200000
#define N_TEXTS    4

START_TEST(elements_match_what_fnmatch_matches)
{
	unsigned int n_matches = 0, n_brackets = 0;

	for (int i = 0; i < N_PATTERNS;) {
		char pattern[PATTERN_SIZE], text[TEXT_SIZE];

		random_pattern(pattern);
		if (has_fault(pattern))
			continue;
		for (int j = 0; j < N_TEXTS; j++) {
			bool matches;

			random_text(pattern, text);
			matches = fnmatch(pattern, text, FNM_NOESCAPE) == 0;
			/* An assertion that holds costs Check a system call. */
			if (matches_apart(pattern, text) != matches)
				ck_abort_msg("\"%s\" and \"%s\": fnmatch says %d", pattern, text,
					     matches);
			n_matches += matches;
			n_brackets += matches && strchr(pattern, '[');
		}
		i++;
	}
	/* Else little was tried. */
	ck_assert_uint_gt(n_matches, N_PATTERNS);
	ck_assert_uint_gt(n_brackets, N_PATTERNS / 10);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_pattern_is_taken_apart,
		a_bracket_that_comes_first_is_one_of_the_characters,
		only_one_sign_makes_a_complement,
		a_dash_is_a_range_but_first_and_last,
		classes_do_not_end_the_brackets,
		a_backslash_stands_for_itself,
		what_has_no_end_or_no_meaning_is_a_fault,
		elements_match_what_fnmatch_matches,
	};

	return RUN_TESTS("pattern", tests);
}
