/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What /proc says of tasks (proc(5)). The functions that read take a descriptor of /proc, so that
 * tests can give them another folder.
 */
#pragma once

#include <stdbool.h>

#include "requester.h"

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

/* Whether a /proc/PID/stack is that of a task that waits for the helper of a module request. */
bool stack_is_module_request(const char *text);

/* Reads the start_stack of a task, see struct request_record; 0: there is none to be had. */
uint64_t proc_start_stack(int proc, pid_t tid);

/* Whether the process of that pid is a kernel thread. */
bool proc_is_kernel_thread(int proc, pid_t pid);

/*
 * Reads a task as the requester that it would be. user_namespace and cgroup_id are 0 where they
 * can't be read. cgroup, of size bytes, becomes its path in the unified hierarchy, "" where that
 * can't be read or does not fit. Returns 0 or a negative errno: -ENOENT where there is no such
 * task.
 */
int proc_get_requester(int proc, pid_t tid, struct requester *requester, char *cgroup, size_t size);

/*
 * Looks for the requester when no BPF program recorded it: among all tasks that wait for the helper
 * of a module request it takes the least privileged. Its class is unknown when there is none, when
 * several differ and none of them is the least, and where /proc does not show the credentials that
 * the kernel tests (io_uring workers). parent is the gate's own, self_exe the inode of its program:
 * a waiting task that is a gate too is class kernel. This can be fooled, see SECURITY.md. Returns 0
 * or a negative errno.
 */
int proc_find_requester(int proc, pid_t parent, uint64_t self_exe, struct requester *requester);

/*
 * The class of a kernel thread by its comm, which is the kernel's: no process may write it. It is
 * kernel, but for the threads that build and test crypto algorithms: for whom they do is not known
 * where only this is.
 */
enum requester_class task_class_of_kernel_thread(const char *comm);
