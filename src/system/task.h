/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What /proc says of one task (proc(5)). The functions that read take a descriptor: of /proc, or of
 * the task's directory in it, which stands for that very task: a pid that is used again is not
 * reached by it. Tests can give them another directory.
 */
#pragma once

#include <stdbool.h>

#include "request-record.h"
#include "requester.h"

/* Enough for a status or a stack; a stat is at most a few hundred bytes. */
#define TASK_FILE_SIZE 8192

/* The parts of one task's files that are looked at. */
struct task {
	struct requester requester;
	/* Of /proc/PID/stat: see RECORD_PF_KTHREAD. */
	unsigned int flags;
	pid_t parent;
	/* Inode of its program; 0: not known. */
	uint64_t exe_inode;
	/*
	 * Clock ticks since boot. With the numbers below it tells whether the task ran in between.
	 */
	unsigned long long start_time;
	unsigned long long voluntary_switches;
	unsigned long long involuntary_switches;
	/* 'D' while it waits for its helper. */
	char state;
};

/*
 * Fill in what a /proc/PID/status or /proc/PID/stat says. Return 0, or -EBADMSG when something is
 * missing.
 */
int task_parse_status(const char *text, struct task *task);
int task_parse_stat(const char *text, struct task *task);

/* Reads status and stat. Returns 0 and fills *task, all else in it zero; or a negative errno. */
int task_read(int directory, struct task *task);

/* Fill in what is in further files; 0 where it can't be read. */
void task_read_user_namespace(int directory, struct requester *requester);
void task_read_cgroup(int directory, struct requester *requester);

/*
 * Reads the path of a task's cgroup in the unified hierarchy, "" where there is none or it does not
 * fit into size bytes.
 */
void task_read_cgroup_path(int directory, char *path, size_t size);

/* Fills in what is in the stat of a task or process. Returns 0 or a negative errno. */
int task_read_stat(int proc, pid_t tid, struct task *task);

/* Whether what was read of a task is that of a kernel thread. */
static inline bool task_is_kernel_thread(const struct task *task)
{
	return task->flags & RECORD_PF_KTHREAD;
}

/*
 * The class of what was read of a task: unknown also for io_uring workers, of which /proc shows the
 * ring's creator.
 */
enum requester_class task_class(const struct task *task);

/*
 * The class of a kernel thread by its comm, which is the kernel's: no process may write it. It is
 * kernel, but for the threads that build and test crypto algorithms: for whom they do is not known
 * where only this is.
 */
enum requester_class task_class_of_kernel_thread(const char *comm);
