/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the BPF programs record of a module request, and where they are pinned. This is the only
 * thing that the kernel side (requester.bpf.c) and the user side (helper-record.c, programs.c)
 * share; the former provides __u32 and __u64.
 */
#pragma once

#ifndef __bpf__
#include <linux/types.h>
#endif

/* Changes with every change of the layout below: a record of another version is not read. */
#define RECORD_VERSION 1

#define RECORD_COMM_SIZE    16 /* TASK_COMM_LEN, include/linux/sched.h */
#define RECORD_SYMBOL_SIZE  64
#define RECORD_FRAMES       8
#define RECORD_PROJECT_SIZE 28

/* Bits of task_struct.flags, include/linux/sched.h; the same in 6.1, 6.12 and 7.x. */
#define RECORD_PF_KTHREAD 0x00200000

/*
 * The comm of the threads that build and test crypto algorithms begins like this
 * (crypto/algboss.c). Their requests count as made by the task that they work for.
 */
#define RECORD_CRYPTO_MANAGER "cryptomgr_"

#define PIN_DIRECTORY "/sys/fs/bpf/modprobe-gate"
#define PIN_HELPERS   "helpers"
#define PIN_VERSION   "version"

/* Which programs are attached: the value of the map that is pinned for this alone. */
struct programs_version {
	__u32 record; /* RECORD_VERSION */
	char project[RECORD_PROJECT_SIZE];
};

struct request_record {
	__u32 version;
	/* task_struct.flags of the requester */
	__u32 task_flags;
	__u32 pid; /* of the thread group, in the initial pid namespace */
	__u32 tid;
	/* Of the subjective credentials, which the kernel itself tests (task_struct.cred). */
	__u32 uid;
	__u32 euid;
	__u32 user_namespace;       /* inode */
	__u32 user_namespace_level; /* 0: the initial one */
	__u64 effective;
	__u64 bounding;
	__u64 cgroup_id;
	/*
	 * mm_struct.start_stack, the 28th field of /proc/PID/stat: random for each program that a
	 * task executes, so it tells whether that is still the same. 0: a kernel thread.
	 */
	__u64 start_stack;
	/*
	 * Not 0: the requester is a gate that is inserting a module it approved. In the record that
	 * belongs to a helper, the gate sets `inserting` about itself; a request that it then makes
	 * has `from_insertion`.
	 */
	__u32 inserting;
	__u32 from_insertion;
	/* The task that waits: a thread that works for the requester, or the requester itself. */
	__u32 waiting_tid;
	__u32 padding;
	char comm[RECORD_COMM_SIZE];
	/*
	 * The kernel stack of the request, innermost first, as symbol+offset/size; "" where there
	 * is no more.
	 */
	char stack[RECORD_FRAMES][RECORD_SYMBOL_SIZE];
};
