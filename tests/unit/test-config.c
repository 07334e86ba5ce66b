// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "complaints.h"
#include "config-files.h"
#include "config.h"
#include "folder.h"
#include "run.h"

#define FILE_NAME          "autoload.conf"
#define CAPABILITY(number) (UINT64_C(1) << (number))

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
	expect_error("\n[module x]\n", 2, "there is no section [module x]");
	expect_error("[rule]\n", 1, "there is no section [rule]");
	expect_error("[maintained]\n", 1, "there is no section [maintained]");
	expect_error("[gate x]\n", 1, "there is no section [gate x]");
	expect_error("[rules x]\n", 1, "there is no section [rules x]");
}
END_TEST

START_TEST(an_unknown_key_is_an_error)
{
	expect_error("[gate]\nmode = log\nmodes = log\n", 3, "[gate] knows no key \"modes\"");
	expect_error("[rule x]\nalias = a\nrequire = nothing\nuids = 0\n", 4,
		     "[rule x] knows no key \"uids\"");
	expect_error("[maintained x]\nmodules = a\nreviewed = 2026-11-20\nwhy = b\nalias = c\n", 5,
		     "[maintained x] knows no key \"alias\"");
}
END_TEST

START_TEST(an_unknown_mode_is_an_error)
{
	expect_error("[gate]\nrequire = never\nmode = off\n", 3, "\"off\" is no mode");
	expect_error("[gate]\nmode = Log\n", 2, "\"Log\" is no mode");
	expect_error("[gate]\nmode = log deny\n", 2, "\"log deny\" is no mode");
}
END_TEST

START_TEST(an_unknown_requirement_is_an_error)
{
	expect_error("[gate]\nrequire = CAP_SYS_MODUEL\n", 2,
		     "\"CAP_SYS_MODUEL\" is no requirement");
	expect_error("[rule x]\nalias = a\nrequire = nothing cap_net_admin\n", 3,
		     "\"cap_net_admin\" is no requirement");
}
END_TEST

START_TEST(a_pattern_that_can_not_mean_what_it_says_is_an_error)
{
	expect_error("[rule x]\nrequire = never\nalias = fs-* a\\*b\n", 3, "a pattern has no");
	expect_error("[rule x]\nrequire = never\nalias = a[b-c\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = a[]\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = a[!]\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = a[\n", 3, "needs a \"]\"");
	expect_error("[rule x]\nrequire = never\nalias = net[-]pf\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = net[!-x]pf\n", 3, "write \"_\" for \"-\"");
	expect_error("[rule x]\nrequire = never\nalias = [a-c][ab-]\n", 3, "write \"_\" for \"-\"");
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

START_TEST(never_beside_another_word_is_an_error)
{
	expect_error("[gate]\nrequire = never CAP_SYS_MODULE\n", 2, "\"never\" stands alone");
	expect_error("[rule x]\nalias = a\nrequire = nothing never\n", 3, "\"never\" stands alone");
}
END_TEST

START_TEST(a_rule_lacks_neither_condition_nor_requirement)
{
	expect_error("[gate]\n[rule x]\nrequire = never\n", 2, "says for what it is with none of");
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
	expect_error(text, 4, "is no date");
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
	expect_error("mode = log\n", 1, "a key stands in a section");
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
		{ 2, "is no mode" },   { 3, "\"a\"" },   { 3, "\"b\"" },
		{ 5, "\"alais\"" },    { 4, "none of" }, { 6, "stands alone" },
		{ 7, "no section [" },
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

START_TEST(a_policy_with_an_error_is_not_half_applied)
{
	static const char *const texts[] = {
		"[gate]\nmode = allow\nrequire = nothing\n[rule x]\nalias = *\n",
		"[gate]\nmode = allow\nnonsense\n",
	};
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy before, policy;

	memset(&before, 0x5a, sizeof(before));
	for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
		policy = before;
		ck_assert_int_eq(
			config_parse(texts[i], strlen(texts[i]), FILE_NAME, &sink, &policy),
			-EINVAL);
		ck_assert_mem_eq(&policy, &before, sizeof(policy));
	}
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

START_TEST(a_missing_file_is_an_error)
{
	expect_file_error("/nonexistent/autoload.conf", "can't be opened: No such file");
}
END_TEST

START_TEST(a_directory_is_an_error)
{
	expect_file_error("/", "is not a regular file");
}
END_TEST

START_TEST(a_device_is_an_error)
{
	expect_file_error("/dev/null", "is not a regular file");
}
END_TEST

START_TEST(a_fifo_without_a_writer_is_an_error_at_once)
{
	char path[sizeof(folder) + sizeof("/fifo")];

	snprintf(path, sizeof(path), "%s/fifo", folder);
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
		a_policy_with_an_error_is_not_half_applied,
		there_may_be_as_many_rules_as_the_bound_says,
		one_rule_too_many_is_an_error,
		a_missing_file_is_an_error,
		a_directory_is_an_error,
		a_device_is_an_error,
		a_fifo_without_a_writer_is_an_error_at_once,
		the_shipped_policy_is_without_errors_and_only_logs,
	};

	folder_make();
	return folder_remove(RUN_TESTS("config", tests));
}
