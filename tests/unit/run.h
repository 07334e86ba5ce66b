/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every test program ends with. */
#pragma once

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

/* Far longer than any test takes on a machine that is busy with other things as well, under
 * sanitizers: only what hangs meets it. That of meson, for a whole program, is wider still, so that
 * it is told which test hangs. */
#define HANGS_AFTER 300

/*
 * For what can't be run here, and why; the exit status of main(). 77 is meson's for a test that was
 * skipped. Where CI=true all that tests need is there, so it is a failure.
 */
static inline int skip_tests(const char *why)
{
	const char *ci = getenv("CI");

	printf("skipped: %s\n", why);
	return ci && strcmp(ci, "true") == 0 ? EXIT_FAILURE : 77;
}

/* Runs an array of tests; the exit status of main(). */
#define RUN_TESTS(name, tests) run_tests(name, tests, N_ELEMENTS(tests))

static inline int run_tests(const char *name, const TTest *const *tests, size_t n)
{
	Suite *suite = suite_create(name);
	TCase *cases = tcase_create(name);
	SRunner *runner;
	int failed;

	tcase_set_timeout(cases, HANGS_AFTER);
	for (size_t i = 0; i < n; i++)
		tcase_add_test(cases, tests[i]);
	suite_add_tcase(suite, cases);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
