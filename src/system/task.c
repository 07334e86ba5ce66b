// SPDX-License-Identifier: GPL-2.0-or-later
#include "request-record.h"
#include "task.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"

/* Enough for a status or a stack; a stat is at most a few hundred bytes. */
#define FILE_SIZE 8192

/* task_struct.flags, include/linux/sched.h: an io_uring worker shows the ring's creator. */
#define PF_IO_WORKER 0x00000010

/* Inode of the initial user namespace, PROC_USER_INIT_INO in include/linux/proc_ns.h. */
#define INITIAL_USER_NAMESPACE 0xEFFFFFFDU

/* The parent of helpers that nobody waits for (UMH_WAIT_EXEC, kernel/umh.c). */
#define KTHREADD 2

/* The kernel runs 50 helpers at a time; where there are more candidates, none is taken. */
#define CANDIDATES_MAX 256

struct candidates {
	struct requester requesters[CANDIDATES_MAX];
	size_t n;
	bool overflow;
};

/* What stays the same during a search. */
struct search {
	int proc;
	uint64_t self_exe;
	struct candidates candidates;
};

/* Reads a small file whole. Returns 0 or a negative errno. */
static int read_file(int folder, const char *path, char text[static FILE_SIZE])
{
	_cleanup_close_ int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	size_t used = 0;
	ssize_t n;

	if (fd < 0)
		return -errno;
	while (used < FILE_SIZE - 1) {
		n = read(fd, text + used, FILE_SIZE - 1 - used);
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		used += n;
	}
	text[used] = '\0';
	return 0;
}

/*
 * The value after "NAME:" at the start of a line, or NULL. The comm in the Name: line has its
 * newlines escaped.
 */
static const char *status_value(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, name, length) == 0 && line[length] == ':')
			return line + length + 1;
	}
	return NULL;
}

static bool status_number(const char *text, const char *name, int base, unsigned long long *number)
{
	const char *value = status_value(text, name);
	char *end;

	if (!value)
		return false;
	errno = 0;
	*number = strtoull(value, &end, base);
	return errno == 0 && end != value;
}

int task_parse_status(const char *text, struct task *task)
{
	struct requester *requester = &task->requester;
	const char *uids = status_value(text, "Uid"), *state = status_value(text, "State");
	unsigned long long pid, tid, effective, bounding;

	if (!uids || sscanf(uids, "%u %u", &requester->uid, &requester->euid) != 2)
		return -EBADMSG;
	if (!state || sscanf(state, " %c", &task->state) != 1)
		return -EBADMSG;
	if (!status_number(text, "Tgid", 10, &pid) || !status_number(text, "Pid", 10, &tid) ||
	    !status_number(text, "CapEff", 16, &effective) ||
	    !status_number(text, "CapBnd", 16, &bounding) ||
	    !status_number(text, "voluntary_ctxt_switches", 10, &task->voluntary_switches) ||
	    !status_number(text, "nonvoluntary_ctxt_switches", 10, &task->involuntary_switches))
		return -EBADMSG;
	requester->pid = pid;
	requester->tid = tid;
	requester->effective = effective;
	requester->bounding = bounding;
	return 0;
}

/*
 * "pid (comm) state ppid ... flags(9) ... starttime(22) ... startstack(28)": the comm may hold
 * anything, also ") R 1".
 */
int task_parse_stat(const char *text, struct task *task)
{
	const char *open = strchr(text, '('), *close = strrchr(text, ')');
	char *comm = task->requester.comm;
	unsigned long long start_stack;

	if (!open || !close || close < open)
		return -EBADMSG;
	if (sscanf(close + 1,
		   " %*c %d %*d %*d %*d %*d %u"
		   " %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu"
		   " %*u %*d %*u %*u %*u %llu",
		   &task->parent, &task->flags, &task->start_time, &start_stack) != 4)
		return -EBADMSG;
	task->requester.start_stack = start_stack;
	snprintf(comm, REQUESTER_COMM_SIZE, "%.*s", (int)(close - open - 1), open + 1);
	return 0;
}

/*
 * A task that waits for another kind of helper, such as request_key()'s, has no __request_module()
 * in its stack.
 */
bool stack_is_module_request(const char *text)
{
	const char *waiting = strstr(text, " call_usermodehelper_exec+");

	return waiting && strstr(waiting, " __request_module+");
}

/*
 * A descriptor of /proc/PID stands for that very task: a pid that is used again is not reached by
 * it.
 */
static int read_task(int folder, struct task *task)
{
	char text[FILE_SIZE];
	int r;

	*task = (struct task){ 0 };
	r = read_file(folder, "status", text);
	if (r == 0)
		r = task_parse_status(text, task);
	if (r == 0)
		r = read_file(folder, "stat", text);
	return r < 0 ? r : task_parse_stat(text, task);
}

/*
 * The wchan is cheap to read and another for nearly every task. The stack then says for what helper
 * it waits; where even root may not read it (kernel.yama.ptrace_scope=3), each of them counts.
 */
static bool waits_for_module(int folder)
{
	char text[FILE_SIZE];
	int r;

	if (read_file(folder, "wchan", text) < 0 || strcmp(text, "call_usermodehelper_exec") != 0)
		return false;
	r = read_file(folder, "stack", text);
	return r == -EPERM || r == -EACCES || (r == 0 && stack_is_module_request(text));
}

static bool has_not_run(const struct task *before, const struct task *after)
{
	return before->state == 'D' && after->state == 'D' &&
	       before->start_time == after->start_time &&
	       before->voluntary_switches == after->voluntary_switches &&
	       before->involuntary_switches == after->involuntary_switches;
}

static void read_user_namespace(int folder, struct requester *requester)
{
	char link[sizeof("user:[4294967295]")] = "";

	if (readlinkat(folder, "ns/user", link, sizeof(link) - 1) > 0 &&
	    sscanf(link, "user:[%u]", &requester->user_namespace) == 1)
		requester->in_initial_user_namespace =
			requester->user_namespace == INITIAL_USER_NAMESPACE;
}

static void read_exe(int folder, struct task *task)
{
	struct stat st;

	if (fstatat(folder, "exe", &st, 0) == 0)
		task->exe_inode = st.st_ino;
}

/* The path in the unified hierarchy, "" where there is none or it does not fit. */
static void read_cgroup_path(int folder, char *path, size_t size)
{
	char text[FILE_SIZE];
	const char *unified = text;
	int length;

	*path = '\0';
	if (read_file(folder, "cgroup", text) < 0)
		return;
	if (strncmp(text, "0::", 3) != 0)
		unified = strstr(text, "\n0::");
	if (!unified)
		return;
	unified = strstr(unified, "0::") + 3;
	length = strcspn(unified, "\n");
	if ((size_t)length < size)
		snprintf(path, size, "%.*s", length, unified);
}

/* The identifier of a cgroup is the inode of its folder. */
static void read_cgroup(int folder, struct requester *requester)
{
	char path[FILE_SIZE], cgroup[FILE_SIZE + sizeof("/sys/fs/cgroup")];
	struct stat st;

	read_cgroup_path(folder, path, sizeof(path));
	snprintf(cgroup, sizeof(cgroup), "/sys/fs/cgroup%s", path);
	if (*path && stat(cgroup, &st) == 0)
		requester->cgroup_id = st.st_ino;
}

enum requester_class task_class_of_kernel_thread(const char *comm)
{
	if (strncmp(comm, RECORD_CRYPTO_MANAGER, sizeof(RECORD_CRYPTO_MANAGER) - 1) == 0)
		return REQUESTER_UNKNOWN;
	return REQUESTER_KERNEL;
}

static enum requester_class classify_by_flags(const struct task *task)
{
	if (task->flags & RECORD_PF_KTHREAD)
		return task_class_of_kernel_thread(task->requester.comm);
	return task->flags & PF_IO_WORKER ? REQUESTER_UNKNOWN : REQUESTER_PROCESS;
}

static enum requester_class classify(const struct search *search, const struct task *task)
{
	enum requester_class class = classify_by_flags(task);

	if (class == REQUESTER_PROCESS && task->exe_inode == search->self_exe &&
	    proc_is_kernel_thread(search->proc, task->parent))
		return REQUESTER_KERNEL;
	return class;
}

static void add_candidate(struct candidates *candidates, const struct requester *requester)
{
	if (candidates->n == CANDIDATES_MAX)
		candidates->overflow = true;
	else
		candidates->requesters[candidates->n++] = *requester;
}

static void look_at_task(struct search *search, int folder)
{
	struct task task, after;

	if (!waits_for_module(folder) || read_task(folder, &task) < 0)
		return;
	read_user_namespace(folder, &task.requester);
	read_exe(folder, &task);
	read_cgroup(folder, &task.requester);
	if (!waits_for_module(folder) || read_task(folder, &after) < 0 ||
	    !has_not_run(&task, &after))
		return;
	task.requester.class = classify(search, &task);
	add_candidate(&search->candidates, &task.requester);
}

static int open_folder(int parent, const char *name)
{
	return openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* The entries of a folder, which stays open; NULL when there are none to be had. */
static DIR *open_entries(int folder)
{
	int copy = folder < 0 ? -1 : open_folder(folder, ".");
	DIR *entries = copy < 0 ? NULL : fdopendir(copy);

	if (!entries && copy >= 0)
		close(copy);
	return entries;
}

static bool is_number(const char *name)
{
	return *name && strspn(name, "0123456789") == strlen(name);
}

static void look_at_threads(struct search *search, int process)
{
	_cleanup_close_ int threads = open_folder(process, "task");
	_cleanup_closedir_ DIR *entries = open_entries(threads);
	const struct dirent *entry;

	while (entries && (entry = readdir(entries))) {
		_cleanup_close_ int thread = -1;

		if (is_number(entry->d_name))
			thread = open_folder(threads, entry->d_name);
		if (thread >= 0)
			look_at_task(search, thread);
	}
}

static bool is_same_to_a_rule(const struct requester *one, const struct requester *other)
{
	return one->class == other->class && one->uid == other->uid &&
	       one->effective == other->effective && one->bounding == other->bounding &&
	       one->user_namespace == other->user_namespace && one->cgroup_id == other->cgroup_id;
}

static uint64_t privileges(const struct requester *requester)
{
	return requester->class == REQUESTER_KERNEL ? UINT64_MAX
						    : requester_capabilities(requester);
}

/* Whether nothing that any of the candidates may have is given to this one alone. */
static bool is_least(const struct requester *requester, const struct candidates *candidates)
{
	for (size_t i = 0; i < candidates->n; i++) {
		const struct requester *other = &candidates->requesters[i];

		if (is_same_to_a_rule(requester, other))
			continue;
		if (privileges(requester) == privileges(other) ||
		    (privileges(requester) & ~privileges(other)))
			return false;
	}
	return true;
}

static void take_least(const struct candidates *candidates, struct requester *requester)
{
	*requester = (struct requester){ .class = REQUESTER_UNKNOWN };
	for (size_t i = 0; i < candidates->n && !candidates->overflow; i++) {
		if (is_least(&candidates->requesters[i], candidates)) {
			*requester = candidates->requesters[i];
			return;
		}
	}
}

static int read_stat(int proc, pid_t tid, struct task *task)
{
	char path[sizeof("/stat") + 3 * sizeof(tid)], text[FILE_SIZE];
	int r;

	snprintf(path, sizeof(path), "%d/stat", tid);
	r = read_file(proc, path, text);
	return r < 0 ? r : task_parse_stat(text, task);
}

uint64_t proc_start_stack(int proc, pid_t tid)
{
	struct task task = { 0 };

	return read_stat(proc, tid, &task) == 0 ? task.requester.start_stack : 0;
}

bool proc_is_kernel_thread(int proc, pid_t pid)
{
	struct task task = { 0 };

	return read_stat(proc, pid, &task) == 0 && (task.flags & RECORD_PF_KTHREAD);
}

int proc_get_requester(int proc, pid_t tid, struct requester *requester, char *cgroup, size_t size)
{
	char name[3 * sizeof(tid) + 1];
	_cleanup_close_ int folder = -1;
	struct task task;
	int r;

	snprintf(name, sizeof(name), "%d", tid);
	folder = open_folder(proc, name);
	if (folder < 0)
		return -errno;
	r = read_task(folder, &task);
	if (r < 0)
		return r == -ESRCH ? -ENOENT : r;
	read_user_namespace(folder, &task.requester);
	read_cgroup(folder, &task.requester);
	read_cgroup_path(folder, cgroup, size);
	task.requester.class = classify_by_flags(&task);
	*requester = task.requester;
	return 0;
}

int proc_find_requester(int proc, pid_t parent, uint64_t self_exe, struct requester *requester)
{
	_cleanup_closedir_ DIR *entries = open_entries(proc);
	struct search search = { .proc = proc, .self_exe = self_exe };
	const struct dirent *entry;

	*requester = (struct requester){ .class = REQUESTER_UNKNOWN };
	if (!entries)
		return -errno;
	/* Nobody waits for this helper, so whoever waits is somebody else. */
	if (parent == KTHREADD)
		return 0;

	while ((entry = readdir(entries))) {
		_cleanup_close_ int process = -1;

		if (is_number(entry->d_name))
			process = open_folder(proc, entry->d_name);
		if (process >= 0)
			look_at_threads(&search, process);
	}
	take_least(&search.candidates, requester);
	return 0;
}
