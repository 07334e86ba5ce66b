// SPDX-License-Identifier: GPL-2.0-or-later
/* The state of the policy. Only root's files are trusted, so only root can make them. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory.h"
#include "policy-state.h"
#include "run.h"

#define ANY_USER 12345

static char path[sizeof(directory) + sizeof("/autoload.conf")];

static void write_policy(const char *text, mode_t mode)
{
	FILE *file = fopen(path, "we");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static struct policy_state read_state(void)
{
	const struct config_files files = { path, { "/nowhere", "/nowhere", "/nowhere" } };
	struct policy_state state = { 0 };

	ck_assert_int_eq(policy_state_read(&files, &state), 0);
	return state;
}

START_TEST(a_good_policy_has_its_modes_and_numbers)
{
	struct policy_state state;

	write_policy("[gate]\nmode = restrict\nconfined = deny\n"
		     "[rule a]\nalias = x\nrequire = nothing\n"
		     "[rule b]\nalias = y\nrequire = nothing\n"
		     "[maintained m]\nmodules = tls\nreviewed = 2026-11-20\nwhy = it is\n"
		     "[unmaintained n]\nmodules = dccp\n",
		     0644);
	state = read_state();
	ck_assert_int_eq(state.condition, POLICY_GOOD);
	ck_assert_int_eq(state.mode, MODE_RESTRICT);
	ck_assert_int_eq(state.confined, MODE_DENY);
	ck_assert_uint_eq(state.n_rules, 2);
	ck_assert_uint_eq(state.n_maintained, 1);
	ck_assert_uint_eq(state.n_errors + state.n_more_errors, 0);
	policy_state_clear(&state);
}
END_TEST

START_TEST(a_broken_policy_has_errors_and_the_built_in_mode)
{
	struct policy_state state;

	write_policy("[gate]\nmode = allow\n\nconfined = x\n[nonsense]\n", 0644);
	state = read_state();
	ck_assert_int_eq(state.condition, POLICY_BROKEN);
	ck_assert_int_eq(state.mode, MODE_RESTRICT);
	ck_assert_uint_eq(state.n_errors, 2);
	ck_assert_str_eq(state.errors[0].file, path);
	ck_assert_uint_eq(state.errors[0].line, 4);
	ck_assert_uint_eq(state.errors[1].line, 5);
	ck_assert_ptr_nonnull(strstr(state.errors[1].text, "nonsense"));
	policy_state_clear(&state);
}
END_TEST

START_TEST(a_policy_that_is_not_there_is_broken)
{
	struct policy_state state;

	unlink(path);
	state = read_state();
	ck_assert_int_eq(state.condition, POLICY_BROKEN);
	ck_assert_uint_eq(state.n_errors, 1);
	policy_state_clear(&state);
}
END_TEST

START_TEST(too_many_errors_are_counted)
{
	char text[POLICY_ERRORS_MAX * 2 * 16] = "[gate]\n";
	struct policy_state state;

	for (size_t i = 0; i < POLICY_ERRORS_MAX + 7; i++)
		sprintf(text + strlen(text), "wrong%zu = 1\n", i);
	write_policy(text, 0644);
	state = read_state();
	ck_assert_uint_eq(state.n_errors, POLICY_ERRORS_MAX);
	ck_assert_uint_eq(state.n_more_errors, 7);
	policy_state_clear(&state);
}
END_TEST

START_TEST(a_policy_that_this_user_may_not_read_is_hidden_and_not_broken)
{
	struct policy_state state;

	ck_assert_int_eq(chmod(directory, 0755), 0);
	write_policy("[gate]\nmode = restrict\n", 0600);
	ck_assert_int_eq(seteuid(ANY_USER), 0);
	state = read_state();
	ck_assert_int_eq(seteuid(0), 0);
	ck_assert_int_eq(state.condition, POLICY_HIDDEN);
	policy_state_clear(&state);
	write_policy("[gate]\nmode = restrict\n", 0644);
	ck_assert_int_eq(seteuid(ANY_USER), 0);
	state = read_state();
	ck_assert_int_eq(seteuid(0), 0);
	ck_assert_int_eq(state.condition, POLICY_GOOD);
	policy_state_clear(&state);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_good_policy_has_its_modes_and_numbers,
		a_broken_policy_has_errors_and_the_built_in_mode,
		a_policy_that_is_not_there_is_broken,
		too_many_errors_are_counted,
		a_policy_that_this_user_may_not_read_is_hidden_and_not_broken,
	};

	if (geteuid() != 0)
		return skip_tests("only root can make files that are root's");
	directory_make();
	snprintf(path, sizeof(path), "%s/autoload.conf", directory);
	return directory_remove(RUN_TESTS("policy-state", tests));
}
