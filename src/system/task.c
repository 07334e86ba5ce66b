// SPDX-License-Identifier: GPL-2.0-or-later
#include "task.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "request-record.h"
#include "small-file.h"

/* task_struct.flags, include/linux/sched.h: an io_uring worker shows the ring's creator. */
#define PF_IO_WORKER 0x00000010

/* Inode of the initial user namespace, PROC_USER_INIT_INO in include/linux/proc_ns.h. */
#define INITIAL_USER_NAMESPACE 0xEFFFFFFDU

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

int task_read(int directory, struct task *task)
{
	char text[TASK_FILE_SIZE];
	int r;

	*task = (struct task){ 0 };
	r = small_file_read(directory, "status", text, sizeof(text));
	if (r == 0)
		r = task_parse_status(text, task);
	if (r == 0)
		r = small_file_read(directory, "stat", text, sizeof(text));
	return r < 0 ? r : task_parse_stat(text, task);
}

void task_read_user_namespace(int directory, struct requester *requester)
{
	char link[sizeof("user:[4294967295]")] = "";

	if (readlinkat(directory, "ns/user", link, sizeof(link) - 1) > 0 &&
	    sscanf(link, "user:[%u]", &requester->user_namespace) == 1)
		requester->in_initial_user_namespace =
			requester->user_namespace == INITIAL_USER_NAMESPACE;
}

void task_read_cgroup_path(int directory, char *path, size_t size)
{
	char text[TASK_FILE_SIZE];
	const char *unified = text;
	int length;

	*path = '\0';
	if (small_file_read(directory, "cgroup", text, sizeof(text)) < 0)
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

/* The identifier of a cgroup is the inode of its directory. */
void task_read_cgroup(int directory, struct requester *requester)
{
	char path[TASK_FILE_SIZE], cgroup[TASK_FILE_SIZE + sizeof("/sys/fs/cgroup")];
	struct stat st;

	task_read_cgroup_path(directory, path, sizeof(path));
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

enum requester_class task_class(const struct task *task)
{
	if (task->flags & RECORD_PF_KTHREAD)
		return task_class_of_kernel_thread(task->requester.comm);
	return task->flags & PF_IO_WORKER ? REQUESTER_UNKNOWN : REQUESTER_PROCESS;
}

int task_read_stat(int proc, pid_t tid, struct task *task)
{
	char path[sizeof("/stat") + 3 * sizeof(tid)], text[TASK_FILE_SIZE];
	int r;

	snprintf(path, sizeof(path), "%d/stat", tid);
	r = small_file_read(proc, path, text, sizeof(text));
	return r < 0 ? r : task_parse_stat(text, task);
}
