// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include "run.h"
#include "status.h"

/* Armed in mode restrict, with all in order. */
static struct status make_good(void)
{
	struct status status = {
		.kernel_release = "6.1",
		.gate = { .modprobe = GATE_FILE,
			  .is_gate = true,
			  .was_enabled = true,
			  .programs = PROGRAMS_ATTACHED,
			  .programs_version = VERSION },
		.kernel = { .modules_disabled = ANSWER_NO,
			    .answers_are_shared = ANSWER_NO,
			    .helper_is_static = ANSWER_NO },
		.policy = { .condition = POLICY_GOOD, .mode = MODE_RESTRICT },
	};

	return status;
}

/* That these problems are found, names with a blank after each, in their order. */
static void expect_problems(const struct status *status, const char *names)
{
	char found[512] = "";

	for (size_t i = 0; i < n_status_problems; i++) {
		if (!status_problems[i].applies(status))
			continue;
		strcat(found, status_problems[i].name);
		strcat(found, " ");
	}
	ck_assert_str_eq(found, names);
}

START_TEST(a_good_gate_enforces_and_has_no_problems)
{
	struct status status = make_good();

	ck_assert(status_is_armed(&status));
	ck_assert_int_eq(status_get_code(&status), 0);
	ck_assert_int_eq(status_identification(&status), IDENTIFICATION_BPF);
	expect_problems(&status, "");
}
END_TEST

START_TEST(the_verdict_is_that_of_mode_lock_and_policy)
{
	static const struct {
		bool is_gate;
		enum policy_condition policy;
		enum mode mode;
		enum mode lock;
		bool lock_is_hidden;
		int verdict;
	} cases[] = {
		{ true, POLICY_GOOD, MODE_ALLOW, MODE_ALLOW, false, 1 },
		{ true, POLICY_GOOD, MODE_LOG, MODE_ALLOW, false, 1 },
		{ true, POLICY_GOOD, MODE_RESTRICT, MODE_ALLOW, false, 0 },
		{ true, POLICY_GOOD, MODE_DENY, MODE_ALLOW, false, 0 },
		{ true, POLICY_GOOD, MODE_LOG, MODE_LOG, false, 1 },
		{ true, POLICY_GOOD, MODE_LOG, MODE_RESTRICT, false, 0 },
		{ true, POLICY_GOOD, MODE_ALLOW, MODE_DENY, false, 0 },
		{ true, POLICY_GOOD, MODE_LOG, MODE_ALLOW, true, 1 },
		{ true, POLICY_GOOD, MODE_RESTRICT, MODE_ALLOW, true, 0 },
		{ true, POLICY_BROKEN, MODE_RESTRICT, MODE_ALLOW, false, 4 },
		{ true, POLICY_BROKEN, MODE_RESTRICT, MODE_DENY, false, 4 },
		{ true, POLICY_HIDDEN, MODE_ALLOW, MODE_ALLOW, true, 5 },
		{ true, POLICY_HIDDEN, MODE_ALLOW, MODE_RESTRICT, false, 0 },
		{ false, POLICY_GOOD, MODE_RESTRICT, MODE_ALLOW, false, 3 },
		{ false, POLICY_GOOD, MODE_DENY, MODE_DENY, false, 3 },
		{ false, POLICY_BROKEN, MODE_RESTRICT, MODE_ALLOW, false, 3 },
		{ false, POLICY_HIDDEN, MODE_ALLOW, MODE_ALLOW, true, 3 },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct status status = make_good();

		status.gate.is_gate = cases[i].is_gate;
		status.policy.condition = cases[i].policy;
		status.policy.mode = cases[i].mode;
		status.gate.lock = cases[i].lock;
		status.gate.lock_is_hidden = cases[i].lock_is_hidden;
		ck_assert_msg((int)status_get_code(&status) == cases[i].verdict, "case %zu: %s", i,
			      status_code_name(status_get_code(&status)));
	}
}
END_TEST

START_TEST(nothing_is_known_where_the_path_can_not_be_read)
{
	struct status status = make_good();

	status.gate_error = -EACCES;
	ck_assert(!status_is_armed(&status));
	ck_assert_int_eq(status_get_code(&status), STATUS_NOT_KNOWN);
	status.gate = (struct gate_state){ 0 };
	expect_problems(&status, "");
}
END_TEST

START_TEST(the_mode_of_confined_tasks_is_never_less_strict)
{
	struct status status = make_good();

	status.policy.mode = MODE_LOG;
	status.policy.confined = MODE_RESTRICT;
	ck_assert_int_eq(status_mode(&status), MODE_LOG);
	ck_assert_int_eq(status_confined_mode(&status), MODE_RESTRICT);
	status.gate.lock = MODE_DENY;
	ck_assert_int_eq(status_mode(&status), MODE_DENY);
	ck_assert_int_eq(status_confined_mode(&status), MODE_DENY);
}
END_TEST

START_TEST(a_kernel_with_a_helper_of_its_own_is_not_armed)
{
	struct status status = make_good();

	status.kernel.helper_is_static = ANSWER_YES;
	strcpy(status.kernel.static_helper, "/sbin/usermode-helper");
	ck_assert_int_eq(status_get_code(&status), STATUS_NOT_ARMED);
	expect_problems(&status, "static-helper ");
	strcpy(status.kernel.static_helper, GATE_FILE);
	ck_assert_int_eq(status_get_code(&status), STATUS_ENFORCING);
	expect_problems(&status, "");
	status.kernel.helper_is_static = ANSWER_NOT_KNOWN;
	strcpy(status.kernel.static_helper, "");
	ck_assert_int_eq(status_get_code(&status), STATUS_ENFORCING);
}
END_TEST

START_TEST(requesters_are_recorded_where_the_gate_can_use_the_programs)
{
	static const struct {
		enum programs_condition programs;
		enum identification identification;
		const char *problems;
	} cases[] = {
		{ PROGRAMS_ATTACHED, IDENTIFICATION_BPF, "" },
		{ PROGRAMS_INCOMPLETE, IDENTIFICATION_BPF, "incomplete-programs " },
		{ PROGRAMS_OTHER, IDENTIFICATION_PROC, "other-programs " },
		{ PROGRAMS_MISSING, IDENTIFICATION_PROC, "no-programs " },
		{ PROGRAMS_HIDDEN, IDENTIFICATION_NOT_KNOWN, "hidden " },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct status status = make_good();

		status.gate.programs = cases[i].programs;
		ck_assert_int_eq(status_identification(&status), cases[i].identification);
		expect_problems(&status, cases[i].problems);
	}
}
END_TEST

START_TEST(programs_of_another_release_are_reported)
{
	struct status status = make_good();

	strcpy(status.gate.programs_version, "0.0.1");
	expect_problems(&status, "old-programs ");
	ck_assert_int_eq(status_identification(&status), IDENTIFICATION_BPF);
}
END_TEST

START_TEST(why_it_is_not_armed_is_reported_once)
{
	static const struct {
		const char *modprobe;
		bool was_enabled;
		const char *problems;
	} cases[] = {
		{ "/sbin/modprobe", false, "not-armed " },
		{ "/sbin/modprobe", true, "modprobe-changed " },
		{ "", false, "autoloading-off " },
		{ "", true, "modprobe-changed autoloading-off " },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct status status = make_good();

		status.gate.is_gate = false;
		status.gate.programs = PROGRAMS_MISSING;
		strcpy(status.gate.modprobe, cases[i].modprobe);
		status.gate.was_enabled = cases[i].was_enabled;
		ck_assert_int_eq(status_get_code(&status), STATUS_NOT_ARMED);
		ck_assert_int_eq(status_identification(&status), IDENTIFICATION_NOT_KNOWN);
		expect_problems(&status, cases[i].problems);
	}
}
END_TEST

START_TEST(other_problems_are_reported)
{
	struct status status = make_good();

	status.gate.lock = MODE_RESTRICT;
	status.gate.lock_is_a_file = true;
	expect_problems(&status, "weak-lock ");
	status = make_good();
	status.kernel.answers_are_shared = ANSWER_YES;
	expect_problems(&status, "shared-answers ");
	status = make_good();
	status.kernel.modules_disabled = ANSWER_YES;
	expect_problems(&status, "modules-disabled ");
	status = make_good();
	status.gate.lock_is_hidden = true;
	expect_problems(&status, "hidden ");
	status = make_good();
	status.policy.condition = POLICY_BROKEN;
	expect_problems(&status, "policy-broken ");
	status.gate.is_gate = false;
	strcpy(status.gate.modprobe, "/sbin/modprobe");
	status.gate.was_enabled = false;
	expect_problems(&status, "not-armed policy-broken-not-armed ");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_good_gate_enforces_and_has_no_problems,
		the_verdict_is_that_of_mode_lock_and_policy,
		nothing_is_known_where_the_path_can_not_be_read,
		the_mode_of_confined_tasks_is_never_less_strict,
		a_kernel_with_a_helper_of_its_own_is_not_armed,
		requesters_are_recorded_where_the_gate_can_use_the_programs,
		programs_of_another_release_are_reported,
		why_it_is_not_armed_is_reported_once,
		other_problems_are_reported,
	};

	return RUN_TESTS("status", tests);
}
