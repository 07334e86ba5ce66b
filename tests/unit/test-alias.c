// SPDX-License-Identifier: GPL-2.0-or-later
#include <check.h>
#include <stdlib.h>

#include "alias.h"

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

START_TEST(a_dash_in_brackets_is_a_range)
{
	ck_assert(alias_matches("net-pf-[2-4]", "net-pf-3"));
	ck_assert(!alias_matches("net-pf-[2-4]", "net-pf-5"));
	ck_assert(!alias_matches("net-pf-[2-4]", "net-pf--"));
}
END_TEST

START_TEST(an_alias_is_not_a_pattern)
{
	ck_assert(!alias_matches("fs-ext4", "fs-*"));
	ck_assert(!alias_matches("fs-ext4", "fs-[e]xt4"));
	ck_assert(alias_matches("crypto-*", "crypto-a/b \n;%s"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("alias");
	TCase *cases = tcase_create("alias");
	SRunner *runner;
	int failed;

	tcase_add_test(cases, a_glob_matches_the_whole_alias);
	tcase_add_test(cases, dash_and_underscore_are_the_same);
	tcase_add_test(cases, a_dash_in_brackets_is_a_range);
	tcase_add_test(cases, an_alias_is_not_a_pattern);
	suite_add_tcase(suite, cases);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
