// SPDX-License-Identifier: GPL-2.0-or-later
/* Tasks as /proc shows them (proc(5)), in a directory of our own. */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "directory.h"
#include "live-requester.h"
#include "requester-search.h"
#include "run.h"
#include "task.h"

#define START_STACK       140726310268336ULL
#define INITIAL_NAMESPACE 4026531837U
#define ALL_CAPABILITIES  0x1ffffffffffULL
#define KTHREADD          2
#define KWORKER           5
#define PF_KTHREAD        0x00200000
#define PF_IO_WORKER      0x00000010
#define PF_RANDOMIZE      0x00400000 /* every process has it */

static const char module_request[] = "[<0>] call_usermodehelper_exec+0x171/0x1a0\n"
				     "[<0>] __request_module+0x2f8/0x4e0\n"
				     "[<0>] __sock_create+0x19e/0x240\n"
				     "[<0>] __sys_socket+0x85/0xf0\n"
				     "[<0>] __x64_sys_socket+0x13/0x20\n"
				     "[<0>] do_syscall_64+0x55/0xb0\n"
				     "[<0>] entry_SYSCALL_64_after_hwframe+0x6e/0xd8\n";

static const char key_request[] = "[<0>] call_usermodehelper_exec+0x171/0x1a0\n"
				  "[<0>] call_sbin_request_key+0x2d2/0x340\n"
				  "[<0>] request_key_and_link+0x3e0/0x6b0\n"
				  "[<0>] __do_sys_request_key+0xb8/0x1a0\n";

/* One task. What is left out is as in a user's shell that waits for a module. */
struct fake {
	pid_t pid;
	pid_t tid; /* 0: the same */
	const char *comm;
	char state;
	pid_t parent;
	unsigned int flags;
	uid_t uid;
	uint64_t capabilities;
	unsigned int user_namespace;
	const char *cgroup;
	const char *wchan;
	const char *stack;
	unsigned long long start_time;
	unsigned long long switches;
	unsigned long long involuntary_switches;
	bool is_gate;
	bool has_no_exe;
};

static const struct fake user_task = { .pid = 412, .uid = 1000 };

static const struct fake root_task = { .pid = 413, .uid = 0, .capabilities = ALL_CAPABILITIES };

/* The directory of the current test, and the gate's program in it. */
static char proc_path[sizeof(directory) + sizeof("/proc-XXXXXX")];
static char gate_path[sizeof(proc_path) + sizeof("/gate")];

__attribute__((format(printf, 2, 3))) static void write_file(const char *path, const char *format,
							     ...)
{
	FILE *file = fopen(path, "we");
	va_list arguments;

	ck_assert_msg(file, "%s: %s", path, strerror(errno));
	va_start(arguments, format);
	ck_assert_int_ge(vfprintf(file, format, arguments), 0);
	va_end(arguments);
	ck_assert_int_eq(fclose(file), 0);
}

static void write_status(const char *path, const struct fake *fake)
{
	write_file(path,
		   "Name:\t%s\nUmask:\t0022\nState:\t%c (disk sleep)\nTgid:\t%d\nNgid:\t0\n"
		   "Pid:\t%d\nPPid:\t%d\nTracerPid:\t0\nUid:\t%u\t%u\t%u\t%u\n"
		   "Gid:\t7\t7\t7\t7\nFDSize:\t256\nGroups:\t7 \nNStgid:\t%d\nNSpid:\t%d\n"
		   "NSpgid:\t1\nNSsid:\t1\nThreads:\t1\nSigQ:\t0/3750\nCapInh:\t0000000000000000\n"
		   "CapPrm:\t%016llx\nCapEff:\t%016llx\nCapBnd:\t%016llx\n"
		   "CapAmb:\t0000000000000000\nNoNewPrivs:\t0\nSeccomp:\t0\n"
		   "voluntary_ctxt_switches:\t%llu\nnonvoluntary_ctxt_switches:\t%llu\n",
		   fake->comm, fake->state, fake->pid, fake->tid, fake->parent, fake->uid,
		   fake->uid, fake->uid, fake->uid, fake->pid, fake->tid,
		   (unsigned long long)fake->capabilities, (unsigned long long)fake->capabilities,
		   ALL_CAPABILITIES, fake->switches, fake->involuntary_switches);
}

static void write_stat(const char *path, const struct fake *fake)
{
	write_file(
		path,
		"%d (%s) %c %d 412 412 34816 412 %u 1517 0 3 0 4 2 0 0 20 0 1 0 %llu 8392704 1311"
		" 18446744073709551615 1 1 %llu 0 0 0 65536 3686404 1266761467 1 0 0 17 1 0 0 0 0 0"
		" 0 0 0 0 0 0 0 0\n",
		fake->tid, fake->comm, fake->state, fake->parent, fake->flags, fake->start_time,
		START_STACK);
}

static struct fake complete(struct fake fake)
{
	fake.tid = fake.tid ?: fake.pid;
	fake.comm = fake.comm ?: "bash";
	fake.state = fake.state ?: 'D';
	fake.parent = fake.parent ?: 1;
	fake.flags = fake.flags ?: PF_RANDOMIZE;
	fake.user_namespace = fake.user_namespace ?: INITIAL_NAMESPACE;
	fake.cgroup = fake.cgroup ?: "0::/nowhere.slice\n";
	fake.wchan = fake.wchan ?: "call_usermodehelper_exec";
	fake.stack = fake.stack ?: module_request;
	return fake;
}

/* Writes the files that say what the task is doing. */
static void write_activity(const char *task, const struct fake *fake)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/status", task);
	write_status(path, fake);
	snprintf(path, sizeof(path), "%s/stat", task);
	write_stat(path, fake);
	snprintf(path, sizeof(path), "%s/wchan", task);
	write_file(path, "%s", fake->wchan);
	snprintf(path, sizeof(path), "%s/stack", task);
	write_file(path, "%s", fake->stack);
}

static void write_surroundings(const char *task, const struct fake *fake)
{
	char path[PATH_MAX], name[64];

	snprintf(path, sizeof(path), "%s/cgroup", task);
	write_file(path, "%s", fake->cgroup);
	snprintf(path, sizeof(path), "%s/ns", task);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/ns/user", task);
	snprintf(name, sizeof(name), "user:[%u]", fake->user_namespace);
	ck_assert_int_eq(symlink(name, path), 0);
	snprintf(path, sizeof(path), "%s/exe", task);
	if (fake->is_gate)
		ck_assert_int_eq(link(gate_path, path), 0);
	else if (!fake->has_no_exe)
		write_file(path, "a program");
}

static void task_path(const struct fake *fake, char path[static PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%d/task/%d", proc_path, fake->pid, fake->tid);
}

static void add_task(struct fake fake)
{
	char path[PATH_MAX];

	fake = complete(fake);
	snprintf(path, sizeof(path), "%s/%d", proc_path, fake.pid);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/%d/stat", proc_path, fake.pid);
	write_stat(path, &fake);
	snprintf(path, sizeof(path), "%s/%d/task", proc_path, fake.pid);
	mkdir(path, 0700);
	task_path(&fake, path);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	write_activity(path, &fake);
	write_surroundings(path, &fake);
}

/* What every /proc has: tasks that wait for nothing of ours, and things that are no tasks. */
static void make_proc(void)
{
	char path[PATH_MAX];

	snprintf(proc_path, sizeof(proc_path), "%s/proc-XXXXXX", directory);
	ck_assert_ptr_nonnull(mkdtemp(proc_path));
	snprintf(gate_path, sizeof(gate_path), "%s/gate", proc_path);
	write_file(gate_path, "the gate");
	snprintf(path, sizeof(path), "%s/self", proc_path);
	ck_assert_int_eq(symlink("412", path), 0);
	snprintf(path, sizeof(path), "%s/uptime", proc_path);
	write_file(path, "1 1\n");
	add_task((struct fake){ .pid = 1, .comm = "systemd", .state = 'S', .wchan = "ep_poll" });
	add_task((struct fake){ .pid = KTHREADD,
				.comm = "kthreadd",
				.state = 'S',
				.flags = PF_KTHREAD,
				.wchan = "kthreadd",
				.has_no_exe = true });
	add_task((struct fake){ .pid = KWORKER,
				.comm = "kworker/u4:0-events_unbound",
				.parent = KTHREADD,
				.state = 'I',
				.flags = PF_KTHREAD,
				.wchan = "0",
				.has_no_exe = true });
}

static int open_proc(void)
{
	int proc = open(proc_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	ck_assert_int_ge(proc, 0);
	return proc;
}

static struct requester find_from(pid_t parent)
{
	struct requester requester;
	struct stat gate;
	int proc = open_proc();

	ck_assert_int_eq(stat(gate_path, &gate), 0);
	memset(&requester, 0x5a, sizeof(requester));
	ck_assert_int_eq(requester_search(proc, parent, gate.st_ino, &requester), 0);
	close(proc);
	return requester;
}

static struct requester find(void)
{
	return find_from(KWORKER);
}

/* That nothing at all is known. */
static void expect_nobody(struct requester requester)
{
	ck_assert_int_eq(requester.class, REQUESTER_UNKNOWN);
	ck_assert_int_eq(requester.pid, 0);
	ck_assert_uint_eq(requester.effective, 0);
	ck_assert_str_eq(requester.comm, "");
}

static void expect_process(struct requester requester, pid_t pid)
{
	ck_assert_int_eq(requester.class, REQUESTER_PROCESS);
	ck_assert_int_eq(requester.pid, pid);
}

START_TEST(where_nobody_waits_nobody_is_found)
{
	make_proc();
	expect_nobody(find());
}
END_TEST

START_TEST(a_users_task_that_waits_is_found_with_all_that_is_known_of_it)
{
	struct requester requester;

	make_proc();
	add_task(user_task);
	requester = find();
	expect_process(requester, 412);
	ck_assert_int_eq(requester.tid, 412);
	ck_assert_uint_eq(requester.uid, 1000);
	ck_assert_uint_eq(requester.euid, 1000);
	ck_assert_uint_eq(requester.effective, 0);
	ck_assert_uint_eq(requester.bounding, ALL_CAPABILITIES);
	ck_assert_uint_eq(requester.user_namespace, INITIAL_NAMESPACE);
	ck_assert(requester.in_initial_user_namespace);
	ck_assert_str_eq(requester.comm, "bash");
	ck_assert_uint_eq(requester.start_stack, START_STACK);
}
END_TEST

START_TEST(a_waiting_thread_is_found_below_its_process)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .state = 'S', .wchan = "futex_wait_queue" });
	add_task((struct fake){ .pid = 412, .tid = 414, .uid = 1000 });
	expect_process(find(), 412);
	ck_assert_int_eq(find().tid, 414);
}
END_TEST

START_TEST(roots_task_is_found_with_its_capabilities)
{
	make_proc();
	add_task(root_task);
	expect_process(find(), 413);
	ck_assert_uint_eq(find().effective, ALL_CAPABILITIES);
}
END_TEST

START_TEST(of_two_the_least_privileged_is_taken)
{
	make_proc();
	add_task(root_task);
	add_task(user_task);
	expect_process(find(), 412);
}
END_TEST

START_TEST(the_least_privileged_is_taken_in_whatever_order_they_come)
{
	struct fake user = user_task, root = root_task;

	user.pid = 902;
	root.pid = 901;
	make_proc();
	add_task(user);
	add_task(root);
	add_task((struct fake){ .pid = 900, .capabilities = 1 << CAP_NET_ADMIN });
	expect_process(find(), 902);
}
END_TEST

START_TEST(of_two_with_different_capabilities_neither_is_the_least)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .capabilities = 1 << CAP_NET_ADMIN });
	add_task((struct fake){ .pid = 413, .capabilities = 1 << CAP_SYS_ADMIN });
	expect_nobody(find());
}
END_TEST

START_TEST(of_two_users_without_capabilities_neither_is_the_least)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .uid = 1000 });
	add_task((struct fake){ .pid = 413, .uid = 1001 });
	expect_nobody(find());
}
END_TEST

START_TEST(two_tasks_of_one_user_are_as_good_as_one)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .uid = 1000 });
	add_task((struct fake){ .pid = 413, .uid = 1000 });
	ck_assert_int_eq(find().class, REQUESTER_PROCESS);
	ck_assert_uint_eq(find().uid, 1000);
}
END_TEST

START_TEST(capabilities_in_a_child_user_namespace_are_no_privilege)
{
	struct fake namespace_root = { .pid = 412,
				       .uid = 1000,
				       .user_namespace = 4026532281,
				       .capabilities = ALL_CAPABILITIES };

	make_proc();
	add_task(namespace_root);
	add_task(root_task);
	expect_process(find(), 412);
	ck_assert(!find().in_initial_user_namespace);
	ck_assert_uint_eq(find().user_namespace, 4026532281);
}
END_TEST

START_TEST(a_user_and_root_of_his_namespace_can_not_be_told_apart)
{
	make_proc();
	add_task(user_task);
	add_task((struct fake){ .pid = 413,
				.uid = 1000,
				.user_namespace = 4026532281,
				.capabilities = ALL_CAPABILITIES });
	expect_nobody(find());
}
END_TEST

START_TEST(a_user_namespace_that_can_not_be_read_is_not_the_initial_one)
{
	char path[PATH_MAX];

	make_proc();
	add_task(root_task);
	snprintf(path, sizeof(path), "%s/413/task/413/ns/user", proc_path);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert(!find().in_initial_user_namespace);
}
END_TEST

static struct fake kernel_thread(const char *comm)
{
	return (struct fake){ .pid = 77,
			      .comm = comm,
			      .parent = KTHREADD,
			      .flags = PF_KTHREAD,
			      .capabilities = ALL_CAPABILITIES,
			      .has_no_exe = true };
}

START_TEST(a_kernel_thread_is_the_kernel)
{
	make_proc();
	add_task(kernel_thread("kworker/0:1+events"));
	ck_assert_int_eq(find().class, REQUESTER_KERNEL);
	ck_assert_int_eq(find().pid, 77);
}
END_TEST

START_TEST(the_kernel_has_more_privileges_than_root)
{
	make_proc();
	add_task(kernel_thread("kworker/0:1"));
	add_task(root_task);
	expect_process(find(), 413);
}
END_TEST

START_TEST(the_crypto_manager_speaks_for_nobody_known)
{
	make_proc();
	add_task(kernel_thread("cryptomgr_probe"));
	ck_assert_int_eq(find().class, REQUESTER_UNKNOWN);
	add_task(root_task);
	ck_assert_int_eq(find().class, REQUESTER_UNKNOWN);
}
END_TEST

START_TEST(a_process_called_like_the_crypto_manager_is_a_process)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .comm = "cryptomgr_probe", .uid = 1000 });
	expect_process(find(), 412);
}
END_TEST

START_TEST(an_io_uring_worker_speaks_for_nobody_known)
{
	make_proc();
	add_task((struct fake){ .pid = 413,
				.tid = 414,
				.comm = "iou-wrk-413",
				.flags = PF_RANDOMIZE | PF_IO_WORKER,
				.capabilities = ALL_CAPABILITIES });
	ck_assert_int_eq(find().class, REQUESTER_UNKNOWN);
	add_task(root_task);
	ck_assert_int_eq(find().class, REQUESTER_UNKNOWN);
}
END_TEST

START_TEST(a_task_that_waits_for_a_key_is_not_asking_for_a_module)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .uid = 1000, .stack = key_request });
	expect_nobody(find());
	add_task(root_task);
	expect_process(find(), 413);
}
END_TEST

START_TEST(a_task_that_waits_for_something_else_is_left_out)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .uid = 1000, .wchan = "call_usermodehelper_exec_x" });
	add_task((struct fake){ .pid = 414, .uid = 1000, .wchan = "__request_module" });
	add_task((struct fake){ .pid = 415, .uid = 1000, .wchan = "" });
	expect_nobody(find());
}
END_TEST

START_TEST(a_task_that_is_awake_is_left_out)
{
	make_proc();
	add_task((struct fake){ .pid = 412, .uid = 1000, .state = 'R' });
	add_task((struct fake){ .pid = 414, .uid = 1000, .state = 'S' });
	expect_nobody(find());
}
END_TEST

START_TEST(a_task_whose_files_are_gone_is_left_out)
{
	static const char *const files[] = { "status", "stat", "wchan", "stack" };
	char path[PATH_MAX];

	for (size_t i = 0; i < N_ELEMENTS(files); i++) {
		make_proc();
		add_task(user_task);
		snprintf(path, sizeof(path), "%s/412/task/412/%s", proc_path, files[i]);
		ck_assert_int_eq(unlink(path), 0);
		expect_nobody(find());
	}
}
END_TEST

START_TEST(a_task_without_a_program_is_still_a_process)
{
	struct fake task = user_task;

	task.has_no_exe = true;
	make_proc();
	add_task(task);
	expect_process(find(), 412);
}
END_TEST

START_TEST(a_comm_can_not_pretend_to_be_other_fields)
{
	struct fake task = user_task;
	struct requester found;

	task.comm = "x) R 1 (";
	make_proc();
	add_task(task);
	found = find();
	ck_assert_str_eq(found.comm, "x) R 1 (");
	expect_process(found, 412);
}
END_TEST

START_TEST(a_comm_can_not_make_a_kernel_thread)
{
	struct fake task = user_task;

	task.comm = ") D 2 0 0 0 0 2097152 1 1 1 1 1 1 1 1 1 1 1 1 5 (";
	make_proc();
	add_task(task);
	expect_process(find(), 412);
}
END_TEST

START_TEST(a_gate_that_inserts_a_module_is_the_kernel)
{
	make_proc();
	add_task((struct fake){ .pid = 500,
				.comm = "modprobe-gate",
				.parent = KWORKER,
				.capabilities = 1 << CAP_SYS_MODULE,
				.is_gate = true });
	ck_assert_int_eq(find().class, REQUESTER_KERNEL);
	ck_assert_int_eq(find().pid, 500);
}
END_TEST

START_TEST(a_gate_that_somebody_started_by_hand_is_a_process)
{
	make_proc();
	add_task((struct fake){ .pid = 500, .uid = 1000, .parent = 1, .is_gate = true });
	expect_process(find(), 500);
}
END_TEST

START_TEST(another_child_of_the_kernel_is_a_process)
{
	make_proc();
	add_task((struct fake){
		.pid = 500, .uid = 1000, .comm = "modprobe-gate", .parent = KWORKER });
	expect_process(find(), 500);
}
END_TEST

START_TEST(where_nobody_waits_for_the_helper_nobody_is_blamed)
{
	make_proc();
	add_task(user_task);
	expect_nobody(find_from(KTHREADD));
}
END_TEST

START_TEST(more_tasks_than_can_be_are_nobody)
{
	make_proc();
	for (pid_t pid = 1000; pid < 1256; pid++)
		add_task((struct fake){ .pid = pid, .uid = 1000 });
	ck_assert_int_eq(find().class, REQUESTER_PROCESS);
	add_task(user_task);
	expect_nobody(find());
}
END_TEST

/* Its files are those of its only thread here. */
static int get(struct fake fake, struct requester *requester, char *cgroup, size_t size)
{
	char path[PATH_MAX];
	int tasks, r;

	make_proc();
	add_task(fake);
	snprintf(path, sizeof(path), "%s/%d/task", proc_path, fake.pid);
	tasks = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_ge(tasks, 0);
	r = live_requester_read_task(tasks, fake.pid, requester, cgroup, size);
	close(tasks);
	return r;
}

START_TEST(a_task_that_asks_for_nothing_can_be_read_too)
{
	struct fake task = root_task;
	struct requester requester;
	char cgroup[64];

	task.state = 'S';
	task.wchan = "ep_poll";
	task.comm = "a) S 1";
	task.cgroup = "4:memory:/x\n0::/a.slice/b.service\n";
	ck_assert_int_eq(get(task, &requester, cgroup, sizeof(cgroup)), 0);
	ck_assert_int_eq(requester.class, REQUESTER_PROCESS);
	ck_assert_int_eq(requester.tid, root_task.pid);
	ck_assert_uint_eq(requester.uid, 0);
	ck_assert_uint_eq(requester.effective, ALL_CAPABILITIES);
	ck_assert(requester.in_initial_user_namespace);
	ck_assert_str_eq(requester.comm, "a) S 1");
	ck_assert_str_eq(cgroup, "/a.slice/b.service");

	task.user_namespace = INITIAL_NAMESPACE + 1;
	ck_assert_int_eq(get(task, &requester, cgroup, sizeof(cgroup)), 0);
	ck_assert(!requester.in_initial_user_namespace);
}
END_TEST

START_TEST(a_task_is_read_as_of_its_class)
{
	struct fake task = user_task;
	struct requester requester;
	char cgroup[64];

	task.flags = PF_IO_WORKER;
	ck_assert_int_eq(get(task, &requester, cgroup, sizeof(cgroup)), 0);
	ck_assert_int_eq(requester.class, REQUESTER_UNKNOWN);
	task.flags = PF_KTHREAD;
	ck_assert_int_eq(get(task, &requester, cgroup, sizeof(cgroup)), 0);
	ck_assert_int_eq(requester.class, REQUESTER_KERNEL);
}
END_TEST

START_TEST(a_cgroup_whose_path_does_not_fit_is_not_cut)
{
	struct fake task = user_task;
	struct requester requester;
	char cgroup[8];

	task.cgroup = "0::/1234567\n";
	ck_assert_int_eq(get(task, &requester, cgroup, sizeof(cgroup)), 0);
	ck_assert_str_eq(cgroup, "");
	task.cgroup = "0::/123456\n";
	ck_assert_int_eq(get(task, &requester, cgroup, sizeof(cgroup)), 0);
	ck_assert_str_eq(cgroup, "/123456");
}
END_TEST

START_TEST(a_task_that_there_is_not_can_not_be_read)
{
	struct requester requester = { .uid = 7 };
	char cgroup[8];
	int proc;

	make_proc();
	proc = open_proc();
	ck_assert_int_eq(live_requester_read_task(proc, 999, &requester, cgroup, sizeof(cgroup)),
			 -ENOENT);
	ck_assert_uint_eq(requester.uid, 7);
	close(proc);
}
END_TEST

START_TEST(the_cgroup_is_that_of_the_unified_hierarchy)
{
	static const char *const texts[] = { "0::/\n", "4:memory:/x\n1:cpu:/y\n0::/\n" };
	struct stat root;
	uint64_t expected = stat("/sys/fs/cgroup/", &root) == 0 ? root.st_ino : 0;

	for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
		struct fake task = user_task;

		task.cgroup = texts[i];
		make_proc();
		add_task(task);
		ck_assert_uint_eq(find().cgroup_id, expected);
	}
}
END_TEST

START_TEST(a_cgroup_that_is_gone_is_not_known)
{
	static const char *const texts[] = { "", "4:memory:/\n", "0::/nowhere.slice (deleted)\n" };

	for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
		struct fake task = user_task;

		task.cgroup = texts[i];
		make_proc();
		add_task(task);
		expect_process(find(), 412);
		ck_assert_uint_eq(find().cgroup_id, 0);
	}
}
END_TEST

/*
 * Looks for a task that changes while it is looked at. Its cgroup file is a FIFO: the search has
 * read all else by the time it opens that, and goes on when the change is made.
 */
static struct requester find_while_changing(struct fake before, struct fake after)
{
	char task[PATH_MAX], fifo[PATH_MAX + sizeof("/cgroup")];
	struct requester requester;
	int status;
	pid_t child;

	make_proc();
	add_task(before);
	before = complete(before);
	after = complete(after);
	task_path(&before, task);
	snprintf(fifo, sizeof(fifo), "%s/cgroup", task);
	ck_assert_int_eq(unlink(fifo), 0);
	ck_assert_int_eq(mkfifo(fifo, 0600), 0);

	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		int fd = open(fifo, O_WRONLY | O_CLOEXEC);

		write_activity(task, &after);
		close(fd);
		_exit(EXIT_SUCCESS);
	}
	requester = find();
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	return requester;
}

START_TEST(a_task_that_stays_as_it_is_is_taken)
{
	expect_process(find_while_changing(user_task, user_task), 412);
}
END_TEST

START_TEST(a_task_that_ran_in_between_is_left_out)
{
	struct fake after[] = { user_task, user_task, user_task, user_task, user_task, user_task };

	after[0].switches = 1;
	after[1].involuntary_switches = 1;
	after[2].start_time = 1;
	after[3].state = 'R';
	after[4].wchan = "0";
	after[5].stack = key_request;
	for (size_t i = 0; i < N_ELEMENTS(after); i++)
		expect_nobody(find_while_changing(user_task, after[i]));
}
END_TEST

START_TEST(a_task_that_fell_asleep_in_between_is_left_out)
{
	struct fake before = user_task;

	before.state = 'R';
	expect_nobody(find_while_changing(before, user_task));
}
END_TEST

START_TEST(a_directory_that_can_not_be_read_is_an_error)
{
	struct requester requester;
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	ck_assert_int_eq(requester_search(null, KWORKER, 1, &requester), -ENOTDIR);
	expect_nobody(requester);
	close(null);
}
END_TEST

START_TEST(an_exec_is_seen_by_where_the_stack_begins)
{
	struct task task = { 0 };
	int proc;

	make_proc();
	add_task(user_task);
	proc = open_proc();
	ck_assert_int_eq(task_read_stat(proc, 412, &task), 0);
	ck_assert_uint_eq(task.requester.start_stack, START_STACK);
	ck_assert_int_eq(task_read_stat(proc, 99999, &task), -ENOENT);
	close(proc);
}
END_TEST

static bool is_kernel_thread(int proc, pid_t pid)
{
	struct task task = { 0 };

	ck_assert_int_eq(task_read_stat(proc, pid, &task), 0);
	return task_is_kernel_thread(&task);
}

START_TEST(kernel_threads_are_told_from_processes)
{
	int proc;

	make_proc();
	add_task(user_task);
	proc = open_proc();
	ck_assert(is_kernel_thread(proc, KTHREADD));
	ck_assert(is_kernel_thread(proc, KWORKER));
	ck_assert(!is_kernel_thread(proc, 1));
	ck_assert(!is_kernel_thread(proc, 412));
	close(proc);
}
END_TEST

/* As a 6.12 kernel writes it, of a task with a name of "x\nUid:\t0" and different uids. */
static const char status_text[] = "Name:\tx\\nUid:\t0\n"
				  "Umask:\t0022\n"
				  "State:\tD (disk sleep)\n"
				  "Tgid:\t412\n"
				  "Ngid:\t0\n"
				  "Pid:\t413\n"
				  "PPid:\t400\n"
				  "TracerPid:\t9\n"
				  "Uid:\t1000\t1001\t1002\t1003\n"
				  "Gid:\t2000\t2001\t2002\t2003\n"
				  "FDSize:\t256\n"
				  "Groups:\t4 24 \n"
				  "NStgid:\t412\t3\n"
				  "NSpid:\t413\t4\n"
				  "Kthread:\t0\n"
				  "Threads:\t2\n"
				  "CapInh:\t0000000000000001\n"
				  "CapPrm:\t0000000000000003\n"
				  "CapEff:\t0000000000003000\n"
				  "CapBnd:\t000001fffeffffff\n"
				  "CapAmb:\t0000000000000007\n"
				  "NoNewPrivs:\t0\n"
				  "voluntary_ctxt_switches:\t150\n"
				  "nonvoluntary_ctxt_switches:\t545\n";

START_TEST(a_status_is_read)
{
	struct task task = { 0 };

	ck_assert_int_eq(task_parse_status(status_text, &task), 0);
	ck_assert_int_eq(task.requester.pid, 412);
	ck_assert_int_eq(task.requester.tid, 413);
	ck_assert_uint_eq(task.requester.uid, 1000);
	ck_assert_uint_eq(task.requester.euid, 1001);
	ck_assert_uint_eq(task.requester.effective, 0x3000);
	ck_assert_uint_eq(task.requester.bounding, 0x1fffeffffff);
	ck_assert_uint_eq(task.voluntary_switches, 150);
	ck_assert_uint_eq(task.involuntary_switches, 545);
	ck_assert_int_eq(task.state, 'D');
}
END_TEST

START_TEST(a_status_that_lacks_a_line_is_an_error)
{
	static const char *const needed[] = {
		"\nState:",  "\nTgid:",   "\nPid:",       "\nUid:",
		"\nCapEff:", "\nCapBnd:", "\nvoluntary_", "\nnonvoluntary_",
	};
	char text[sizeof(status_text)];

	for (size_t i = 0; i < N_ELEMENTS(needed); i++) {
		struct task task = { 0 };

		strcpy(text, status_text);
		strstr(text, needed[i])[1] = 'x';
		ck_assert_msg(task_parse_status(text, &task) == -EBADMSG, "%s", needed[i] + 1);
	}
}
END_TEST

START_TEST(a_status_without_numbers_is_an_error)
{
	struct task task = { 0 };

	ck_assert_int_eq(task_parse_status("", &task), -EBADMSG);
	ck_assert_int_eq(task_parse_status("\n\n\n", &task), -EBADMSG);
	ck_assert_int_eq(task_parse_status("Uid:\nState:\tD\n", &task), -EBADMSG);
	ck_assert_int_eq(task_parse_status("State:\tD\nTgid:\nPid:\nUid:\t1\t1\nCapEff:\nCapBnd:\n"
					   "voluntary_ctxt_switches:\nnonvoluntary_ctxt_switches:",
					   &task),
			 -EBADMSG);
}
END_TEST

#define STAT_REST                                                                 \
	" 412 412 34816 412 4194304 1 2 3 4 5 6 7 8 20 0 1 0 249183 3133440 390 " \
	"18446744073709551615 1 1 140726310268336 0\n"

START_TEST(a_stat_is_read)
{
	struct task task = { 0 };

	ck_assert_int_eq(task_parse_stat("413 (bash) S 400" STAT_REST, &task), 0);
	ck_assert_str_eq(task.requester.comm, "bash");
	ck_assert_int_eq(task.parent, 400);
	ck_assert_uint_eq(task.flags, 4194304);
	ck_assert_uint_eq(task.start_time, 249183);
}
END_TEST

START_TEST(a_stat_may_hold_any_comm)
{
	static const char *const comms[] = {
		"", " ", "(", ")", ")) S 1 ((", "a b) R 7 (", "x\ny) S 1", "\x1b\xff%s",
	};
	char text[256];

	for (size_t i = 0; i < N_ELEMENTS(comms); i++) {
		struct task task = { 0 };

		snprintf(text, sizeof(text), "413 (%s) D 400" STAT_REST, comms[i]);
		ck_assert_int_eq(task_parse_stat(text, &task), 0);
		ck_assert_str_eq(task.requester.comm, comms[i]);
		ck_assert_int_eq(task.parent, 400);
		ck_assert_uint_eq(task.start_time, 249183);
	}
}
END_TEST

START_TEST(the_long_name_of_a_worker_is_cut)
{
	struct task task = { 0 };

	ck_assert_int_eq(task_parse_stat("5 (kworker/u4:0-events_unbound) I 2" STAT_REST, &task),
			 0);
	ck_assert_str_eq(task.requester.comm, "kworker/u4:0-ev");
}
END_TEST

START_TEST(a_stat_that_is_not_whole_is_an_error)
{
	static const char *const texts[] = {
		"",
		"413",
		"413 (bash",
		("413 bash) S 400" STAT_REST),
		")(",
		"413 (bash)",
		"413 (bash) S",
		"413 (bash) S 400 412 412 34816 412 4194304 1 2 3 4 5 6 7 8 20 0 1 0",
		"413 (bash) S x 412 412 34816 412 4194304 1 2 3 4 5 6 7 8 20 0 1 0 249183",
	};

	for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
		struct task task = { 0 };

		ck_assert_msg(task_parse_stat(texts[i], &task) == -EBADMSG, "\"%s\"", texts[i]);
	}
}
END_TEST

START_TEST(a_stack_says_for_what_helper_a_task_waits)
{
	ck_assert(stack_is_module_request(module_request));
	ck_assert(!stack_is_module_request(key_request));
	ck_assert(!stack_is_module_request(""));
	ck_assert(!stack_is_module_request("[<0>] __request_module+0x2f8/0x4e0\n"));
	ck_assert(!stack_is_module_request("[<0>] call_usermodehelper_exec+0x171/0x1a0\n"));
	/* The other way round: a module's request that waits for another helper. */
	ck_assert(!stack_is_module_request("[<0>] __request_module+0x2f8/0x4e0\n"
					   "[<0>] call_usermodehelper_exec+0x171/0x1a0\n"));
	/* Functions of similar names. */
	ck_assert(!stack_is_module_request("[<0>] x_call_usermodehelper_exec+0x171/0x1a0\n"
					   "[<0>] __request_module+0x2f8/0x4e0\n"));
	ck_assert(!stack_is_module_request("[<0>] call_usermodehelper_exec+0x171/0x1a0\n"
					   "[<0>] x__request_module+0x2f8/0x4e0\n"));
}
END_TEST

static void read_own(const char *path, char text[static 8192])
{
	FILE *file = fopen(path, "re");

	ck_assert_ptr_nonnull(file);
	text[fread(text, 1, 8191, file)] = '\0';
	fclose(file);
}

START_TEST(the_files_of_the_running_kernel_are_understood)
{
	struct task task = { 0 };
	char text[8192];

	read_own("/proc/self/status", text);
	ck_assert_int_eq(task_parse_status(text, &task), 0);
	ck_assert_int_eq(task.requester.pid, getpid());
	ck_assert_uint_eq(task.requester.uid, getuid());
	ck_assert_uint_eq(task.requester.euid, geteuid());
	ck_assert_int_eq(task.state, 'R');
	read_own("/proc/self/stat", text);
	ck_assert_int_eq(task_parse_stat(text, &task), 0);
	ck_assert_int_eq(task.parent, getppid());
	ck_assert_str_eq(task.requester.comm, "test-requester-");
	ck_assert_uint_eq(task.flags & PF_KTHREAD, 0);
	ck_assert_uint_gt(task.start_time, 0);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		where_nobody_waits_nobody_is_found,
		a_users_task_that_waits_is_found_with_all_that_is_known_of_it,
		a_waiting_thread_is_found_below_its_process,
		roots_task_is_found_with_its_capabilities,
		of_two_the_least_privileged_is_taken,
		the_least_privileged_is_taken_in_whatever_order_they_come,
		of_two_with_different_capabilities_neither_is_the_least,
		of_two_users_without_capabilities_neither_is_the_least,
		two_tasks_of_one_user_are_as_good_as_one,
		capabilities_in_a_child_user_namespace_are_no_privilege,
		a_user_and_root_of_his_namespace_can_not_be_told_apart,
		a_user_namespace_that_can_not_be_read_is_not_the_initial_one,
		a_kernel_thread_is_the_kernel,
		the_kernel_has_more_privileges_than_root,
		the_crypto_manager_speaks_for_nobody_known,
		a_process_called_like_the_crypto_manager_is_a_process,
		an_io_uring_worker_speaks_for_nobody_known,
		a_task_that_waits_for_a_key_is_not_asking_for_a_module,
		a_task_that_waits_for_something_else_is_left_out,
		a_task_that_is_awake_is_left_out,
		a_task_whose_files_are_gone_is_left_out,
		a_task_without_a_program_is_still_a_process,
		a_comm_can_not_pretend_to_be_other_fields,
		a_comm_can_not_make_a_kernel_thread,
		a_gate_that_inserts_a_module_is_the_kernel,
		a_gate_that_somebody_started_by_hand_is_a_process,
		another_child_of_the_kernel_is_a_process,
		where_nobody_waits_for_the_helper_nobody_is_blamed,
		more_tasks_than_can_be_are_nobody,
		a_task_that_asks_for_nothing_can_be_read_too,
		a_task_is_read_as_of_its_class,
		a_cgroup_whose_path_does_not_fit_is_not_cut,
		a_task_that_there_is_not_can_not_be_read,
		the_cgroup_is_that_of_the_unified_hierarchy,
		a_cgroup_that_is_gone_is_not_known,
		a_task_that_stays_as_it_is_is_taken,
		a_task_that_ran_in_between_is_left_out,
		a_task_that_fell_asleep_in_between_is_left_out,
		a_directory_that_can_not_be_read_is_an_error,
		kernel_threads_are_told_from_processes,
		an_exec_is_seen_by_where_the_stack_begins,
		a_status_is_read,
		a_status_that_lacks_a_line_is_an_error,
		a_status_without_numbers_is_an_error,
		a_stat_is_read,
		a_stat_may_hold_any_comm,
		the_long_name_of_a_worker_is_cut,
		a_stat_that_is_not_whole_is_an_error,
		a_stack_says_for_what_helper_a_task_waits,
		the_files_of_the_running_kernel_are_understood,
	};

	directory_make();
	return directory_remove(RUN_TESTS("proc", tests));
}
