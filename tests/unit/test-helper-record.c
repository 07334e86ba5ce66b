// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/capability.h>
#include <string.h>

#include "helper-record.h"
#include "task.h"
#include "run.h"

#define SYS_MODULE (UINT64_C(1) << CAP_SYS_MODULE)

/* PF_WQ_WORKER, PF_IO_WORKER, PF_SUPERPRIV and others, which say nothing here. */
#define OTHER_FLAGS (0x00000020 | 0x00000010 | 0x00000100 | 0x00400000)

/* What the programs record of socket(AF_CAN) by a user's shell. */
static const struct request_record user_record = {
	.version = RECORD_VERSION,
	.task_flags = 0x00400000,
	.pid = 412,
	.tid = 413,
	.uid = 1000,
	.euid = 1001,
	.user_namespace = 4026531837,
	.user_namespace_level = 0,
	.effective = 0x400,
	.bounding = 0x1ffffffffff,
	.cgroup_id = 2719,
	.start_stack = 131,
	.comm = "bash",
	.stack = {
		"call_usermodehelper_exec+0x1/0x180",
		"__request_module+0x2f8/0x4e0",
		"can_create+0x1b4/0x290 [can]",
		"__sock_create+0x19e/0x240",
		"__sys_socket+0x85/0xf0",
	},
};

static struct requester take(const struct request_record *record)
{
	struct requester requester;

	memset(&requester, 0x5a, sizeof(requester));
	requester_from_record(record, &requester);
	return requester;
}

START_TEST(a_record_of_a_user_process_is_taken_field_by_field)
{
	struct requester requester = take(&user_record);

	ck_assert_int_eq(requester.class, REQUESTER_PROCESS);
	ck_assert_int_eq(requester.pid, 412);
	ck_assert_int_eq(requester.tid, 413);
	ck_assert_uint_eq(requester.uid, 1000);
	ck_assert_uint_eq(requester.euid, 1001);
	ck_assert_uint_eq(requester.effective, 0x400);
	ck_assert_uint_eq(requester.bounding, 0x1ffffffffff);
	ck_assert_uint_eq(requester.user_namespace, 4026531837);
	ck_assert(requester.in_initial_user_namespace);
	ck_assert_uint_eq(requester.start_stack, 131);
	ck_assert_uint_eq(requester.cgroup_id, 2719);
	ck_assert_str_eq(requester.comm, "bash");
	ck_assert_str_eq(requester.caller, "can_create");
}
END_TEST

START_TEST(a_record_of_another_version_says_nothing)
{
	static const __u32 versions[] = { 0, RECORD_VERSION + 1, UINT32_MAX };

	for (size_t i = 0; i < N_ELEMENTS(versions); i++) {
		struct request_record record = user_record;
		struct requester requester;

		record.version = versions[i];
		record.from_insertion = 1;
		requester = take(&record);
		ck_assert_int_eq(requester.class, REQUESTER_UNKNOWN);
		ck_assert_int_eq(requester.pid, 0);
		ck_assert_uint_eq(requester.effective, 0);
		ck_assert(!requester.in_initial_user_namespace);
		ck_assert_str_eq(requester.comm, "");
		ck_assert_str_eq(requester.caller, "");
	}
}
END_TEST

START_TEST(a_kernel_thread_is_the_kernel)
{
	struct request_record record = user_record;

	record.task_flags = RECORD_PF_KTHREAD | OTHER_FLAGS;
	strcpy(record.comm, "kworker/0:1");
	ck_assert_int_eq(take(&record).class, REQUESTER_KERNEL);
}
END_TEST

START_TEST(other_task_flags_make_no_kernel_thread)
{
	struct request_record record = user_record;

	record.task_flags = ~(__u32)RECORD_PF_KTHREAD;
	ck_assert_int_eq(take(&record).class, REQUESTER_PROCESS);
}
END_TEST

START_TEST(an_io_uring_worker_is_the_process_whose_credentials_it_uses)
{
	struct request_record record = user_record;

	record.task_flags = 0x00000010;
	strcpy(record.comm, "iou-wrk-412");
	ck_assert_int_eq(take(&record).class, REQUESTER_PROCESS);
	ck_assert_uint_eq(take(&record).uid, 1000);
}
END_TEST

START_TEST(the_crypto_manager_speaks_for_nobody_known)
{
	struct request_record record = user_record;

	record.task_flags = RECORD_PF_KTHREAD;
	record.uid = record.euid = 0;
	record.effective = UINT64_MAX;
	strcpy(record.comm, "cryptomgr_probe");
	ck_assert_int_eq(take(&record).class, REQUESTER_UNKNOWN);
}
END_TEST

START_TEST(all_threads_of_the_crypto_manager_speak_for_others)
{
	ck_assert_int_eq(task_class_of_kernel_thread("cryptomgr_probe"), REQUESTER_UNKNOWN);
	ck_assert_int_eq(task_class_of_kernel_thread("cryptomgr_test"), REQUESTER_UNKNOWN);
}
END_TEST

START_TEST(a_kernel_thread_of_a_similar_name_is_the_kernel)
{
	ck_assert_int_eq(task_class_of_kernel_thread("cryptomgr"), REQUESTER_KERNEL);
	ck_assert_int_eq(task_class_of_kernel_thread("xcryptomgr_test"), REQUESTER_KERNEL);
	ck_assert_int_eq(task_class_of_kernel_thread(""), REQUESTER_KERNEL);
}
END_TEST

START_TEST(a_process_may_call_itself_as_it_likes)
{
	struct request_record record = user_record;

	strcpy(record.comm, "cryptomgr_probe");
	ck_assert_int_eq(take(&record).class, REQUESTER_PROCESS);
	strcpy(record.comm, "kworker/0:1");
	ck_assert_int_eq(take(&record).class, REQUESTER_PROCESS);
}
END_TEST

START_TEST(a_request_of_an_approved_insertion_is_the_kernels)
{
	struct request_record record = user_record;

	record.from_insertion = 1;
	ck_assert_int_eq(take(&record).class, REQUESTER_KERNEL);
}
END_TEST

START_TEST(to_be_inserting_oneself_is_no_privilege)
{
	struct request_record record = user_record;

	record.inserting = 1;
	ck_assert_int_eq(take(&record).class, REQUESTER_PROCESS);
}
END_TEST

START_TEST(a_comm_without_an_end_is_cut)
{
	struct request_record record = user_record;
	struct requester requester;

	memset(record.comm, 'x', sizeof(record.comm));
	requester = take(&record);
	ck_assert_str_eq(requester.comm, "xxxxxxxxxxxxxxx");
}
END_TEST

START_TEST(the_caller_is_empty_where_there_is_no_stack)
{
	struct request_record record = user_record;
	struct requester requester;

	memset(record.stack, 0, sizeof(record.stack));
	requester = take(&record);
	ck_assert_str_eq(requester.caller, "");
}
END_TEST

START_TEST(the_caller_is_found_wherever_it_stands)
{
	struct request_record record = user_record;
	struct requester requester;

	memset(record.stack, 0, sizeof(record.stack));
	strcpy(record.stack[0], "bpf_trampoline_6442+0x4e/0x1000");
	strcpy(record.stack[1], "__request_module_x+0x1/0x2");
	strcpy(record.stack[RECORD_FRAMES - 2], "__request_module+0x2f8/0x4e0");
	strcpy(record.stack[RECORD_FRAMES - 1], "tcp_set_ulp+0x91/0x150");
	requester = take(&record);
	ck_assert_str_eq(requester.caller, "tcp_set_ulp");
}
END_TEST

START_TEST(a_stack_that_ends_with_the_request_has_no_caller)
{
	struct request_record record = user_record;
	struct requester requester;

	memset(record.stack, 'x', sizeof(record.stack));
	strcpy(record.stack[RECORD_FRAMES - 1], "__request_module+0x2f8/0x4e0");
	requester = take(&record);
	ck_assert_str_eq(requester.caller, "");
}
END_TEST

START_TEST(a_caller_without_an_end_is_cut)
{
	struct request_record record = user_record;
	struct requester requester;

	memset(record.stack[2], 'x', sizeof(record.stack[2]));
	requester = take(&record);
	ck_assert_uint_eq(strlen(requester.caller), RECORD_SYMBOL_SIZE - 1);
}
END_TEST

START_TEST(in_a_child_user_namespace_capabilities_do_not_count)
{
	struct request_record record = user_record;
	struct requester requester = take(&record);

	ck_assert_uint_eq(requester_capabilities(&requester), 0x400);
	record.user_namespace_level = 1;
	record.effective = UINT64_MAX;
	requester = take(&record);
	ck_assert(!requester.in_initial_user_namespace);
	ck_assert_uint_eq(requester.effective, UINT64_MAX);
	ck_assert_uint_eq(requester_capabilities(&requester), 0);
}
END_TEST

START_TEST(only_a_process_has_capabilities)
{
	struct requester requester = {
		.effective = UINT64_MAX,
		.in_initial_user_namespace = true,
	};

	requester.class = REQUESTER_PROCESS;
	ck_assert_uint_eq(requester_capabilities(&requester), UINT64_MAX);
	requester.class = REQUESTER_UNKNOWN;
	ck_assert_uint_eq(requester_capabilities(&requester), 0);
	requester.class = REQUESTER_KERNEL;
	ck_assert_uint_eq(requester_capabilities(&requester), 0);
}
END_TEST

START_TEST(who_has_given_up_sys_module_or_left_the_initial_namespace_is_confined)
{
	const struct requester whole = {
		.class = REQUESTER_PROCESS,
		.bounding = UINT64_MAX,
		.in_initial_user_namespace = true,
	};
	struct requester requester = whole;

	ck_assert(!requester_confined(&requester));
	requester.bounding = ~SYS_MODULE;
	ck_assert(requester_confined(&requester));
	requester.bounding = SYS_MODULE;
	ck_assert(!requester_confined(&requester));
	requester.in_initial_user_namespace = false;
	ck_assert(requester_confined(&requester));
}
END_TEST

START_TEST(the_kernel_is_never_confined_and_the_unknown_always)
{
	ck_assert(!requester_confined(&(struct requester){ .class = REQUESTER_KERNEL }));
	ck_assert(requester_confined(&(struct requester){ .class = REQUESTER_UNKNOWN }));
}
END_TEST

START_TEST(classes_have_names)
{
	ck_assert_str_eq(requester_class_name(REQUESTER_PROCESS), "process");
	ck_assert_str_eq(requester_class_name(REQUESTER_KERNEL), "kernel");
	ck_assert_str_eq(requester_class_name(REQUESTER_UNKNOWN), "unknown");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_record_of_a_user_process_is_taken_field_by_field,
		a_record_of_another_version_says_nothing,
		a_kernel_thread_is_the_kernel,
		other_task_flags_make_no_kernel_thread,
		an_io_uring_worker_is_the_process_whose_credentials_it_uses,
		the_crypto_manager_speaks_for_nobody_known,
		all_threads_of_the_crypto_manager_speak_for_others,
		a_kernel_thread_of_a_similar_name_is_the_kernel,
		a_process_may_call_itself_as_it_likes,
		a_request_of_an_approved_insertion_is_the_kernels,
		to_be_inserting_oneself_is_no_privilege,
		a_comm_without_an_end_is_cut,
		the_caller_is_empty_where_there_is_no_stack,
		the_caller_is_found_wherever_it_stands,
		a_stack_that_ends_with_the_request_has_no_caller,
		a_caller_without_an_end_is_cut,
		in_a_child_user_namespace_capabilities_do_not_count,
		only_a_process_has_capabilities,
		who_has_given_up_sys_module_or_left_the_initial_namespace_is_confined,
		the_kernel_is_never_confined_and_the_unknown_always,
		classes_have_names,
	};

	return RUN_TESTS("requester", tests);
}
