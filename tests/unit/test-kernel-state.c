// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <sys/stat.h>

#include "directory.h"
#include "kernel-state.h"
#include "run.h"

#define RELEASE    "6.12.1-test"
#define DISABLED   "/proc/sys/kernel/modules_disabled"
#define LOCKDOWN   "/sys/kernel/security/lockdown"
#define SIGNATURES "/sys/module/module/parameters/sig_enforce"

/* Makes the directories of a path below the test's. */
static void make_directories(const char *path)
{
	char made[PATH_MAX];

	for (const char *slash = path; (slash = strchr(slash + 1, '/'));) {
		snprintf(made, sizeof(made), "%s%.*s", directory, (int)(slash - path), path);
		mkdir(made, 0755);
	}
}

/* NULL: there is no such file. */
static void write_file(const char *path, const char *text)
{
	char whole[PATH_MAX];
	FILE *file;

	make_directories(path);
	snprintf(whole, sizeof(whole), "%s%s", directory, path);
	remove(whole);
	if (!text)
		return;
	file = fopen(whole, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static struct kernel_state read_state(void)
{
	struct kernel_state state;

	memset(&state, 0x5a, sizeof(state));
	kernel_state_read(directory, RELEASE, &state);
	return state;
}

START_TEST(nothing_is_known_where_there_are_no_files)
{
	char empty[PATH_MAX];
	struct kernel_state state;

	snprintf(empty, sizeof(empty), "%s/empty", directory);
	kernel_state_read(empty, RELEASE, &state);
	ck_assert_int_eq(state.modules_disabled, ANSWER_NOT_KNOWN);
	ck_assert_int_eq(state.lockdown, LOCKDOWN_NOT_KNOWN);
	ck_assert_int_eq(state.signatures_enforced, ANSWER_NOT_KNOWN);
	ck_assert_int_eq(state.answers_are_shared, ANSWER_NOT_KNOWN);
	ck_assert_int_eq(state.helper_is_static, ANSWER_NOT_KNOWN);
	ck_assert_str_eq(state.static_helper, "");
	ck_assert_ptr_null(lockdown_name(state.lockdown));
}
END_TEST

START_TEST(modules_are_disabled_by_1)
{
	static const struct {
		const char *text;
		enum answer answer;
	} cases[] = {
		{ "1\n", ANSWER_YES },        { "0\n", ANSWER_NO },
		{ "", ANSWER_NOT_KNOWN },     { "2\n", ANSWER_NOT_KNOWN },
		{ "10\n", ANSWER_NOT_KNOWN }, { NULL, ANSWER_NOT_KNOWN },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		write_file(DISABLED, cases[i].text);
		ck_assert_msg(read_state().modules_disabled == cases[i].answer, "case %zu", i);
	}
}
END_TEST

START_TEST(the_lockdown_is_the_level_in_brackets)
{
	static const struct {
		const char *text;
		enum lockdown lockdown;
	} cases[] = {
		{ "[none] integrity confidentiality\n", LOCKDOWN_NONE },
		{ "none [integrity] confidentiality\n", LOCKDOWN_INTEGRITY },
		{ "none integrity [confidentiality]\n", LOCKDOWN_CONFIDENTIALITY },
		{ "none integrity confidentiality\n", LOCKDOWN_NOT_KNOWN },
		{ "", LOCKDOWN_NOT_KNOWN },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		write_file(LOCKDOWN, cases[i].text);
		ck_assert_msg(read_state().lockdown == cases[i].lockdown, "%s", cases[i].text);
	}
	ck_assert_str_eq(lockdown_name(LOCKDOWN_INTEGRITY), "integrity");
}
END_TEST

START_TEST(signatures_are_enforced_by_the_parameter_or_by_lockdown)
{
	static const struct {
		const char *parameter;
		const char *lockdown;
		enum answer answer;
	} cases[] = {
		{ "Y\n", "[none] integrity confidentiality\n", ANSWER_YES },
		{ "N\n", "[none] integrity confidentiality\n", ANSWER_NO },
		{ "N\n", "none [integrity] confidentiality\n", ANSWER_YES },
		{ NULL, "none integrity [confidentiality]\n", ANSWER_YES },
		{ "N\n", NULL, ANSWER_NO },
		{ NULL, "[none] integrity confidentiality\n", ANSWER_NOT_KNOWN },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		write_file(SIGNATURES, cases[i].parameter);
		write_file(LOCKDOWN, cases[i].lockdown);
		ck_assert_msg(read_state().signatures_enforced == cases[i].answer, "case %zu", i);
	}
}
END_TEST

START_TEST(options_are_taken_from_either_file)
{
	static const char text[] = "CONFIG_STATIC_USERMODEHELPER=y\n"
				   "CONFIG_STATIC_USERMODEHELPER_PATH=\"/sbin/usermode-helper\"\n"
				   "# CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS is not set\n";
	static const char *const places[] = { "/boot/config-" RELEASE,
					      "/lib/modules/" RELEASE "/config" };

	for (size_t i = 0; i < N_ELEMENTS(places); i++) {
		struct kernel_state state;

		write_file(places[i], text);
		write_file(places[!i], NULL);
		state = read_state();
		ck_assert_int_eq(state.helper_is_static, ANSWER_YES);
		ck_assert_str_eq(state.static_helper, "/sbin/usermode-helper");
		ck_assert_int_eq(state.answers_are_shared, ANSWER_NO);
		write_file(places[i], NULL);
	}
}
END_TEST

START_TEST(only_the_value_y_switches_an_option_on)
{
	static const struct {
		const char *text;
		enum answer answer;
	} cases[] = {
		{ "CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS=y\n", ANSWER_YES },
		{ "CONFIG_A=y\nCONFIG_MODULE_DEBUG_AUTOLOAD_DUPS=y", ANSWER_YES },
		{ "CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS=n\n", ANSWER_NO },
		{ "CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS=yes\n", ANSWER_NO },
		{ "CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS=\n", ANSWER_NO },
		{ "CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS_TRACE=y\n", ANSWER_NO },
		{ "#CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS=y\n", ANSWER_NO },
		{ "", ANSWER_NO },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		write_file("/boot/config-" RELEASE, cases[i].text);
		ck_assert_msg(read_state().answers_are_shared == cases[i].answer, "%s",
			      cases[i].text);
	}
}
END_TEST

START_TEST(a_path_that_is_not_quoted_is_not_taken)
{
	static const char *const paths[] = { "", "\"", "\"\"" };
	struct kernel_state state;
	char text[128];

	for (size_t i = 0; i < N_ELEMENTS(paths); i++) {
		snprintf(text, sizeof(text), "CONFIG_STATIC_USERMODEHELPER_PATH=%s\n", paths[i]);
		write_file("/boot/config-" RELEASE, text);
		state = read_state();
		ck_assert_str_eq(state.static_helper, "");
	}
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		nothing_is_known_where_there_are_no_files,
		modules_are_disabled_by_1,
		the_lockdown_is_the_level_in_brackets,
		signatures_are_enforced_by_the_parameter_or_by_lockdown,
		options_are_taken_from_either_file,
		only_the_value_y_switches_an_option_on,
		a_path_that_is_not_quoted_is_not_taken,
	};

	directory_make();
	return directory_remove(RUN_TESTS("kernel-state", tests));
}
