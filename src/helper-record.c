// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper-record.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"

static int bpf(enum bpf_cmd command, union bpf_attr *attributes)
{
	int r = syscall(SYS_bpf, command, attributes, sizeof(*attributes));

	return r < 0 ? -errno : r;
}

static int open_map(void)
{
	union bpf_attr attributes = { 0 };

	attributes.pathname = (uintptr_t)PIN_FOLDER "/" PIN_HELPERS;
	return bpf(BPF_OBJ_GET, &attributes);
}

/* The kernel copies as many bytes as the map says, not as many as the caller has room for. */
static int check_layout(int map)
{
	struct bpf_map_info info = { 0 };
	union bpf_attr attributes = { 0 };
	int r;

	attributes.info.bpf_fd = map;
	attributes.info.info_len = sizeof(info);
	attributes.info.info = (uintptr_t)&info;
	r = bpf(BPF_OBJ_GET_INFO_BY_FD, &attributes);
	if (r < 0)
		return r;
	return info.value_size == sizeof(struct request_record) ? 0 : -ESTALE;
}

/* User space names a task in a map of type BPF_MAP_TYPE_TASK_STORAGE by its pidfd. */
static int map_entry(enum bpf_cmd command, struct request_record *record)
{
	_cleanup_close_ int map = open_map();
	_cleanup_close_ int self = -1;
	union bpf_attr attributes = { 0 };
	int r;

	if (map < 0)
		return map;
	r = check_layout(map);
	if (r < 0)
		return r;
	self = syscall(SYS_pidfd_open, getpid(), 0);
	if (self < 0)
		return -errno;

	attributes.map_fd = map;
	attributes.key = (uintptr_t)&self;
	attributes.value = (uintptr_t)record;
	attributes.flags = command == BPF_MAP_UPDATE_ELEM ? BPF_EXIST : 0;
	return bpf(command, &attributes);
}

int helper_record_get(struct request_record *record)
{
	struct request_record found;
	int r = map_entry(BPF_MAP_LOOKUP_ELEM, &found);

	if (r < 0)
		/*
		 * Both the pin and the entry are missed with ENOENT; only the map itself tells
		 * which.
		 */
		return r == -ENOENT && access(PIN_FOLDER "/" PIN_HELPERS, F_OK) == 0 ? -ESRCH : r;
	if (found.version != RECORD_VERSION)
		return -ESTALE;
	*record = found;
	return 0;
}

int helper_record_set_inserting(struct request_record *record)
{
	record->inserting = 1;
	return map_entry(BPF_MAP_UPDATE_ELEM, record);
}
