// SPDX-License-Identifier: GPL-2.0-or-later
#include <fnmatch.h>
#include <string.h>

#include "alias.h"
#include "patterns.h"
#include "run.h"

START_TEST(a_glob_matches_the_whole_alias)
{
	ck_assert(alias_matches("net-pf-*", "net-pf-29"));
	ck_assert(!alias_matches("net-pf-*", "x-net-pf-29"));
	ck_assert(!alias_matches("net-pf-2", "net-pf-29"));
	ck_assert(alias_matches("net-pf-2?", "net-pf-29"));
}
END_TEST

START_TEST(dash_and_underscore_are_the_same)
{
	ck_assert(alias_matches("algif-aead", "algif_aead"));
	ck_assert(alias_matches("algif_*", "algif-aead"));
	ck_assert(module_names_equal("nf-log-syslog", "nf_log_syslog"));
	ck_assert(!module_names_equal("nf_log", "nf_log_syslog"));
	ck_assert(!module_names_equal("nf_log_syslog", "nf_log"));
}
END_TEST

START_TEST(upper_and_lower_case_differ)
{
	ck_assert(!alias_matches("fs-ext4", "fs-EXT4"));
	ck_assert(!module_names_equal("xt_MARK", "xt_mark"));
}
END_TEST

START_TEST(a_dash_in_brackets_is_a_range)
{
	ck_assert(alias_matches("net-pf-[2-4]", "net-pf-3"));
	ck_assert(!alias_matches("net-pf-[2-4]", "net-pf-5"));
	ck_assert(!alias_matches("net-pf-[2-4]", "net-pf--"));
}
END_TEST

START_TEST(after_the_brackets_a_dash_is_a_dash_again)
{
	ck_assert(alias_matches("net-pf-[2-4]-proto-*", "net_pf_3_proto_132"));
}
END_TEST

START_TEST(brackets_end_where_fnmatch_ends_them)
{
	ck_assert(alias_matches("x[!^]-y", "xa_y"));
	ck_assert(!alias_matches("x[!^]-y", "x^_y"));
	ck_assert(alias_matches("x[!]]-y", "xa_y"));
	ck_assert(alias_matches("x[[:digit:]-a]-y", "x7_y"));
	ck_assert(alias_matches("x[[.].]a-c]-y", "xb_y"));
	/* No brackets: an ordinary `[`. */
	ck_assert(alias_matches("x[-y", "x[_y"));
}
END_TEST

/* Each `-` that is an element is made `_`. */
static void fold_elements(const char *pattern, char folded[static PATTERN_SIZE])
{
	size_t used = 0;

	while (*pattern) {
		const struct pattern_element element = pattern_take(pattern);

		memcpy(folded + used, pattern, element.length);
		used += element.length;
		if (element.type == PATTERN_BYTE && *element.start == '-')
			folded[used - 1] = '_';
		pattern += element.length;
	}
	folded[used] = '\0';
}

START_TEST(what_is_folded_is_matched_as_fnmatch_does)
{
	unsigned int n_folded = 0;

	for (int i = 0; i < 200000; i++) {
		char pattern[PATTERN_SIZE], folded[PATTERN_SIZE], alias[TEXT_SIZE];
		bool matches;

		random_pattern(pattern);
		random_text(pattern, alias);
		matches = alias_matches(pattern, alias);
		for (char *c = alias; *c; c++)
			*c = *c == '-' ? '_' : *c;
		fold_elements(pattern, folded);
		/* An assertion that holds costs Check a system call. */
		if ((fnmatch(folded, alias, FNM_NOESCAPE) == 0) != matches)
			ck_abort_msg("\"%s\" and \"%s\"", pattern, alias);
		n_folded += matches && strcmp(pattern, folded) != 0;
	}
	ck_assert_uint_gt(n_folded, 5000);
}
END_TEST

START_TEST(an_alias_is_not_a_pattern)
{
	ck_assert(!alias_matches("fs-ext4", "fs-*"));
	ck_assert(!alias_matches("fs-ext4", "fs-[e]xt4"));
	ck_assert(alias_matches("crypto-*", "crypto-a/b \n;%s"));
}
END_TEST

START_TEST(slashes_and_dots_are_ordinary_characters)
{
	ck_assert(alias_matches("*", "/etc/shadow"));
	ck_assert(alias_matches("*", ".hidden"));
	ck_assert(alias_matches("fs-?x", "fs-/x"));
	ck_assert(!alias_matches("fs-x", "./fs-x"));
}
END_TEST

START_TEST(a_backslash_stands_for_itself)
{
	ck_assert(alias_matches("crypto-\\*", "crypto-\\x"));
	ck_assert(!alias_matches("crypto-\\*", "crypto-*"));
}
END_TEST

START_TEST(an_empty_alias_is_matched_by_stars_alone)
{
	ck_assert(alias_matches("*", ""));
	ck_assert(alias_matches("", ""));
	ck_assert(!alias_matches("?", ""));
	ck_assert(!alias_matches("", "x"));
}
END_TEST

START_TEST(the_longest_alias_of_the_kernel_is_compared_whole)
{
	char alias[ALIAS_MAX + 1], pattern[ALIAS_MAX + 1];

	memset(alias, 'x', ALIAS_MAX);
	alias[ALIAS_MAX] = '\0';
	strcpy(pattern, alias);
	ck_assert(alias_matches(pattern, alias));
	pattern[ALIAS_MAX - 1] = 'y';
	ck_assert(!alias_matches(pattern, alias));
}
END_TEST

START_TEST(a_name_beyond_all_bounds_does_no_harm)
{
	char name[1024];

	memset(name, '-', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	ck_assert(alias_matches("*", name));
	ck_assert(alias_matches(name, name));
	ck_assert(!alias_matches("x", name));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_glob_matches_the_whole_alias,
		dash_and_underscore_are_the_same,
		upper_and_lower_case_differ,
		a_dash_in_brackets_is_a_range,
		after_the_brackets_a_dash_is_a_dash_again,
		brackets_end_where_fnmatch_ends_them,
		what_is_folded_is_matched_as_fnmatch_does,
		an_alias_is_not_a_pattern,
		slashes_and_dots_are_ordinary_characters,
		a_backslash_stands_for_itself,
		an_empty_alias_is_matched_by_stars_alone,
		the_longest_alias_of_the_kernel_is_compared_whole,
		a_name_beyond_all_bounds_does_no_harm,
	};

	return RUN_TESTS("alias", tests);
}
