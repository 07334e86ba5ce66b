// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>

#include "journal-fields.h"
#include "report.h"
#include "run.h"

static const struct requester user = {
	.class = REQUESTER_PROCESS,
	.pid = 412,
	.tid = 413,
	.uid = 1000,
	.euid = 1001,
	.effective = 0x400,
	.bounding = UINT64_MAX,
	.user_namespace = 4026531837,
	.in_initial_user_namespace = true,
	.comm = "bash",
	.caller = "can_create",
};

static const struct requester unknown = { .class = REQUESTER_UNKNOWN };

static const struct requester_details in_ssh = { .exe = "/usr/bin/bash", .unit = "ssh.service" };

static const struct requester_details nowhere;

static const struct rule sctp_rule = {
	.name = (char *)"net packet",
	.file = (char *)"/etc/autoload.conf",
	.line = 17,
	.require = { .maintained = true, .capabilities = UINT64_C(1) << CAP_SYS_ADMIN },
};

static const struct verdict refused = {
	.decision = DECISION_REFUSED,
	.reason = REASON_REQUIREMENT_NOT_MET,
	.mode = MODE_RESTRICT,
	.rule = &sctp_rule,
	.require = &sctp_rule.require,
};

static const char *const sctp_modules[] = { "sctp", "udp_tunnel", NULL };

static struct request request_by(const struct requester *requester)
{
	return (struct request){
		.alias = "net-pf-2-proto-132",
		.requester = requester,
		.modules = sctp_modules,
	};
}

/* The record of a decision about a request by this requester. */
static void report(struct journal_entry *record, const struct requester *requester,
		   const struct verdict *verdict)
{
	const struct request request = request_by(requester);

	report_decision(record, &request, &in_ssh, verdict, 0);
}

static void expect_in_message(const struct journal_entry *record, const char *text)
{
	ck_assert_msg(strstr(record->message, text), "\"%s\" is not in \"%s\"", text,
		      record->message);
	expect_field(record, "MESSAGE", record->message);
}

START_TEST(a_refusal_has_every_field)
{
	struct journal_entry record;

	report(&record, &user, &refused);
	expect_field(
		&record, "MESSAGE",
		"Refused \"net-pf-2-proto-132\" (sctp udp_tunnel) to \"bash\"[412] (uid 1000): "
		"rule \"net packet\" (/etc/autoload.conf:17) requires maintained CAP_SYS_ADMIN");
	expect_field(&record, "MESSAGE_ID", "7c0eea90a926442c9c8098037c80f60a");
	expect_field(&record, "PRIORITY", "4");
	expect_field(&record, "SYSLOG_IDENTIFIER", "modprobe-gate");
	expect_field(&record, "DOCUMENTATION", "man:modprobe-gate(8)");
	expect_field(&record, "OBJECT_PID", "412");
	expect_field(&record, "AUTOLOAD_ALIAS", "net-pf-2-proto-132");
	expect_field(&record, "AUTOLOAD_DECISION", "refused");
	expect_field(&record, "AUTOLOAD_REASON", "requirement-not-met");
	expect_field(&record, "AUTOLOAD_RULE", "net packet");
	expect_field(&record, "AUTOLOAD_CONFIG_FILE", "/etc/autoload.conf");
	expect_field(&record, "AUTOLOAD_CONFIG_LINE", "17");
	expect_field(&record, "AUTOLOAD_REQUIRE", "maintained CAP_SYS_ADMIN");
	expect_field(&record, "AUTOLOAD_MODULES", "sctp udp_tunnel");
	expect_field(&record, "AUTOLOAD_MODE", "restrict");
	expect_field(&record, "AUTOLOAD_REQUESTER", "process");
	expect_field(&record, "AUTOLOAD_PID", "412");
	expect_field(&record, "AUTOLOAD_TID", "413");
	expect_field(&record, "AUTOLOAD_UID", "1000");
	expect_field(&record, "AUTOLOAD_EUID", "1001");
	expect_field(&record, "AUTOLOAD_CAPS", "0000000000000400");
	expect_field(&record, "AUTOLOAD_USERNS", "init");
	expect_field(&record, "AUTOLOAD_CONFINED", "no");
	expect_field(&record, "AUTOLOAD_COMM", "bash");
	expect_field(&record, "AUTOLOAD_EXE", "/usr/bin/bash");
	expect_field(&record, "AUTOLOAD_UNIT", "ssh.service");
	expect_field(&record, "AUTOLOAD_CALLER", "can_create");
}
END_TEST

START_TEST(mode_log_says_what_would_have_been_refused)
{
	struct verdict verdict = refused;
	struct journal_entry record;

	verdict.decision = DECISION_WOULD_REFUSE;
	verdict.mode = MODE_LOG;
	report(&record, &user, &verdict);
	expect_field(
		&record, "MESSAGE",
		"Loaded, but mode restrict would refuse, \"net-pf-2-proto-132\" "
		"(sctp udp_tunnel) to \"bash\"[412] (uid 1000): "
		"rule \"net packet\" (/etc/autoload.conf:17) requires maintained CAP_SYS_ADMIN");
	expect_field(&record, "MESSAGE_ID", "16fa703e6c1646b89e13d7adf466786a");
	expect_field(&record, "PRIORITY", "5");
	expect_field(&record, "AUTOLOAD_DECISION", "would-refuse");
	expect_field(&record, "AUTOLOAD_MODE", "log");
}
END_TEST

START_TEST(what_was_loaded_is_recorded_with_its_reason)
{
	struct verdict verdict = refused;
	struct journal_entry record;

	verdict.decision = DECISION_ALLOWED;
	verdict.reason = REASON_CAPABILITY;
	report(&record, &user, &verdict);
	expect_field(&record, "MESSAGE_ID", "84198262bed1484f8488ec5e2f7c374c");
	expect_field(&record, "PRIORITY", "6");
	expect_field(&record, "AUTOLOAD_DECISION", "allowed");
	expect_field(&record, "AUTOLOAD_REASON", "capability");
}
END_TEST

START_TEST(a_decision_of_the_mode_alone_names_no_rule)
{
	const struct verdict verdict = {
		.decision = DECISION_REFUSED,
		.reason = REASON_MODE_DENY,
		.mode = MODE_DENY,
	};
	struct journal_entry record;

	report(&record, &user, &verdict);
	expect_field(
		&record, "MESSAGE",
		"Refused \"net-pf-2-proto-132\" (sctp udp_tunnel) to \"bash\"[412] (uid 1000): "
		"mode deny");
	expect_field(&record, "AUTOLOAD_REASON", "mode-deny");
	expect_no_field(&record, "AUTOLOAD_RULE");
	expect_no_field(&record, "AUTOLOAD_REQUIRE");
	expect_no_field(&record, "AUTOLOAD_CONFIG_FILE");
	expect_no_field(&record, "AUTOLOAD_CONFIG_LINE");
}
END_TEST

START_TEST(where_no_rule_matched_the_requirement_is_named)
{
	const struct requirement never = { .never = true };
	struct verdict verdict = refused;
	struct journal_entry record;

	verdict.rule = NULL;
	verdict.require = &never;
	report(&record, &user, &verdict);
	expect_field(
		&record, "MESSAGE",
		"Refused \"net-pf-2-proto-132\" (sctp udp_tunnel) to \"bash\"[412] (uid 1000): "
		"no rule matches, and the default requires never");
	expect_field(&record, "AUTOLOAD_REQUIRE", "never");
	expect_no_field(&record, "AUTOLOAD_RULE");
}
END_TEST

START_TEST(a_requester_in_a_user_namespace_is_shown_there)
{
	struct requester requester = user;
	struct journal_entry record;

	requester.in_initial_user_namespace = false;
	requester.user_namespace = 4026532281;
	requester.effective = UINT64_MAX;
	report(&record, &requester, &refused);
	expect_field(
		&record, "MESSAGE",
		"Refused \"net-pf-2-proto-132\" (sctp udp_tunnel) to \"bash\"[412] "
		"(uid 1000, in a user namespace): "
		"rule \"net packet\" (/etc/autoload.conf:17) requires maintained CAP_SYS_ADMIN");
	expect_field(&record, "AUTOLOAD_USERNS", "4026532281");
	expect_field(&record, "AUTOLOAD_CAPS", "ffffffffffffffff");
	expect_field(&record, "AUTOLOAD_CONFINED", "yes");
}
END_TEST

START_TEST(a_requester_without_sys_module_for_good_is_confined)
{
	struct requester requester = user;
	struct journal_entry record;

	requester.bounding = 0;
	report(&record, &requester, &refused);
	expect_field(&record, "AUTOLOAD_CONFINED", "yes");
	expect_field(&record, "AUTOLOAD_USERNS", "init");
}
END_TEST

START_TEST(the_kernel_is_named_as_such)
{
	struct requester requester = user;
	struct verdict verdict = refused;
	struct journal_entry record;

	requester.class = REQUESTER_KERNEL;
	requester.uid = requester.euid = 0;
	strcpy(requester.comm, "kworker/0:1");
	verdict.decision = DECISION_ALLOWED;
	report(&record, &requester, &verdict);
	expect_in_message(&record, "\"kworker/0:1\"[412] (kernel): ");
	expect_field(&record, "AUTOLOAD_REQUESTER", "kernel");
	expect_field(&record, "AUTOLOAD_PID", "412");
}
END_TEST

START_TEST(of_an_unknown_requester_nothing_is_claimed)
{
	static const char *const absent[] = {
		"OBJECT_PID",    "AUTOLOAD_PID",    "AUTOLOAD_TID",      "AUTOLOAD_UID",
		"AUTOLOAD_EUID", "AUTOLOAD_CAPS",   "AUTOLOAD_USERNS",   "AUTOLOAD_COMM",
		"AUTOLOAD_EXE",  "AUTOLOAD_CALLER", "AUTOLOAD_CONFINED", "AUTOLOAD_UNIT",
	};
	struct request request = request_by(&unknown);
	struct journal_entry record;

	report_decision(&record, &request, &nowhere, &refused, 0);
	expect_in_message(&record, " to an unknown requester: ");
	expect_field(&record, "AUTOLOAD_REQUESTER", "unknown");
	for (size_t i = 0; i < N_ELEMENTS(absent); i++)
		expect_no_field(&record, absent[i]);
}
END_TEST

START_TEST(a_kernel_thread_that_asks_for_an_unknown_user_is_named)
{
	struct requester requester = user;
	struct journal_entry record;

	requester.class = REQUESTER_UNKNOWN;
	strcpy(requester.comm, "cryptomgr_probe");
	report(&record, &requester, &refused);
	expect_in_message(&record, "\"cryptomgr_probe\"[412] (unknown): ");
	expect_field(&record, "AUTOLOAD_REQUESTER", "unknown");
	expect_field(&record, "AUTOLOAD_PID", "412");
}
END_TEST

START_TEST(a_failed_load_has_its_error)
{
	struct verdict verdict = refused;
	struct request request = request_by(&user);
	struct journal_entry record;

	verdict.decision = DECISION_ALLOWED;
	verdict.reason = REASON_CAPABILITY;
	report_decision(&record, &request, &in_ssh, &verdict, -ENOEXEC);
	expect_field(&record, "MESSAGE",
		     "Could not load \"net-pf-2-proto-132\" (sctp udp_tunnel) for \"bash\"[412] "
		     "(uid 1000): Exec format error");
	expect_field(&record, "MESSAGE_ID", "9696a3c5cc1c47769c9e267bd810766e");
	expect_field(&record, "PRIORITY", "3");
	expect_field(&record, "ERRNO", "8");
	expect_field(&record, "AUTOLOAD_DECISION", "allowed");
	expect_field(&record, "AUTOLOAD_ALIAS", "net-pf-2-proto-132");
	expect_field(&record, "AUTOLOAD_UID", "1000");
}
END_TEST

START_TEST(an_error_without_a_name_does_no_harm)
{
	struct request request = request_by(&user);
	struct journal_entry record;

	report_decision(&record, &request, &in_ssh, &refused, -4095);
	expect_field(&record, "ERRNO", "4095");
	expect_in_message(&record, ": unknown error");
}
END_TEST

/* That there is nothing in a record but printable ASCII. */
static void expect_plain(const struct journal_entry *record)
{
	struct field field;
	size_t position = 0;

	while (next_field(record, &position, &field)) {
		for (size_t i = 0; i < field.length; i++)
			ck_assert_msg(field.value[i] >= ' ' && field.value[i] <= '~',
				      "%s holds byte %#x", field.name,
				      (unsigned char)field.value[i]);
	}
	for (const char *c = record->message; *c; c++)
		ck_assert(*c >= ' ' && *c <= '~');
}

START_TEST(a_comm_can_not_pretend_to_be_another_requester)
{
	struct requester requester = user;
	const struct request request = { .alias = "fs-x",
					 .requester = &requester,
					 .modules = (const char *const[]){ "x", NULL } };
	struct journal_entry entry;

	strcpy(requester.comm, "cron[1] (uid 0)");
	report_decision(&entry, &request, &nowhere, &refused, 0);
	expect_in_message(&entry, " to \"cron[1] (uid 0)\"[412] (uid 1000): ");
}
END_TEST

START_TEST(whatever_a_requester_chose_is_escaped)
{
	static const struct requester_details hostile = {
		.exe = "/tmp/\n\"\x1b[2J%n\xff",
		.unit = "a\nPRIORITY=0\n.service",
	};
	static const char *const modules[] = { "a\nb", NULL };
	struct requester requester = user;
	const struct request request = {
		.alias = "crypto-\n\x1b[31m\"%s\\\x7f",
		.requester = &requester,
		.modules = modules,
	};
	struct journal_entry record;

	strcpy(requester.comm, "\"\n\x1b%s\xc3");
	report_decision(&record, &request, &hostile, &refused, 0);
	expect_plain(&record);
	expect_field(
		&record, "MESSAGE",
		"Refused \"crypto-\\x0a\\x1b[31m\\x22%s\\x5c\\x7f\" (a\\x0ab) to "
		"\"\\x22\\x0a\\x1b%s\\xc3\"[412] (uid 1000): "
		"rule \"net packet\" (/etc/autoload.conf:17) requires maintained CAP_SYS_ADMIN");
	expect_field(&record, "AUTOLOAD_ALIAS", "crypto-\\x0a\\x1b[31m\\x22%s\\x5c\\x7f");
	expect_field(&record, "AUTOLOAD_MODULES", "a\\x0ab");
	expect_field(&record, "AUTOLOAD_COMM", "\\x22\\x0a\\x1b%s\\xc3");
	expect_field(&record, "AUTOLOAD_EXE", "/tmp/\\x0a\\x22\\x1b[2J%n\\xff");
	expect_field(&record, "AUTOLOAD_UNIT", "a\\x0aPRIORITY=0\\x0a.service");
	expect_field(&record, "PRIORITY", "4");

	report_decision(&record, &request, &in_ssh, &refused, -ENOEXEC);
	expect_plain(&record);
}
END_TEST

START_TEST(the_longest_texts_fit_escaped_and_whole)
{
	struct requester_details circumstances = { 0 };
	struct requester requester = user;
	struct request request = request_by(&requester);
	char alias[56] = "", escaped[4 * 256] = "";
	struct journal_entry record;

	memset(alias, '\n', sizeof(alias) - 1);
	memset(requester.comm, '\n', sizeof(requester.comm) - 1);
	memset(circumstances.exe, '\n', sizeof(circumstances.exe) - 1);
	memset(circumstances.unit, '\n', sizeof(circumstances.unit) - 1);
	request.alias = alias;
	report_decision(&record, &request, &circumstances, &refused, 0);
	expect_plain(&record);

	for (size_t i = 0; i < 255; i++)
		strcpy(escaped + 4 * i, "\\x0a");
	expect_field(&record, "AUTOLOAD_EXE", escaped);
	expect_field(&record, "AUTOLOAD_UNIT", escaped);
	escaped[4 * 55] = '\0';
	expect_field(&record, "AUTOLOAD_ALIAS", escaped);
	escaped[4 * 15] = '\0';
	expect_field(&record, "AUTOLOAD_COMM", escaped);
}
END_TEST

START_TEST(modules_for_which_there_is_no_room_are_left_out_whole)
{
	static char names[64][32];
	const char *modules[N_ELEMENTS(names) + 1] = { NULL };
	struct request request = request_by(&user);
	struct journal_entry record;
	struct field field = { 0 };

	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		snprintf(names[i], sizeof(names[i]), "module_of_a_long_name_%02zu", i);
		modules[i] = names[i];
	}
	request.modules = modules;
	report_decision(&record, &request, &in_ssh, &refused, 0);
	ck_assert(find_field(&record, "AUTOLOAD_MODULES", &field));
	ck_assert_uint_gt(field.length, 100);
	ck_assert_uint_eq((field.length + 1) % (strlen(names[0]) + 1), 0);
	ck_assert_mem_eq(field.value, "module_of_a_long_name_00 module_of_a_long_name_01 ", 50);
}
END_TEST

START_TEST(a_broken_policy_is_critical_and_says_where)
{
	struct journal_entry record;

	report_policy_broken(&record, "/etc/autoload.conf", 12, "\"o\nf\" is invalid");
	expect_in_message(
		&record,
		"/etc/autoload.conf:12: \\x22o\\x0af\\x22 is invalid. The policy is not used");
	expect_plain(&record);
	expect_field(&record, "MESSAGE_ID", "28cb7d232ccd45c68b4a75ffe771914d");
	expect_field(&record, "PRIORITY", "2");
	expect_field(&record, "AUTOLOAD_CONFIG_FILE", "/etc/autoload.conf");
	expect_field(&record, "AUTOLOAD_CONFIG_LINE", "12");
}
END_TEST

START_TEST(a_policy_that_is_broken_as_a_whole_has_no_line)
{
	struct journal_entry record;

	report_policy_broken(&record, "/etc/autoload.conf", 0, "is not owned by root");
	expect_in_message(&record, "/etc/autoload.conf: is not owned by root. ");
	expect_no_field(&record, "AUTOLOAD_CONFIG_LINE");
}
END_TEST

START_TEST(missing_programs_are_a_warning)
{
	struct journal_entry record;

	report_no_programs(&record);
	expect_plain(&record);
	expect_field(&record, "MESSAGE_ID", "36b734b69c9f48bfa8194c620d0b3688");
	expect_field(&record, "PRIORITY", "4");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_refusal_has_every_field,
		mode_log_says_what_would_have_been_refused,
		what_was_loaded_is_recorded_with_its_reason,
		a_decision_of_the_mode_alone_names_no_rule,
		where_no_rule_matched_the_requirement_is_named,
		a_requester_in_a_user_namespace_is_shown_there,
		a_requester_without_sys_module_for_good_is_confined,
		the_kernel_is_named_as_such,
		of_an_unknown_requester_nothing_is_claimed,
		a_kernel_thread_that_asks_for_an_unknown_user_is_named,
		a_failed_load_has_its_error,
		an_error_without_a_name_does_no_harm,
		a_comm_can_not_pretend_to_be_another_requester,
		whatever_a_requester_chose_is_escaped,
		the_longest_texts_fit_escaped_and_whole,
		modules_for_which_there_is_no_room_are_left_out_whole,
		a_broken_policy_is_critical_and_says_where,
		a_policy_that_is_broken_as_a_whole_has_no_line,
		missing_programs_are_a_warning,
	};

	return RUN_TESTS("report", tests);
}
