// SPDX-License-Identifier: GPL-2.0-or-later
#include "requester.h"

#include <linux/capability.h>
#include <string.h>

#include "words.h"

enum requester_class requester_class_of_kernel_thread(const char *comm)
{
	if (strncmp(comm, RECORD_CRYPTO_MANAGER, sizeof(RECORD_CRYPTO_MANAGER) - 1) == 0)
		return REQUESTER_UNKNOWN;
	return REQUESTER_KERNEL;
}

static enum requester_class classify(const struct request_record *record)
{
	if (record->from_insertion)
		return REQUESTER_KERNEL;
	if (record->task_flags & RECORD_PF_KTHREAD)
		return requester_class_of_kernel_thread(record->comm);
	return REQUESTER_PROCESS;
}

/*
 * The frame after __request_module() is the function that asked, "can_create+0x1b4/0x290 [can]".
 * Only the name is kept: the offset differs between builds of a kernel.
 */
static void find_caller(const struct request_record *record, char caller[static RECORD_SYMBOL_SIZE])
{
	static const char callee[] = "__request_module+";

	for (size_t i = 0; i + 1 < RECORD_FRAMES; i++) {
		if (strncmp(record->stack[i], callee, sizeof(callee) - 1) == 0) {
			memcpy(caller, record->stack[i + 1], RECORD_SYMBOL_SIZE);
			caller[RECORD_SYMBOL_SIZE - 1] = '\0';
			caller[strcspn(caller, "+")] = '\0';
			return;
		}
	}
}

void requester_from_record(const struct request_record *record, struct requester *requester)
{
	*requester = (struct requester){ .class = REQUESTER_UNKNOWN };
	if (record->version != RECORD_VERSION)
		return;

	requester->class = classify(record);
	requester->pid = record->pid;
	requester->tid = record->tid;
	requester->uid = record->uid;
	requester->euid = record->euid;
	requester->effective = record->effective;
	requester->bounding = record->bounding;
	requester->user_namespace = record->user_namespace;
	requester->in_initial_user_namespace = record->user_namespace_level == 0;
	requester->start_stack = record->start_stack;
	requester->cgroup_id = record->cgroup_id;
	memcpy(requester->comm, record->comm, RECORD_COMM_SIZE);
	requester->comm[RECORD_COMM_SIZE - 1] = '\0';
	find_caller(record, requester->caller);
}

uint64_t requester_capabilities(const struct requester *requester)
{
	if (requester->class == REQUESTER_PROCESS && requester->in_initial_user_namespace)
		return requester->effective;
	return 0;
}

bool requester_confined(const struct requester *requester)
{
	uint64_t sys_module = UINT64_C(1) << CAP_SYS_MODULE;

	if (requester->class != REQUESTER_PROCESS)
		return requester->class == REQUESTER_UNKNOWN;
	return !requester->in_initial_user_namespace || !(requester->bounding & sys_module);
}

static const char *const class_names[] = {
	[REQUESTER_UNKNOWN] = "unknown",
	[REQUESTER_PROCESS] = "process",
	[REQUESTER_KERNEL] = "kernel",
};

const char *requester_class_name(enum requester_class class)
{
	return class_names[class];
}

int requester_class_from_name(const char *name, enum requester_class *class)
{
	int found = word_find(class_names, sizeof(class_names) / sizeof(class_names[0]), name);

	if (found < 0)
		return found;
	*class = found;
	return 0;
}
