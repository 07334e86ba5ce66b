// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper-record.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"
#include "pinned-map.h"
#include "task.h"

_Static_assert(REQUESTER_COMM_SIZE == RECORD_COMM_SIZE, "a comm is cut");
_Static_assert(REQUESTER_CALLER_SIZE == RECORD_SYMBOL_SIZE, "a symbol is cut");

/*
 * Opens the map of helpers, and the pidfd of this one, by which user space names a task in a map of
 * type BPF_MAP_TYPE_TASK_STORAGE.
 */
static int open_own(int *map, int *self)
{
	*map = pinned_map_open(PIN_DIRECTORY "/" PIN_HELPERS, sizeof(struct request_record));
	if (*map < 0)
		return *map;
	*self = syscall(SYS_pidfd_open, getpid(), 0);
	return *self < 0 ? -errno : 0;
}

int helper_record_get(struct request_record *record)
{
	_cleanup_close_ int map = -1, self = -1;
	struct request_record found;
	int r = open_own(&map, &self);

	if (r < 0)
		return r;
	r = pinned_map_get(map, &self, &found);
	if (r < 0)
		return r == -ENOENT ? -ESRCH : r;
	if (found.version != RECORD_VERSION)
		return -ESTALE;
	*record = found;
	return 0;
}

int helper_record_set_inserting(struct request_record *record)
{
	_cleanup_close_ int map = -1, self = -1;
	int r = open_own(&map, &self);

	record->inserting = 1;
	return r < 0 ? r : pinned_map_set(map, &self, record);
}

static enum requester_class classify(const struct request_record *record)
{
	if (record->from_insertion)
		return REQUESTER_KERNEL;
	if (record->task_flags & RECORD_PF_KTHREAD)
		return task_class_of_kernel_thread(record->comm);
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
