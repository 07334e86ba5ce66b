// SPDX-License-Identifier: GPL-2.0-or-later
/* The status as it is printed. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "captured.h"
#include "run.h"
#include "print.h"
#include "text-file.h"

static struct status make_status(void)
{
	struct status status = {
		.kernel_release = "6.1.0-56-amd64",
		.gate = { .modprobe = GATE_FILE,
			  .is_gate = true,
			  .was_enabled = true,
			  .programs = PROGRAMS_ATTACHED,
			  .programs_version = VERSION },
		.kernel = { .modules_disabled = ANSWER_NO,
			    .lockdown = LOCKDOWN_INTEGRITY,
			    .signatures_enforced = ANSWER_YES,
			    .answers_are_shared = ANSWER_NOT_KNOWN,
			    .helper_is_static = ANSWER_NO },
		.policy = { .condition = POLICY_GOOD,
			    .mode = MODE_LOG,
			    .confined = MODE_DENY,
			    .n_rules = 18,
			    .n_maintained = 13 },
		.counts = { .counts = { 12, 3, 40 } },
	};

	return status;
}

static const char *print(const struct status *status, struct captured *captured)
{
	const struct output output = { 0 };
	const char *text;

	capture(captured);
	ck_assert_int_eq(status_print(&output, status), 0);
	text = capture_end(captured);
	return text;
}

static void expect_line(const struct status *status, const char *line)
{
	struct captured captured;
	const char *text = print(status, &captured), *found = strstr(text, line);

	ck_assert_msg(found && found[strlen(line)] == '\n', "\"%s\" is not in:\n%s", line, text);
}

START_TEST(all_is_printed_in_this_form)
{
	struct status status = make_status();
	struct captured captured;

	status.counts.aliases = tally_new(10);
	tally_add(status.counts.aliases, "net-pf-5", DECISION_ALLOWED, 1);
	tally_add(status.counts.aliases, "net-pf-5", DECISION_WOULD_REFUSE, 30);
	for (char alias[] = "crypto-1"; alias[7] <= '6'; alias[7]++)
		tally_add(status.counts.aliases, alias, DECISION_REFUSED, '9' - alias[7]);
	ck_assert_str_eq(print(&status, &captured),
			 "modprobe-gate is armed but not enforcing: mode log refuses "
			 "confined tasks only.\n"
			 "       Armed: yes, kernel.modprobe is \"" GATE_FILE "\"\n"
			 "        Mode: log (policy log, lock none)\n"
			 "    Confined: deny\n"
			 "      Policy: 18 rules, 13 groups of maintained modules\n"
			 "  Requesters: recorded by the BPF programs " VERSION "\n"
			 "   Decisions: 12 allowed, 3 refused, 40 would be refused since boot\n"
			 "      Kernel: 6.1.0-56-amd64\n"
			 "     Modules: can be loaded\n"
			 "  Signatures: enforced\n"
			 "    Lockdown: integrity\n"
			 "  Built with: CONFIG_STATIC_USERMODEHELPER off,\n"
			 "              CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS not known\n"
			 "\n"
			 "ALLOWED  REFUSED  WOULD REFUSE  MOST FREQUENT ALIASES\n"
			 "      1        0            30  net-pf-5\n"
			 "      0        8             0  crypto-1\n"
			 "      0        7             0  crypto-2\n"
			 "      0        6             0  crypto-3\n"
			 "      0        5             0  crypto-4\n");
	tally_free(status.counts.aliases);
}
END_TEST

START_TEST(the_first_line_is_the_state)
{
	struct status status = make_status();

	status.policy.mode = MODE_LOG;
	status.policy.confined = MODE_LOG;
	expect_line(&status, "modprobe-gate is armed but not enforcing: mode log refuses nothing.");
	status.gate.lock = MODE_DENY;
	expect_line(&status, "modprobe-gate is enforcing, in mode deny.");
	status.policy.condition = POLICY_BROKEN;
	expect_line(&status, "modprobe-gate is armed, but the policy is broken.");
	status.gate.is_gate = false;
	expect_line(&status, "modprobe-gate is not armed.");
	status.gate_error = -ENOENT;
	expect_line(&status, "modprobe-gate is in a state that is not known.");
	status = make_status();
	status.policy.condition = POLICY_HIDDEN;
	expect_line(&status, "modprobe-gate is armed, in a mode that is not known.");
}
END_TEST

START_TEST(what_a_user_may_not_see_is_not_known)
{
	struct status status = make_status();

	status.gate.lock_is_hidden = true;
	status.gate.programs = PROGRAMS_HIDDEN;
	status.counts_error = -EACCES;
	expect_line(&status, "        Mode: log or stricter (policy log, lock not known)");
	expect_line(&status, "  Requesters: not known: only root can see how they are found");
	expect_line(
		&status,
		"   Decisions: not known: only root and groups systemd-journal and adm may read\n"
		"              the journal");
	status.policy.condition = POLICY_HIDDEN;
	expect_line(&status, "        Mode: not known (policy not known, lock not known)");
	expect_line(&status, "      Policy: not known: this user may not read it");
}
END_TEST

START_TEST(an_incomplete_count_says_since_when)
{
	struct status status = make_status();

	setenv("TZ", "UTC", 1);
	status.counts.since = UINT64_C(1700000000000000);
	expect_line(&status, "   Decisions: 12 allowed, 3 refused, 40 would be refused\n"
			     "              since 2023-11-14 22:13:20; older ones are not counted, "
			     "to save time");
}
END_TEST

START_TEST(errors_and_problems_follow_and_are_harmless)
{
	struct policy_error errors[] = {
		{ (char *)"/etc/autoload.conf", 7, (char *)"wrong \033[31m" },
		{ (char *)"/etc/x.conf", 0, (char *)"can't be opened" },
	};
	struct status status = make_status();

	status.policy.condition = POLICY_BROKEN;
	status.policy.errors = errors;
	status.policy.n_errors = N_ELEMENTS(errors);
	status.gate.programs = PROGRAMS_MISSING;
	strcpy(status.gate.modprobe, "/x\033[0m");
	expect_line(&status, "      Policy: 2 errors");
	expect_line(&status,
		    "\n/etc/autoload.conf:7: error: wrong \\x1b[31m\n"
		    "/etc/x.conf: error: can't be opened\n"
		    "\n"
		    "Problem: The policy has errors, so the built-in policy decides, which is "
		    "strict.\n"
		    "         Fix them. The policy is read again at each request.\n"
		    "\n"
		    "Note: The BPF programs are not attached: requesters are looked for in "
		    "/proc,\n"
		    "      which is slower and can be fooled.\n"
		    "      Run \"autoloadctl enable\" to attach them, or to see why that fails.");
	expect_line(&status, "       Armed: yes, kernel.modprobe is \"/x\\x1b[0m\"");
}
END_TEST

static void expect_width(const char *text, int width)
{
	for (int length; text && *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		ck_assert_msg(length <= width, "%s", text);
	}
}

START_TEST(without_legend_there_is_no_advice)
{
	const struct output output = { .no_legend = true };
	struct status status = make_status();
	struct captured captured;
	const char *text;

	status.gate.programs = PROGRAMS_MISSING;
	capture(&captured);
	ck_assert_int_eq(status_print(&output, &status), 0);
	text = capture_end(&captured);
	ck_assert_ptr_nonnull(strstr(text, "\nNote: The BPF programs are not attached"));
	ck_assert_ptr_null(strstr(text, "autoloadctl enable"));
}
END_TEST

START_TEST(how_it_stands_has_a_colour)
{
	const struct output output = { .has_colours = true };
	struct status status = make_status();
	struct captured captured;

	capture(&captured);
	ck_assert_int_eq(status_print(&output, &status), 0);
	ck_assert_ptr_nonnull(strstr(capture_end(&captured),
				     "is \033[33marmed but not enforcing\033[0m: mode log"));
	status.gate.is_gate = false;
	capture(&captured);
	ck_assert_int_eq(status_print(&output, &status), 0);
	ck_assert_ptr_nonnull(strstr(capture_end(&captured), "is \033[31mnot armed\033[0m."));
}
END_TEST

START_TEST(no_problem_is_wider_than_80_columns)
{
	for (size_t i = 0; i < n_status_problems; i++) {
		int width = 80 - strlen(status_problems[i].is_error ? "Problem: " : "Note: ");

		expect_width(status_problems[i].text, width);
		expect_width(status_problems[i].advice, width);
	}
}
END_TEST

/* Of what stands in the file, so that it can be reviewed; the manual is held against it. */
static char *read_golden(const char *name)
{
	char path[PATH_MAX];
	char *text = NULL;
	size_t size;

	snprintf(path, sizeof(path), "%s/%s.expected", getenv("GOLDEN"), name);
	ck_assert_msg(text_file_read(path, 65536, &text, &size) == 0, "can't read %s", path);
	return text;
}

static void expect_json(const struct status *status, const char *expected)
{
	json_t *json = status_to_json(status);
	char *text = json_dumps(json, JSON_COMPACT);

	ck_assert_str_eq(text, expected);
	free(text);
	json_decref(json);
}

START_TEST(all_is_in_the_json)
{
	struct policy_error errors[] = {
		{ (char *)"/etc/autoload.conf", 7, (char *)"[gate] knows no key \"modes\"" },
		{ (char *)"/etc/autoload.conf.d/x.conf", 0, (char *)"is not a regular file" },
	};
	struct status status = make_status();
	struct output output = { .json = JSON_PRETTY };
	struct captured captured;
	char *expected = read_golden("status-json");

	status.policy.condition = POLICY_BROKEN;
	status.policy.errors = errors;
	status.policy.n_errors = N_ELEMENTS(errors);
	status.gate.programs = PROGRAMS_OTHER;
	status.counts.aliases = tally_new(10);
	tally_add(status.counts.aliases, "net-pf-5", DECISION_REFUSED, 3);
	capture(&captured);
	ck_assert_int_eq(json_print(&output, status_to_json(&status)), 0);
	printf("exit status %d\n", status_get_code(&status));
	ck_assert_str_eq(capture_end(&captured), expected);
	free(expected);
	tally_free(status.counts.aliases);
}
END_TEST

START_TEST(what_is_not_known_is_null_in_the_json)
{
	struct status status = {
		.kernel_release = "6.1",
		.gate_error = -ENOENT,
		.gate = { .lock_is_hidden = true },
		.counts_error = -EACCES,
	};

	expect_json(&status,
		    "{\"status\":\"not-known\",\"armed\":null,\"kernel_modprobe\":null,\"modes\":"
		    "{\"policy\":null,\"policy_confined\":null,\"lock\":null,\"effective\":null,"
		    "\"effective_confined\":null,\"certain\":false},\"policy\":{\"state\":null,"
		    "\"errors\":[]},\"identification\":null,\"programs\":{\"state\":null,"
		    "\"version\":null},\"decisions\":null,\"kernel\":{\"release\":\"6.1\","
		    "\"modules_disabled\":null,\"signatures_enforced\":null,\"lockdown\":null,"
		    "\"static_usermodehelper\":null,\"module_debug_autoload_dups\":null},"
		    "\"problems\":[]}");
}
END_TEST

START_TEST(bytes_that_json_can_not_have_are_escaped)
{
	struct policy_error error = { (char *)"/odd\\x1b", 7, (char *)"\"\xff\xc3\xa4\" is wrong" };
	struct status status = make_status();
	json_t *expected = json_pack("{s:s, s:i, s:s}", "file", "/odd\\x1b", "line", 7, "text",
				     "\"\\xff\\xc3\\xa4\" is wrong");
	json_t *json, *errors;

	status.policy.errors = &error;
	status.policy.n_errors = 1;
	strcpy(status.gate.modprobe, "/x\xff\\xff\xc3\xa4");
	json = status_to_json(&status);
	ck_assert_ptr_nonnull(json);
	ck_assert_str_eq(json_string_value(json_object_get(json, "kernel_modprobe")),
			 "/x\\xff\\x5cxff\\xc3\\xa4");
	/* The reader has escaped the file's name; quotation marks in a sentence stay. */
	errors = json_object_get(json_object_get(json, "policy"), "errors");
	ck_assert(json_equal(json_array_get(errors, 0), expected));
	json_decref(expected);
	json_decref(json);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		all_is_printed_in_this_form,
		the_first_line_is_the_state,
		what_a_user_may_not_see_is_not_known,
		an_incomplete_count_says_since_when,
		errors_and_problems_follow_and_are_harmless,
		without_legend_there_is_no_advice,
		how_it_stands_has_a_colour,
		no_problem_is_wider_than_80_columns,
		all_is_in_the_json,
		what_is_not_known_is_null_in_the_json,
		bytes_that_json_can_not_have_are_escaped,
	};

	return RUN_TESTS("status-print", tests);
}
