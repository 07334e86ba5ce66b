// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/capability.h>

#include "requirement.h"
#include "run.h"
#include "key-values.h"
#include "words.h"

static struct requirement of_words(const char *text)
{
	struct requirement require = { 0 };
	char **words = words_split(text);

	for (char **word = words; *word; word++)
		ck_assert_msg(requirement_add_word(&require, *word) == 0, "%s", *word);
	words_free(words);
	return require;
}

START_TEST(the_three_words_mean_themselves)
{
	ck_assert(of_words("nothing").nothing);
	ck_assert(of_words("maintained").maintained);
	ck_assert(of_words("never").never);
}
END_TEST

START_TEST(a_word_means_nothing_else)
{
	ck_assert(!of_words("nothing").maintained && !of_words("nothing").never);
	ck_assert(!of_words("maintained").nothing && !of_words("maintained").never);
	ck_assert(!of_words("never").nothing && !of_words("never").maintained);
	ck_assert_uint_eq(of_words("nothing maintained never").capabilities, 0);
}
END_TEST

START_TEST(a_capability_is_its_bit)
{
	ck_assert_uint_eq(of_words("CAP_CHOWN").capabilities, 1);
	ck_assert_uint_eq(of_words("CAP_NET_ADMIN").capabilities, UINT64_C(1) << CAP_NET_ADMIN);
	ck_assert_uint_eq(of_words("CAP_BPF").capabilities, UINT64_C(1) << CAP_BPF);
}
END_TEST

START_TEST(words_add_up)
{
	struct requirement require = of_words("maintained CAP_SYS_ADMIN CAP_SYS_MODULE");

	ck_assert(require.maintained && !require.nothing && !require.never);
	ck_assert_uint_eq(require.capabilities,
			  UINT64_C(1) << CAP_SYS_ADMIN | UINT64_C(1) << CAP_SYS_MODULE);
}
END_TEST

/* That the word is refused and the requirement stays what it was. */
static void expect_refused(const char *word)
{
	const struct requirement before = { .maintained = true, .capabilities = 5 };
	struct requirement require = before;

	ck_assert_msg(requirement_add_word(&require, word) == -EINVAL, "\"%s\"", word);
	ck_assert(require.maintained && !require.nothing && !require.never);
	ck_assert_uint_eq(require.capabilities, before.capabilities);
}

START_TEST(an_unknown_word_is_refused_and_changes_nothing)
{
	static const char *const words[] = {
		"", "Nothing", "NEVER", "none", "any", "nothing,maintained", "never.",
	};

	for (size_t i = 0; i < N_ELEMENTS(words); i++)
		expect_refused(words[i]);
}
END_TEST

START_TEST(a_capability_is_spelled_as_in_the_manual)
{
	static const char *const words[] = {
		"CAP_", "CAP_NOPE",  "CAP_all",       "CAP_12",
		"12",   "NET_ADMIN", "cap_net_admin", "CAP_net_admin",
	};

	for (size_t i = 0; i < N_ELEMENTS(words); i++)
		expect_refused(words[i]);
}
END_TEST

START_TEST(a_capability_with_anything_behind_it_is_refused)
{
	expect_refused("CAP_NET_ADMINX");
	expect_refused("CAP_NET_ADMIN,CAP_SYS_ADMIN");
	expect_refused("CAP_NET_ADMIN+CAP_SYS_ADMIN");
	expect_refused("CAP_NET_ADMIN,");
}
END_TEST

static void expect_format(const char *words, const char *expected)
{
	struct requirement require = of_words(words);
	char text[REQUIREMENT_TEXT_SIZE];

	ck_assert_str_eq(requirement_format(&require, text, sizeof(text)), expected);
}

START_TEST(a_requirement_is_written_as_it_is_read)
{
	expect_format("", "");
	expect_format("never", "never");
	expect_format("CAP_SYS_ADMIN nothing CAP_NET_ADMIN maintained",
		      "nothing maintained CAP_NET_ADMIN CAP_SYS_ADMIN");
}
END_TEST

START_TEST(every_capability_has_room_and_can_be_read_back)
{
	struct requirement all = { .nothing = true, .maintained = true, .never = true }, again;
	char text[REQUIREMENT_TEXT_SIZE];

	for (int capability = 0; capability <= CAP_LAST_CAP; capability++)
		all.capabilities |= UINT64_C(1) << capability;
	again = of_words(requirement_format(&all, text, sizeof(text)));
	ck_assert(again.nothing && again.maintained && again.never);
	ck_assert_uint_eq(again.capabilities, all.capabilities);
}
END_TEST

START_TEST(what_does_not_fit_is_left_out_whole)
{
	struct requirement require = of_words("maintained CAP_NET_ADMIN");
	const char *whole = "maintained CAP_NET_ADMIN";
	char text[64];

	ck_assert_str_eq(requirement_format(&require, text, strlen(whole)), "maintained");
	ck_assert_str_eq(requirement_format(&require, text, 1), "");
	ck_assert_str_eq(requirement_format(&require, text, sizeof(text)), whole);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		the_three_words_mean_themselves,
		a_word_means_nothing_else,
		a_capability_is_its_bit,
		words_add_up,
		an_unknown_word_is_refused_and_changes_nothing,
		a_capability_is_spelled_as_in_the_manual,
		a_capability_with_anything_behind_it_is_refused,
		a_requirement_is_written_as_it_is_read,
		every_capability_has_room_and_can_be_read_back,
		what_does_not_fit_is_left_out_whole,
	};

	return RUN_TESTS("requirement", tests);
}
