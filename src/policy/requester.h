/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The requester: the task whose request_module() call it was. Pure: only data and questions about
 * it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* With the terminating NUL: of a task's name (TASK_COMM_LEN, include/linux/sched.h), of a symbol.
 */
#define REQUESTER_COMM_SIZE   16
#define REQUESTER_CALLER_SIZE 64

enum requester_class {
	/* Nothing reliable is known: it counts as having no capability at all. */
	REQUESTER_UNKNOWN,
	/* A user-space task. */
	REQUESTER_PROCESS,
	/* A kernel thread, or a gate that is inserting a module it approved. */
	REQUESTER_KERNEL,
};

struct requester {
	enum requester_class class;
	/* In the initial pid namespace; 0 where they are not known. */
	pid_t pid;
	pid_t tid;
	uid_t uid;
	uid_t euid;
	/*
	 * Bit N is capability N of linux/capability.h. In a child user namespace they mean nothing.
	 */
	uint64_t effective;
	uint64_t bounding;
	/* Inode of the user namespace, as in /proc/PID/ns/user. */
	uint32_t user_namespace;
	bool in_initial_user_namespace;
	/* mm_struct.start_stack, the 28th field of /proc/PID/stat: random for each program that a
	 * task executes, so it tells whether that is still the same. 0: not known, or none. */
	uint64_t start_stack;
	/* Identifier of the cgroup in the unified hierarchy; 0: not known. */
	uint64_t cgroup_id;
	/* Its path there, "/system.slice/x.service", any bytes; NULL: not known. Not owned. */
	const char *cgroup;
	/* Chosen by the task itself, any bytes. */
	char comm[REQUESTER_COMM_SIZE];
	/* The kernel function that asked for the module; "" where it is not known. */
	char caller[REQUESTER_CALLER_SIZE];
};

/* The capabilities that count for a decision: those of a process in the initial user namespace. */
uint64_t requester_capabilities(const struct requester *requester);

/* Whether the task has given up CAP_SYS_MODULE for good or lives in a child user namespace. */
bool requester_confined(const struct requester *requester);

/* "process", "kernel" or "unknown". */
const char *requester_class_name(enum requester_class class);
