// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "findings.h"
#include "run.h"

START_TEST(findings_are_kept_and_counted)
{
	const struct subject warning = { SEVERITY_WARNING, "x", "a.conf", 7 };
	const struct subject error = { SEVERITY_ERROR, "y", "b.conf", 0 };
	const struct subject note = { SEVERITY_NOTE, "z", "b.conf", 1 };
	struct findings findings = { 0 };

	findings_add(&findings, &warning, "do it", "number %d", 5);
	findings_add(&findings, &error, NULL, "is wrong");
	findings_add(&findings, &note, NULL, "is so");
	ck_assert_int_eq(findings.error, 0);
	ck_assert_uint_eq(findings.n, 3);
	ck_assert_uint_eq(findings.n_warnings, 1);
	ck_assert_uint_eq(findings.n_errors, 1);
	ck_assert_str_eq(findings.list[0].file, "a.conf");
	ck_assert_uint_eq(findings.list[0].line, 7);
	ck_assert_str_eq(findings.list[0].text, "number 5");
	ck_assert_str_eq(findings.list[0].hint, "do it");
	ck_assert_ptr_null(findings.list[1].hint);
	findings_clear(&findings);
}
END_TEST

START_TEST(findings_are_printable)
{
	const struct subject subject = { SEVERITY_WARNING, "x", "a\033b", 1 };
	struct findings findings = { 0 };

	findings_add(&findings, &subject, "\n", "%s", "\xc3\xa4\a");
	ck_assert_str_eq(findings.list[0].file, "a\\x1bb");
	ck_assert_str_eq(findings.list[0].text, "\\xc3\\xa4\\x07");
	ck_assert_str_eq(findings.list[0].hint, "\\x0a");
	findings_clear(&findings);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		findings_are_kept_and_counted,
		findings_are_printable,
	};

	return RUN_TESTS("findings", tests);
}
