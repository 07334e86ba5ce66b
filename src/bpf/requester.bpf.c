// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Records who asked for a module. The helper that the kernel starts is a child of a kernel worker,
 * so nothing in its own process says whose request it serves. Here the kernel itself says so,
 * without a race: call_usermodehelper_exec() runs in the requester,
 * call_usermodehelper_exec_async() in the new helper, and both see the same subprocess_info
 * (kernel/umh.c).
 *
 * Kernel structures are read by typed loads, which work under every lockdown level, and so do
 * bpf_get_stack() and bpf_snprintf() with %pB; bpf_probe_read_kernel() does not.
 */
#include <stdbool.h>

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

#include "request-record.h"

char LICENSE[] SEC("license") = "GPL";

#ifndef ERESTARTSYS
#define ERESTARTSYS 512 /* include/linux/errno.h; never seen by user space */
#endif

/* Only the members that are read here; CO-RE finds them in the running kernel. */
#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct ns_common {
	unsigned int inum;
};

struct user_namespace {
	int level;
	struct ns_common ns;
};

typedef struct {
	unsigned int val;
} kuid_t;

typedef struct {
	__u64 val;
} kernel_cap_t;

struct cred {
	kuid_t uid;
	kuid_t euid;
	kernel_cap_t cap_effective;
	kernel_cap_t cap_bset;
	struct user_namespace *user_ns;
};

/* Before 6.3 a capability set was two 32-bit words (include/linux/capability.h). */
struct kernel_cap_words {
	__u32 cap[2];
};

struct cred___before_6_3 {
	struct kernel_cap_words cap_effective;
	struct kernel_cap_words cap_bset;
};

struct mm_struct {
	unsigned long start_stack;
};

struct task_struct {
	unsigned int flags;
	int pid;
	int tgid;
	char comm[RECORD_COMM_SIZE];
	const struct cred *cred;
	struct mm_struct *mm;
};

struct subprocess_info;

#pragma clang attribute pop

/*
 * Requests whose helper has not started yet, by the address of their subprocess_info. The kernel
 * runs 50 at a time (kernel/kmod.c), more when requesters are killed.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, __u64);
	__type(value, struct request_record);
} pending SEC(".maps");

/*
 * The record of each helper, kept with its task: it goes when the helper goes, and no pid is
 * reused.
 */
struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct request_record);
} helpers SEC(".maps");

/*
 * On whose behalf a kernel thread tests or builds a crypto algorithm: the task that made it do so.
 * A user's bind of "hmac(x)" makes the thread ask for x as uid 0 with every capability
 * (crypto/algboss.c).
 */
struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct request_record);
} principals SEC(".maps");

/* For user space, which can't tell otherwise what has been attached since an update. */
const volatile struct programs_version version SEC(".rodata.version") = {
	.record = RECORD_VERSION,
	.project = VERSION,
};

static const struct request_record empty_record;
static const char symbol_format[] = "%pB";

static void record_capabilities(struct request_record *record, const struct cred *cred)
{
	const struct cred___before_6_3 *old = (const void *)cred;

	if (bpf_core_field_exists(old->cap_effective.cap)) {
		record->effective = old->cap_effective.cap[1];
		record->effective = record->effective << 32 | old->cap_effective.cap[0];
		record->bounding = old->cap_bset.cap[1];
		record->bounding = record->bounding << 32 | old->cap_bset.cap[0];
	} else {
		record->effective = cred->cap_effective.val;
		record->bounding = cred->cap_bset.val;
	}
}

static void record_task(struct request_record *record, struct task_struct *task)
{
	const struct cred *cred = task->cred;

	record->version = RECORD_VERSION;
	record->task_flags = task->flags;
	record->pid = task->tgid;
	record->tid = task->pid;
	record->uid = cred->uid.val;
	record->euid = cred->euid.val;
	record->user_namespace = cred->user_ns->ns.inum;
	record->user_namespace_level = cred->user_ns->level;
	record_capabilities(record, cred);
	record->cgroup_id = bpf_get_current_cgroup_id();
	if (task->mm)
		record->start_stack = task->mm->start_stack;
	bpf_get_current_comm(record->comm, sizeof(record->comm));
}

static void record_symbols(struct request_record *record, void *ctx)
{
	__u64 addresses[RECORD_FRAMES] = {};

	if (bpf_get_stack(ctx, addresses, sizeof(addresses), 0) <= 0)
		return;
	for (int i = 0; i < RECORD_FRAMES; i++) {
		if (addresses[i])
			bpf_snprintf(record->stack[i], RECORD_SYMBOL_SIZE, symbol_format,
				     &addresses[i], sizeof(addresses[i]));
	}
}

static __u32 waiting_tid(void)
{
	return (__u32)bpf_get_current_pid_tgid();
}

/* Whose request it is: that of the task itself, or of the one it works for. */
static void record_who(struct request_record *record, struct task_struct *task)
{
	const struct request_record *principal = bpf_task_storage_get(&principals, task, NULL, 0);
	const struct request_record *helper = bpf_task_storage_get(&helpers, task, NULL, 0);

	if (principal) {
		*record = *principal;
		return;
	}
	record_task(record, task);
	record->from_insertion = helper && helper->inserting;
}

SEC("fentry/call_usermodehelper_exec")
int BPF_PROG(record_requester, struct subprocess_info *info)
{
	struct request_record *record;
	__u64 key = (__u64)info;

	if (bpf_map_update_elem(&pending, &key, &empty_record, BPF_ANY)) {
		/* One of an earlier request at this address must not be taken for this one's. */
		bpf_map_delete_elem(&pending, &key);
		return 0;
	}
	record = bpf_map_lookup_elem(&pending, &key);
	if (!record)
		return 0;
	record_who(record, bpf_get_current_task_btf());
	record->waiting_tid = waiting_tid();
	record_symbols(record, ctx);
	return 0;
}

SEC("fentry/call_usermodehelper_exec_async")
int BPF_PROG(hand_to_helper, void *info)
{
	__u64 key = (__u64)info;
	struct request_record *record = bpf_map_lookup_elem(&pending, &key);

	if (!record)
		return 0;
	bpf_task_storage_get(&helpers, bpf_get_current_task_btf(), record,
			     BPF_LOCAL_STORAGE_GET_F_CREATE);
	bpf_map_delete_elem(&pending, &key);
	return 0;
}

/*
 * A helper that could not be started leaves its record behind. A requester that was killed has left
 * before its helper started, which still needs the record. The subprocess_info is freed by now, so
 * another task's request may have got its address: that one's record stays.
 */
SEC("fexit/call_usermodehelper_exec")
int BPF_PROG(forget_request, struct subprocess_info *info, int wait, int status)
{
	__u64 key = (__u64)info;
	const struct request_record *record;

	if (status == -ERESTARTSYS)
		return 0;
	record = bpf_map_lookup_elem(&pending, &key);
	if (record && record->waiting_tid == waiting_tid())
		bpf_map_delete_elem(&pending, &key);
	return 0;
}

static bool is_crypto_manager(const struct task_struct *thread)
{
	static const char name[] = RECORD_CRYPTO_MANAGER;

	for (unsigned int i = 0; i < sizeof(name) - 1; i++)
		if (thread->comm[i] != name[i])
			return false;
	return true;
}

/*
 * The thread is made by the task that needs the algorithm, in its own system call, and does not run
 * before this. One such thread may make another: the principal is handed on.
 */
SEC("fexit/__kthread_create_on_node")
int BPF_PROG(record_principal, void *function, void *data, int node, const char *format,
	     void *arguments, struct task_struct *thread)
{
	struct request_record *principal;

	/* An ERR_PTR() instead of a task reads as zeros. */
	if (!is_crypto_manager(thread))
		return 0;
	principal = bpf_task_storage_get(&principals, thread, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (principal)
		record_who(principal, bpf_get_current_task_btf());
	return 0;
}
