// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fnmatch.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "alias.h"
#include "complaints.h"
#include "policy-files.h"
#include "sections.h"
#include "directory.h"
#include "patterns.h"
#include "run.h"

#define FILE_NAME          "autoload.conf"
#define CAPABILITY(number) (UINT64_C(1) << (number))

/* The policy that a single file makes; nothing is left of one with errors. */
static int config_parse(const char *text, size_t size, const char *file,
			const struct error_sink *errors, struct policy *policy)
{
	int r;

	*policy = policy_default;
	r = config_add(text, size, file, errors, policy);
	if (r < 0)
		policy_clear(policy);
	return r;
}

static struct policy read_text(const char *text, size_t size)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;
	int r = config_parse(text, size, FILE_NAME, &sink, &policy);

	ck_assert_msg(r == 0, "line %u: %s", complaints.list[0].line, complaints.list[0].text);
	ck_assert_uint_eq(complaints.n, 0);
	return policy;
}

static struct policy parse(const char *text)
{
	return read_text(text, strlen(text));
}

static void expect_error(const char *text, unsigned int line, const char *says)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;

	ck_assert_int_eq(config_parse(text, strlen(text), FILE_NAME, &sink, &policy), -EINVAL);
	complaints_expect_one(&complaints, FILE_NAME, line, says);
}

/* That a list has exactly these words. */
static void expect_words(char **words, const char *const *expected)
{
	for (; *expected; expected++, words++) {
		ck_assert_ptr_nonnull(*words);
		ck_assert_str_eq(*words, *expected);
	}
	ck_assert_ptr_null(*words);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

START_TEST(an_empty_file_is_the_default_policy)
{
	struct policy policy = parse("");

	ck_assert_int_eq(policy.mode, MODE_LOG);
	ck_assert(policy.require.maintained && !policy.require.nothing && !policy.require.never);
	ck_assert_uint_eq(policy.require.capabilities, 0);
	ck_assert_uint_eq(policy.n_rules, 0);
	ck_assert_uint_eq(policy.n_flags, 0);
	policy_clear(&policy);
}
END_TEST

START_TEST(the_gate_section_sets_mode_and_requirement)
{
	struct policy policy = parse("[gate]\nmode = deny\nrequire = CAP_NET_ADMIN nothing\n");

	ck_assert_int_eq(policy.mode, MODE_DENY);
	ck_assert(policy.require.nothing && !policy.require.maintained && !policy.require.never);
	ck_assert_uint_eq(policy.require.capabilities, CAPABILITY(CAP_NET_ADMIN));
	policy_clear(&policy);
}
END_TEST

START_TEST(a_mode_may_be_a_name_or_a_number)
{
	static const struct {
		const char *text;
		enum mode mode;
	} modes[] = {
		{ "[gate]\nmode = allow\n", MODE_ALLOW },
		{ "[gate]\nmode = log\n", MODE_LOG },
		{ "[gate]\nmode = restrict\n", MODE_RESTRICT },
		{ "[gate]\nmode = 0\n", MODE_ALLOW },
		{ "[gate]\nmode = 1\n", MODE_RESTRICT },
		{ "[gate]\nmode = 2\n", MODE_DENY },
	};

	for (size_t i = 0; i < N_ELEMENTS(modes); i++) {
		struct policy policy = parse(modes[i].text);

		ck_assert_msg(policy.mode == modes[i].mode, "%s", modes[i].text);
		policy_clear(&policy);
	}
}
END_TEST

START_TEST(rules_keep_their_order_names_and_places)
{
	struct policy policy = parse("[rule Net Packet]\n"
				     "alias = net-pf-* \\\n"
				     "        NET-x\n"
				     "require = maintained CAP_SYS_ADMIN\n"
				     "\n"
				     "[rule second]\n"
				     "why = a sentence, for people\n"
				     "require = never\n"
				     "alias = fs-*\n");
	const struct rule *rules = policy.rules;

	ck_assert_uint_eq(policy.n_rules, 2);
	ck_assert_str_eq(rules[0].name, "net packet");
	ck_assert_str_eq(rules[0].file, FILE_NAME);
	ck_assert_uint_eq(rules[0].line, 1);
	expect_words(rules[0].aliases, WORDS("net-pf-*", "NET-x"));
	ck_assert(rules[0].require.maintained);
	ck_assert_uint_eq(rules[0].require.capabilities, CAPABILITY(CAP_SYS_ADMIN));
	ck_assert_str_eq(rules[1].name, "second");
	ck_assert_uint_eq(rules[1].line, 6);
	expect_words(rules[1].aliases, WORDS("fs-*"));
	ck_assert(rules[1].require.never && !rules[1].require.maintained);
	policy_clear(&policy);
}
END_TEST

START_TEST(maintained_modules_are_read)
{
	struct policy policy = parse("[maintained ktls]\n"
				     "modules = tls nf-Log\n"
				     "reviewed = 2026-11-20\n"
				     "why = web servers\n"
				     "[maintained b]\n"
				     "modules = c\n"
				     "reviewed = 2017-01-01\n"
				     "why = d\n");

	ck_assert_uint_eq(policy.n_flags, 2);
	ck_assert_str_eq(policy.flags[0].name, "ktls");
	expect_words(policy.flags[0].modules, WORDS("tls", "nf-Log"));
	ck_assert_str_eq(policy.flags[1].name, "b");
	expect_words(policy.flags[1].modules, WORDS("c"));
	policy_clear(&policy);
}
END_TEST

START_TEST(an_unknown_section_is_an_error)
{
	expect_error("\n[module x]\n", 2, "unknown section [module x]");
	expect_error("[rule]\n", 1, "unknown section [rule]");
	expect_error("[maintained]\n", 1, "unknown section [maintained]");
	expect_error("[gate x]\n", 1, "unknown section [gate x]");
	expect_error("[rules x]\n", 1, "unknown section [rules x]");
}
END_TEST

START_TEST(an_unknown_key_is_an_error)
{
	expect_error("[gate]\nmode = log\nmodes = log\n", 3,
		     "unknown key \"modes\" in section [gate]");
	expect_error("[rule x]\nalias = a\nrequire = nothing\nuids = 0\n", 4,
		     "unknown key \"uids\" in section [rule x]");
	expect_error("[maintained x]\nmodules = a\nreviewed = 2026-11-20\nwhy = b\nalias = c\n", 5,
		     "unknown key \"alias\" in section [maintained x]");
}
END_TEST

START_TEST(an_unknown_mode_is_an_error)
{
	expect_error("[gate]\nrequire = never\nmode = off\n", 3, "invalid mode \"off\"");
	expect_error("[gate]\nmode = Log\n", 2, "invalid mode \"Log\"");
	expect_error("[gate]\nmode = log deny\n", 2, "invalid mode \"log deny\"");
}
END_TEST

START_TEST(an_unknown_requirement_is_an_error)
{
	expect_error("[gate]\nrequire = CAP_SYS_MODUEL\n", 2,
		     "invalid requirement \"CAP_SYS_MODUEL\"");
	expect_error("[rule x]\nalias = a\nrequire = nothing cap_net_admin\n", 3,
		     "invalid requirement \"cap_net_admin\"");
}
END_TEST

START_TEST(a_pattern_that_can_not_mean_what_it_says_is_an_error)
{
	expect_error("[rule x]\nrequire = never\nalias = fs-* a\\*b\n", 3, "there may be no");
	expect_error("[rule x]\nrequire = never\nalias = a[b-c\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = a[]\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = a[!]\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = a[\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = net[-]pf\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = net[!-x]pf\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = [a-c][ab-]\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = [a-c-e]\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = [+--]\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = [!+-9]\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = [[.-.]]\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = [[:foo:]]\n", 3, "between brackets");
	expect_error("[rule x]\nrequire = never\nalias = [[:digit]\n", 3, "between brackets");
	expect_error("[rule x]\nrequire = never\nalias = [[.x\n", 3, "between brackets");
	expect_error("[rule x]\nrequire = never\nunit = [a[=xx=]]\n", 3, "between brackets");
}
END_TEST

START_TEST(brackets_are_fine_where_they_are_whole)
{
	struct policy policy =
		parse("[rule x]\nrequire = never\nalias = a[!2-4]b[_x][]] [[:alpha:]]-*\n");

	expect_words(policy.rules[0].aliases, WORDS("a[!2-4]b[_x][]]", "[[:alpha:]]-*"));
	policy_clear(&policy);
}
END_TEST

START_TEST(brackets_are_those_of_fnmatch)
{
	static const struct {
		const char *pattern, *matches, *does_not;
	} patterns[] = {
		{ "x[!^]y", "xay", "x^y" },        { "x[^!]y", "xay", "x!y" },
		{ "x[!!]y", "x^y", "x!y" },        { "x[^^]y", "x!y", "x^y" },
		{ "x[]!]y", "x]y", "x!]y" },       { "x[[=a=][.].]]y", "x]y", "xby" },
		{ "x[-_]y", "x-y", "xay" },        { "x[!_-]y", "xay", "x-y" },
		{ "x[[:punct:]]y", "x-y", "xay" }, { "x[%-z]y", "x-y", "x|y" },
	};

	for (size_t i = 0; i < N_ELEMENTS(patterns); i++) {
		struct policy policy;
		char text[128];

		snprintf(text, sizeof(text), "[rule x]\nrequire = never\nalias = %s\nunit = %s\n",
			 patterns[i].pattern, patterns[i].pattern);
		policy = parse(text);
		expect_words(policy.rules[0].aliases, WORDS(patterns[i].pattern));
		expect_words(policy.rules[0].units, WORDS(patterns[i].pattern));
		ck_assert(alias_matches(patterns[i].pattern, patterns[i].matches));
		ck_assert(!alias_matches(patterns[i].pattern, patterns[i].does_not));
		policy_clear(&policy);
	}
}
END_TEST

static bool is_accepted(const char *key, const char *pattern)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;
	char text[128];

	snprintf(text, sizeof(text), "[rule x]\nrequire = never\n%s = a%s\n", key, pattern);
	if (config_parse(text, strlen(text), FILE_NAME, &sink, &policy) < 0)
		return false;
	policy_clear(&policy);
	return true;
}

/* Whether fnmatch(3) matches an alias, or what it is with some of its dashes written otherwise. */
static bool matches_some_spelling(const char *pattern, char *alias, char *rest)
{
	static const char dashes[] = "-_";

	rest += strcspn(rest, dashes);
	if (!*rest)
		return fnmatch(pattern, alias, FNM_NOESCAPE) == 0;
	for (const char *dash = dashes; *dash; dash++) {
		*rest = *dash;
		if (matches_some_spelling(pattern, alias, rest + 1))
			return true;
	}
	return false;
}

/* A complement without `_` has no `-` either, for us. */
START_TEST(what_is_accepted_is_matched_in_each_spelling)
{
	unsigned int n_accepted = 0, n_matches = 0;

	for (int i = 0; i < 200000; i++) {
		char pattern[PATTERN_SIZE + 1] = "a", alias[TEXT_SIZE];
		bool matches;

		random_pattern(pattern + 1);
		if (strpbrk(pattern, "!^") || !is_accepted("alias", pattern + 1))
			continue;
		random_text(pattern, alias);
		matches = alias_matches(pattern, alias);
		if (matches_some_spelling(pattern, alias, alias) != matches)
			ck_abort_msg("\"%s\" and \"%s\"", pattern, alias);
		n_accepted++;
		n_matches += matches;
	}
	ck_assert_uint_gt(n_accepted, 10000);
	ck_assert_uint_gt(n_matches, 10000);
}
END_TEST

START_TEST(never_beside_another_word_is_an_error)
{
	expect_error("[gate]\nrequire = never CAP_SYS_MODULE\n", 2, "\"never\" stands alone");
	expect_error("[rule x]\nalias = a\nrequire = nothing never\n", 3, "\"never\" stands alone");
}
END_TEST

START_TEST(a_rule_lacks_neither_condition_nor_requirement)
{
	expect_error("[gate]\n[rule x]\nrequire = never\n", 2, "needs \"alias =\"");
	expect_error("[gate]\n[rule x]\nalias = a\n", 2, "[rule x] lacks \"require =\"");
}
END_TEST

START_TEST(a_maintained_flag_lacks_neither_modules_nor_date_nor_reason)
{
	expect_error("[maintained x]\nreviewed = 2026-11-20\nwhy = b\n", 1, "lacks \"modules =\"");
	expect_error("[maintained x]\nmodules = a\nwhy = b\n", 1, "lacks \"reviewed =\"");
	expect_error("[maintained x]\nmodules = a\nreviewed = 2026-11-20\n", 1, "lacks \"why =\"");
}
END_TEST

static void expect_bad_date(const char *date)
{
	char text[256];

	snprintf(text, sizeof(text), "[maintained x]\nmodules = a\nwhy = b\nreviewed = %s\n", date);
	expect_error(text, 4, "invalid date");
}

START_TEST(a_date_that_can_not_be_is_an_error)
{
	static const char *const dates[] = {
		"yesterday",  "2026-11",    "2026-11-2",   "2026-1-200", "2026-11-200",
		"2026/11/20", "20-11-2026", "2026-00-10",  "2026-13-10", "2026-11-00",
		"2026-11-32", "2016-11-20", "2026-11-20x",
	};

	for (size_t i = 0; i < N_ELEMENTS(dates); i++)
		expect_bad_date(dates[i]);
}
END_TEST

START_TEST(a_date_has_digits_where_they_belong)
{
	expect_bad_date("2026- 1-20");
	expect_bad_date("2026-+1-20");
}
END_TEST

START_TEST(a_day_that_its_month_lacks_is_an_error)
{
	expect_bad_date("2026-02-30");
	expect_bad_date("2026-11-31");
}
END_TEST

START_TEST(a_word_that_is_too_long_is_an_error)
{
	char text[512], word[130];

	memset(word, 'x', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	snprintf(text, sizeof(text), "[rule x]\nrequire = never\nalias = a %s\n", word);
	expect_error(text, 3, "is longer than 128 bytes");
	snprintf(text, sizeof(text),
		 "[maintained x]\nmodules = %s\nreviewed = 2026-11-20\nwhy = b\n", word);
	expect_error(text, 2, "is longer than 128 bytes");
}
END_TEST

START_TEST(a_word_may_have_its_full_length)
{
	char text[512], word[129];
	struct policy policy;

	memset(word, 'x', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	snprintf(text, sizeof(text), "[rule x]\nrequire = never\nalias = %s\n", word);
	policy = parse(text);
	expect_words(policy.rules[0].aliases, WORDS(word));
	policy_clear(&policy);
}
END_TEST

START_TEST(what_the_format_does_not_allow_is_an_error_too)
{
	expect_error("[rule x]\nrequire = never\nalias = fs-#x\n", 3, "taken for a comment");
	expect_error("mode = log\n", 1, "this key is in no section");
}
END_TEST

START_TEST(all_errors_are_reported_with_their_lines)
{
	static const char text[] = "[gate]\n"
				   "mode = off\n"
				   "require = a b\n"
				   "[rule x]\n"
				   "alais = c\n"
				   "require = never nothing\n"
				   "[rool y]\n";
	static const struct {
		unsigned int line;
		const char *says;
	} expected[] = {
		{ 2, "invalid mode" },
		{ 3, "\"a\"" },
		{ 3, "\"b\"" },
		{ 5, "\"alais\"" },
		{ 4, "needs \"alias =\"" },
		{ 6, "stands alone" },
		{ 7, "unknown section [" },
	};
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;

	ck_assert_int_eq(config_parse(text, strlen(text), FILE_NAME, &sink, &policy), -EINVAL);
	for (size_t i = 0; i < N_ELEMENTS(expected); i++)
		complaints_expect(&complaints, i, FILE_NAME, expected[i].line, expected[i].says);
	ck_assert_uint_eq(complaints.n, N_ELEMENTS(expected));
}
END_TEST

/* That many rules, "[rule 0]" and so on, of three lines each. */
static char *make_rules(size_t n)
{
	size_t size = n * 64 + 1, used = 0;
	char *text = malloc(size);

	ck_assert_ptr_nonnull(text);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		used += snprintf(text + used, size - used,
				 "[rule %zu]\nalias = a\nrequire = never\n", i);
	return text;
}

START_TEST(there_may_be_as_many_rules_as_the_bound_says)
{
	char *text = make_rules(CONFIG_SECTIONS_MAX);
	struct policy policy = parse(text);

	ck_assert_uint_eq(policy.n_rules, CONFIG_SECTIONS_MAX);
	policy_clear(&policy);
	free(text);
}
END_TEST

START_TEST(one_rule_too_many_is_an_error)
{
	char *text = make_rules(CONFIG_SECTIONS_MAX + 1);

	expect_error(text, 3 * CONFIG_SECTIONS_MAX + 1, "more than");
	free(text);
}
END_TEST

/* The only rule of a text. */
static struct rule *only_rule(const struct policy *policy)
{
	ck_assert_uint_eq(policy->n_rules, 1);
	return policy->rules;
}

START_TEST(any_one_condition_makes_a_rule)
{
	static const struct {
		const char *text;
		bool by_alias, by_module, by_unit, by_uid;
	} rules[] = {
		{ "[rule x]\nrequire = never\nalias = a\n", true, false, false, false },
		{ "[rule x]\nrequire = never\nmodule = a\n", false, true, false, false },
		{ "[rule x]\nrequire = never\nunit = a\n", false, false, true, false },
		{ "[rule x]\nrequire = never\nuid = 0\n", false, false, false, true },
	};

	for (size_t i = 0; i < N_ELEMENTS(rules); i++) {
		struct policy policy = parse(rules[i].text);
		const struct rule *rule = only_rule(&policy);

		ck_assert_msg(!rule->aliases == !rules[i].by_alias &&
				      !rule->modules == !rules[i].by_module &&
				      !rule->units == !rules[i].by_unit &&
				      !rule->uids == !rules[i].by_uid,
			      "%s", rules[i].text);
		policy_clear(&policy);
	}
}
END_TEST

START_TEST(a_rule_may_have_all_conditions)
{
	struct policy policy = parse("[rule x]\n"
				     "uid = 0 1000-1999 33\n"
				     "unit = user@*.service Session-?.scope\n"
				     "module = nf-log_* esp[46]\n"
				     "alias = net-pf-* fs-*\n"
				     "require = nothing\n");
	const struct rule *rule = only_rule(&policy);

	expect_words(rule->aliases, WORDS("net-pf-*", "fs-*"));
	expect_words(rule->modules, WORDS("nf-log_*", "esp[46]"));
	expect_words(rule->units, WORDS("user@*.service", "Session-?.scope"));
	ck_assert_uint_eq(rule->n_uids, 3);
	ck_assert_uint_eq(rule->uids[0].first, 0);
	ck_assert_uint_eq(rule->uids[0].last, 0);
	ck_assert_uint_eq(rule->uids[1].first, 1000);
	ck_assert_uint_eq(rule->uids[1].last, 1999);
	ck_assert_uint_eq(rule->uids[2].first, 33);
	ck_assert_uint_eq(rule->uids[2].last, 33);
	policy_clear(&policy);
}
END_TEST

START_TEST(a_pattern_for_modules_is_tested_like_one_for_aliases)
{
	expect_error("[rule x]\nrequire = never\nmodule = fs-* a\\*b\n", 3, "there may be no");
	expect_error("[rule x]\nrequire = never\nmodule = a[b-c\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nmodule = nf[-]log\n", 3, "write \"_\" for \"-\"");
}
END_TEST

static struct uid_range parse_uid(const char *word)
{
	char text[128];
	struct uid_range range;
	struct policy policy;

	snprintf(text, sizeof(text), "[rule x]\nrequire = never\nuid = %s\n", word);
	policy = parse(text);
	ck_assert_uint_eq(only_rule(&policy)->n_uids, 1);
	range = policy.rules[0].uids[0];
	policy_clear(&policy);
	return range;
}

START_TEST(a_uid_is_a_number_or_a_range)
{
	static const struct {
		const char *word;
		struct uid_range range;
	} uids[] = {
		{ "0", { 0, 0 } },
		{ "1000", { 1000, 1000 } },
		{ "0-0", { 0, 0 } },
		{ "3-5", { 3, 5 } },
		{ "0-4294967294", { 0, 4294967294 } },
		{ "4294967294", { 4294967294, 4294967294 } },
		{ "4294967294-4294967294", { 4294967294, 4294967294 } },
		/* Decimal, whatever it begins with. */
		{ "0010-00011", { 10, 11 } },
	};

	for (size_t i = 0; i < N_ELEMENTS(uids); i++) {
		struct uid_range range = parse_uid(uids[i].word);

		ck_assert_msg(range.first == uids[i].range.first &&
				      range.last == uids[i].range.last,
			      "\"%s\": %u to %u", uids[i].word, range.first, range.last);
	}
}
END_TEST

START_TEST(what_is_no_uid_is_an_error)
{
	static const char *const words[] = {
		/* 4294967295 stands for no user. */
		"4294967295",
		"0-4294967295",
		"4294967295-4294967295",
		"4294967296",
		/* 2^32 + 1, 2^64 and 2^64 + 1: not user 1, 0 or 1. */
		"4294967297",
		"18446744073709551616",
		"18446744073709551617",
		"0-18446744073709551617",
		"18446744073709551616-18446744073709551617",
		"99999999999999999999999999999999",
		"5-3",
		"-1",
		"1-",
		"-",
		"--1",
		"1--2",
		"1-2-3",
		"1-2-",
		"+1",
		"1-+2",
		"1,2",
		"1x",
		"1-2x",
		"0x10",
		"1-0x2",
		"1.0",
		"root",
		"*",
	};

	for (size_t i = 0; i < N_ELEMENTS(words); i++) {
		char text[128], says[80];

		snprintf(text, sizeof(text), "[rule x]\nrequire = never\nuid = 7 %s\n", words[i]);
		snprintf(says, sizeof(says), "invalid user ID \"%s\"", words[i]);
		expect_error(text, 3, says);
	}
}
END_TEST

START_TEST(each_wrong_uid_is_told)
{
	static const char text[] = "[rule x]\nrequire = never\nuid = root 0 5-3\n";
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;

	ck_assert_int_eq(config_parse(text, strlen(text), FILE_NAME, &sink, &policy), -EINVAL);
	complaints_expect(&complaints, 0, FILE_NAME, 3, "\"root\"");
	complaints_expect(&complaints, 1, FILE_NAME, 3, "\"5-3\"");
	ck_assert_uint_eq(complaints.n, 2);
}
END_TEST

START_TEST(a_condition_has_a_value)
{
	expect_error("[rule x]\nrequire = never\nmodule =\n", 3, "no value");
	expect_error("[rule x]\nrequire = never\nunit = # x.service\n", 3, "no value");
	expect_error("[rule x]\nrequire = never\nuid = \n", 3, "no value");
}
END_TEST

START_TEST(the_gate_section_sets_the_mode_of_confined_requesters)
{
	struct policy policy = parse("[gate]\nmode = log\nconfined = restrict\n");

	ck_assert_int_eq(policy.mode, MODE_LOG);
	ck_assert_int_eq(policy.confined, MODE_RESTRICT);
	policy_clear(&policy);
	policy = parse("[gate]\nconfined = 2\n");
	ck_assert_int_eq(policy.confined, MODE_DENY);
	policy_clear(&policy);
	policy = parse("[gate]\nmode = deny\n");
	ck_assert_int_eq(policy.confined, MODE_ALLOW);
	policy_clear(&policy);
	expect_error("[gate]\nconfined = yes\n", 2, "invalid mode \"yes\"");
}
END_TEST

START_TEST(maintained_and_unmaintained_modules_keep_their_order)
{
	struct policy policy = parse("[maintained a]\n"
				     "modules = tls nf_log\n"
				     "reviewed = 2026-11-20\n"
				     "why = a sentence\n"
				     "[unmaintained Of b]\n"
				     "modules = TLS tls\n"
				     "[maintained c]\n"
				     "modules = tls\n"
				     "reviewed = 2026-11-21\n"
				     "why = another\n");
	const struct flags *flags = policy.flags;

	ck_assert_uint_eq(policy.n_flags, 3);
	ck_assert(flags[0].maintained && !flags[1].maintained && flags[2].maintained);
	ck_assert_str_eq(flags[0].reviewed, "2026-11-20");
	ck_assert_str_eq(flags[0].why, "a sentence");
	ck_assert_str_eq(flags[0].file, FILE_NAME);
	ck_assert_str_eq(flags[1].name, "of b");
	ck_assert_uint_eq(flags[1].line, 5);
	expect_words(flags[1].modules, WORDS("TLS", "tls"));
	ck_assert_ptr_null(flags[1].reviewed);
	ck_assert_str_eq(flags[2].reviewed, "2026-11-21");
	policy_clear(&policy);
}
END_TEST

START_TEST(an_unmaintained_section_needs_modules_only)
{
	struct policy policy = parse("[unmaintained x]\nmodules = a\nwhy = b\nreviewed = now\n");

	ck_assert_uint_eq(policy.n_flags, 1);
	policy_clear(&policy);
	expect_error("[unmaintained x]\nwhy = b\n", 1, "[unmaintained x] lacks \"modules =\"");
	expect_error("[unmaintained x]\nmodules = a\nalias = b\n", 3,
		     "unknown key \"alias\" in section [unmaintained x]");
	expect_error("[unmaintained]\nmodules = a\n", 1, "unknown section [unmaintained]");
}
END_TEST

START_TEST(what_a_file_adds_comes_after_what_is_there)
{
	static const char first[] = "[gate]\nmode = restrict\nrequire = nothing\n"
				    "[rule x]\nalias = a\nrequire = never\n"
				    "[unmaintained x]\nmodules = b\n",
			  second[] = "[gate]\nmode = deny\n"
				     "[rule x]\nunit = c\nrequire = never\n";
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;

	policy = policy_default;
	ck_assert_int_eq(policy.mode, MODE_LOG);
	ck_assert(policy.require.maintained);
	ck_assert_int_eq(config_add(first, strlen(first), "first", &sink, &policy), 0);
	ck_assert_int_eq(config_add(second, strlen(second), "second", &sink, &policy), 0);
	ck_assert_int_eq(policy.mode, MODE_DENY);
	ck_assert(policy.require.nothing && !policy.require.maintained);
	ck_assert_uint_eq(policy.n_rules, 2);
	ck_assert_str_eq(policy.rules[0].file, "first");
	ck_assert_str_eq(policy.rules[1].file, "second");
	ck_assert_uint_eq(policy.rules[1].line, 3);
	ck_assert_uint_eq(policy.n_flags, 1);
	policy_clear(&policy);
}
END_TEST

START_TEST(a_word_of_any_condition_may_be_too_long)
{
	static const char *const keys[] = { "module", "unit", "uid" };
	char text[512], word[130];

	memset(word, '1', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	for (size_t i = 0; i < N_ELEMENTS(keys); i++) {
		struct complaints complaints;
		struct error_sink sink = complaints_sink(&complaints);
		struct policy policy;

		snprintf(text, sizeof(text), "[rule x]\nrequire = never\n%s = 1 %s\n", keys[i],
			 word);
		ck_assert_int_eq(config_parse(text, strlen(text), FILE_NAME, &sink, &policy),
				 -EINVAL);
		complaints_expect(&complaints, 0, FILE_NAME, 3, "is longer than 128 bytes");
	}
}
END_TEST

START_TEST(rules_and_flags_are_counted_together)
{
	static const char more[] = "[maintained x]\nmodules = a\nreviewed = 2026-11-20\nwhy = b\n"
				   "[unmaintained x]\nmodules = a\n";
	char *rules = make_rules(CONFIG_SECTIONS_MAX - 1), *text = NULL;

	ck_assert_int_gt(asprintf(&text, "%s%s", rules, more), 0);
	expect_error(text, 3 * (CONFIG_SECTIONS_MAX - 1) + 5, "more than 1000 sections");
	free(text);
	free(rules);
}
END_TEST

static int load(const char *name, const struct error_sink *sink, struct policy *policy)
{
	struct config_files files = { name, { "/nowhere", "/nowhere", "/nowhere" } };

	return config_load(&files, sink, policy);
}

static void expect_file_error(const char *path, const char *says)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy before, policy;

	memset(&before, 0x5a, sizeof(before));
	policy = before;
	ck_assert_int_eq(load(path, &sink, &policy), -EINVAL);
	complaints_expect_one(&complaints, path, 0, says);
	ck_assert_mem_eq(&policy, &before, sizeof(policy));
}

START_TEST(a_files_name_is_escaped_where_it_is_shown)
{
	static const char *const name = "10-\x1b[31m\xff.conf", *shown = "10-\\x1b[31m\\xff.conf";
	static const char good[] = "[rule a]\nalias = a\nrequire = nothing\n"
				   "[unmaintained b]\nmodules = b\n";
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;

	ck_assert_int_eq(config_parse("x", 1, name, &sink, &policy), -EINVAL);
	complaints_expect_one(&complaints, shown, 1, "");
	ck_assert_int_eq(config_parse(good, strlen(good), name, &sink, &policy), 0);
	ck_assert_str_eq(policy.rules[0].file, shown);
	ck_assert_str_eq(policy.flags[0].file, shown);
	policy_clear(&policy);
}
END_TEST

START_TEST(a_missing_file_is_an_error)
{
	expect_file_error("/nonexistent/autoload.conf", "can't be opened: No such file");
}
END_TEST

START_TEST(a_directory_is_an_error)
{
	expect_file_error("/usr", "is not a regular file");
}
END_TEST

START_TEST(a_device_is_an_error)
{
	expect_file_error("/dev/null", "is not a regular file");
}
END_TEST

START_TEST(a_fifo_without_a_writer_is_an_error_at_once)
{
	char path[sizeof(directory) + sizeof("/fifo")];

	snprintf(path, sizeof(path), "%s/fifo", directory);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	expect_file_error(path, "is not a regular file");
}
END_TEST

/* The text of etc/autoload.conf, for free(). */
static char *read_shipped_policy(size_t *size)
{
	const char *path = getenv("SHIPPED_POLICY");
	FILE *file = path ? fopen(path, "re") : NULL;
	char *text = malloc(CONFIG_SIZE_MAX);

	ck_assert_msg(file, "SHIPPED_POLICY does not name a file that can be read");
	*size = fread(text, 1, CONFIG_SIZE_MAX, file);
	fclose(file);
	ck_assert_uint_gt(*size, 0);
	return text;
}

static enum decision decide(const struct policy *policy, const char *alias, uint64_t capabilities)
{
	const char *const modules[] = { "sctp", NULL };
	const struct requester requester = {
		.class = REQUESTER_PROCESS,
		.effective = capabilities,
		.in_initial_user_namespace = true,
	};

	const struct request request = { .alias = alias,
					 .requester = &requester,
					 .modules = modules };

	return policy_decide(policy, &request).decision;
}

START_TEST(the_shipped_policy_is_without_errors_and_only_logs)
{
	size_t size;
	char *text = read_shipped_policy(&size);
	struct policy policy = read_text(text, size);

	ck_assert_int_eq(policy.mode, MODE_LOG);
	ck_assert_int_eq(decide(&policy, "net-pf-2-proto-132", 0), DECISION_WOULD_REFUSE);
	ck_assert_int_eq(decide(&policy, "char-major-10-200", 0), DECISION_ALLOWED);
	ck_assert_int_eq(decide(&policy, "block-major-7-0", 0), DECISION_ALLOWED);
	ck_assert_int_eq(decide(&policy, "netdev-x", 0), DECISION_WOULD_REFUSE);
	ck_assert_int_eq(decide(&policy, "netdev-x", CAPABILITY(CAP_NET_ADMIN)), DECISION_ALLOWED);
	ck_assert_int_eq(decide(&policy, "fs-x", 0), DECISION_WOULD_REFUSE);
	ck_assert_int_eq(decide(&policy, "fs-x", CAPABILITY(CAP_SYS_ADMIN)), DECISION_ALLOWED);
	policy_clear(&policy);
	free(text);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		an_empty_file_is_the_default_policy,
		the_gate_section_sets_mode_and_requirement,
		a_mode_may_be_a_name_or_a_number,
		rules_keep_their_order_names_and_places,
		maintained_modules_are_read,
		an_unknown_section_is_an_error,
		an_unknown_key_is_an_error,
		an_unknown_mode_is_an_error,
		an_unknown_requirement_is_an_error,
		a_pattern_that_can_not_mean_what_it_says_is_an_error,
		brackets_are_fine_where_they_are_whole,
		brackets_are_those_of_fnmatch,
		what_is_accepted_is_matched_in_each_spelling,
		never_beside_another_word_is_an_error,
		a_rule_lacks_neither_condition_nor_requirement,
		a_maintained_flag_lacks_neither_modules_nor_date_nor_reason,
		a_date_that_can_not_be_is_an_error,
		a_date_has_digits_where_they_belong,
		a_day_that_its_month_lacks_is_an_error,
		a_word_that_is_too_long_is_an_error,
		a_word_may_have_its_full_length,
		what_the_format_does_not_allow_is_an_error_too,
		all_errors_are_reported_with_their_lines,
		there_may_be_as_many_rules_as_the_bound_says,
		one_rule_too_many_is_an_error,
		any_one_condition_makes_a_rule,
		a_rule_may_have_all_conditions,
		a_pattern_for_modules_is_tested_like_one_for_aliases,
		a_uid_is_a_number_or_a_range,
		what_is_no_uid_is_an_error,
		each_wrong_uid_is_told,
		a_condition_has_a_value,
		the_gate_section_sets_the_mode_of_confined_requesters,
		maintained_and_unmaintained_modules_keep_their_order,
		an_unmaintained_section_needs_modules_only,
		what_a_file_adds_comes_after_what_is_there,
		a_word_of_any_condition_may_be_too_long,
		rules_and_flags_are_counted_together,
		a_files_name_is_escaped_where_it_is_shown,
		a_missing_file_is_an_error,
		a_directory_is_an_error,
		a_device_is_an_error,
		a_fifo_without_a_writer_is_an_error_at_once,
		the_shipped_policy_is_without_errors_and_only_logs,
	};

	directory_make();
	return directory_remove(RUN_TESTS("config", tests));
}
