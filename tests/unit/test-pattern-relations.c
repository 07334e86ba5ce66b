// SPDX-License-Identifier: GPL-2.0-or-later
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "alias.h"
#include "pattern-relations.h"
#include "patterns.h"
#include "run.h"

static void expect_covers(const char *pattern, const char *other, bool expected)
{
	ck_assert_msg(pattern_covers(PATTERN_ALIAS, pattern, other) == expected,
		      "\"%s\" and \"%s\"", pattern, other);
}

static void expect_meet(const char *one, const char *other, bool expected)
{
	ck_assert_msg(pattern_meets(PATTERN_ALIAS, one, other) == expected, "\"%s\" and \"%s\"",
		      one, other);
	ck_assert_msg(pattern_meets(PATTERN_ALIAS, other, one) == expected, "\"%s\" and \"%s\"",
		      other, one);
}

START_TEST(a_pattern_covers_narrower_ones)
{
	expect_covers("net-pf-*", "net-pf-29", true);
	expect_covers("net-pf-*", "net-pf-*", true);
	expect_covers("net-pf-*", "net-pf-16-proto-*", true);
	expect_covers("*", "**", true);
	expect_covers("*", "", true);
	expect_covers("a*c", "abbc", true);
	expect_covers("a?c", "a[bc]c", true);
	expect_covers("[a-f]", "[b-d]", true);
	expect_covers("[!a]", "[bc]", true);
}
END_TEST

START_TEST(a_pattern_does_not_cover_wider_ones)
{
	expect_covers("net-pf-29", "net-pf-*", false);
	expect_covers("net-pf-2?", "net-pf-2*", false);
	expect_covers("a?", "a*", false);
	expect_covers("[bc]", "[!a]", false);
	expect_covers("[a-f]", "?", false);
	expect_covers("a*b", "a*c", false);
	expect_covers("", "*", false);
}
END_TEST

START_TEST(dashes_are_underscores_but_not_of_units)
{
	expect_covers("net_pf-29", "net-pf_29", true);
	expect_meet("nf-nat", "nf_nat", true);
	expect_meet("[_]x", "-x", true);
	/* No alias has a `-` left when it is compared. */
	expect_covers("[!-]", "?", true);
	expect_meet("[-]", "[+--]", false);
	ck_assert(!pattern_covers(PATTERN_UNIT, "a-b.service", "a_b.service"));
	ck_assert(!pattern_meets(PATTERN_UNIT, "a-?.service", "a_*"));
}
END_TEST

START_TEST(backslashes_of_units_stand_for_themselves)
{
	ck_assert(pattern_covers(PATTERN_UNIT, "dev-*.swap", "dev-disk-by\\x2dlabel.swap"));
	ck_assert(pattern_covers(PATTERN_UNIT, "a\\x2d*", "a\\x2db"));
	ck_assert(pattern_meets(PATTERN_UNIT, "a\\*", "a*b\\"));
	ck_assert(!pattern_meets(PATTERN_UNIT, "a\\b", "ab"));
	ck_assert(pattern_meets(PATTERN_UNIT, "a\\*", "a?b"));
}
END_TEST

START_TEST(classes_and_escapes_are_understood)
{
	expect_covers("[[:alpha:]]", "a", true);
	expect_covers("[[:alnum:]]*", "[[:digit:]]x", true);
	expect_covers("[[:alpha:]]", "[[:digit:]]", false);
	expect_covers("[!!]", "x", true);
	expect_covers("[!^]", "^", false);
	expect_covers("[^!]x", "[a-f]x", true);
	expect_meet("[[:digit:]]", "a", false);
	expect_meet("[[.a.]]", "a", true);
	expect_meet("a\\*", "ab", false);
	ck_assert(pattern_covers(PATTERN_UNIT, "[\\]", "\\"));
}
END_TEST

START_TEST(patterns_meet_where_some_text_is_of_both)
{
	expect_meet("fb[0-9]*", "fb0", true);
	expect_meet("fb[0-9]*", "fbdev", false);
	expect_meet("*-iosched", "bfq*", true);
	expect_meet("net-pf-*", "netpf-*", false);
	expect_meet("*a*b*", "*b*a*", true);
	expect_meet("a?", "a", false);
	expect_meet("", "*", true);
	expect_meet("", "?", false);
}
END_TEST

START_TEST(what_is_not_understood_is_not_claimed)
{
	char longer[200];

	expect_covers("[[:foo:]]", "a", false);
	expect_meet("[[:foo:]]", "a", true);
	expect_meet("a\\", "a*", true);
	expect_covers("[a", "[a*", false);
	memset(longer, 'a', sizeof(longer));
	longer[sizeof(longer) - 1] = '\0';
	expect_covers("a*", longer, false);
	expect_meet("a*b", longer, true);
}
END_TEST

START_TEST(many_wildcards_take_little_time)
{
	char one[129] = "", other[129] = "";

	for (size_t i = 0; i < 63; i++) {
		strcat(one, "*a");
		strcat(other, "*?");
	}
	strcat(one, "b");
	for (int i = 0; i < 100; i++) {
		ck_assert(pattern_meets(PATTERN_ALIAS, one, other));
		ck_assert(!pattern_covers(PATTERN_ALIAS, one, other));
	}
}
END_TEST

static void make_pattern(char pattern[static 32])
{
	static const char *const pieces[] = { "*", "*",    "?",   "a",    "b",    "-",
					      "_", "[ab]", "[_]", "[!a]", "[^b]", "[a-b]" };

	pattern[0] = '\0';
	for (unsigned int n = next_number(4); n > 0; n--)
		strcat(pattern, pieces[next_number(N_ELEMENTS(pieces))]);
}

/* All texts of up to six of these letters, one after the other. */
static bool next_text(char text[static 7])
{
	static const char letters[] = "ab_";

	for (size_t i = 0; i < 6; i++) {
		const char *letter = text[i] ? strchr(letters, text[i]) : NULL;

		text[i] = letter ? letter[1] : letters[0];
		if (text[i])
			return true;
		text[i] = letters[0];
	}
	return false;
}

START_TEST(both_answers_are_those_of_all_short_texts)
{
	unsigned int n_covered = 0, n_apart = 0;

	for (int i = 0; i < 1500; i++) {
		char one[32], other[32], text[7] = "";
		bool covers = true, meets = false;

		make_pattern(one);
		make_pattern(other);
		do {
			bool left = alias_matches(one, text), right = alias_matches(other, text);

			covers &= left || !right;
			meets |= left && right;
		} while (next_text(text));
		/* No text is longer than the patterns that it has to be of both. */
		expect_meet(one, other, meets);
		if (pattern_covers(PATTERN_ALIAS, one, other)) {
			ck_assert_msg(covers, "\"%s\" and \"%s\"", one, other);
			n_covered++;
		}
		n_apart += !meets;
	}
	ck_assert_uint_gt(n_covered, 100);
	ck_assert_uint_gt(n_apart, 100);
}
END_TEST

/* A pattern that another one has something to do with. */
static void random_relative(const char *pattern, char other[static PATTERN_SIZE])
{
	size_t used = 0;

	while (*pattern && used < PATTERN_SIZE - 1) {
		const struct pattern_element element = pattern_take(pattern);
		char byte = random_byte_of(&element);

		pattern += element.length;
		if (used + element.length < PATTERN_SIZE && next_number(2)) {
			memcpy(other + used, element.start, element.length);
			used += element.length;
		} else {
			other[used++] = "*?"[next_number(2)];
			if (next_number(2) && !strchr("*?[\\", byte))
				other[used - 1] = byte;
		}
	}
	other[used] = '\0';
}

static bool matches(enum pattern_kind kind, const char *pattern, const char *text)
{
	if (kind == PATTERN_ALIAS)
		return alias_matches(pattern, text);
	return fnmatch(pattern, text, FNM_NOESCAPE) == 0;
}

static void expect_claims_hold(enum pattern_kind kind, const char *one, const char *other)
{
	bool covers = pattern_covers(kind, one, other), meets = pattern_meets(kind, one, other);

	for (int i = 0; i < 4; i++) {
		char text[TEXT_SIZE];
		bool left, right;

		random_text(i % 2 ? one : other, text);
		left = matches(kind, one, text);
		right = matches(kind, other, text);
		/* An assertion that holds costs Check a system call. */
		if (covers && !left && right)
			ck_abort_msg("\"%s\" covers \"%s\", but \"%s\"", one, other, text);
		if (!meets && left && right)
			ck_abort_msg("\"%s\" meets no \"%s\", but \"%s\"", one, other, text);
	}
}

static void try_claims(enum pattern_kind kind)
{
	unsigned int n_covered = 0, n_apart = 0;

	for (int i = 0; i < 50000; i++) {
		char one[PATTERN_SIZE], other[PATTERN_SIZE];

		random_pattern(one);
		random_relative(one, other);
		expect_claims_hold(kind, one, other);
		expect_claims_hold(kind, other, one);
		n_covered += pattern_covers(kind, other, one);
		n_apart += !pattern_meets(kind, one, other);
	}
	/* Else little was tried. */
	ck_assert_uint_gt(n_covered, 10000);
	ck_assert_uint_gt(n_apart, 1000);
}

START_TEST(no_text_refutes_a_claim)
{
	try_claims(PATTERN_ALIAS);
}
END_TEST

START_TEST(no_text_refutes_a_claim_about_units)
{
	try_claims(PATTERN_UNIT);
}
END_TEST

START_TEST(wildcards_are_recognized)
{
	ck_assert(pattern_has_wildcards("a*") && pattern_has_wildcards("?") &&
		  pattern_has_wildcards("[a]"));
	ck_assert(!pattern_has_wildcards("net-pf-29"));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_pattern_covers_narrower_ones,
		a_pattern_does_not_cover_wider_ones,
		dashes_are_underscores_but_not_of_units,
		backslashes_of_units_stand_for_themselves,
		classes_and_escapes_are_understood,
		patterns_meet_where_some_text_is_of_both,
		what_is_not_understood_is_not_claimed,
		many_wildcards_take_little_time,
		both_answers_are_those_of_all_short_texts,
		no_text_refutes_a_claim,
		no_text_refutes_a_claim_about_units,
		wildcards_are_recognized,
	};

	return RUN_TESTS("pattern-relations", tests);
}
