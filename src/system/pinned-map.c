// SPDX-License-Identifier: GPL-2.0-or-later
#include "pinned-map.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"

static int bpf(enum bpf_cmd command, union bpf_attr *attributes)
{
	int r = syscall(SYS_bpf, command, attributes, sizeof(*attributes));

	return r < 0 ? -errno : r;
}

static int check_value_size(int map, size_t value_size)
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
	return info.value_size == value_size ? 0 : -ESTALE;
}

int pinned_map_open(const char *path, size_t value_size)
{
	_cleanup_close_ int map = -1;
	union bpf_attr attributes = { 0 };
	int r;

	attributes.pathname = (uintptr_t)path;
	map = bpf(BPF_OBJ_GET, &attributes);
	if (map < 0)
		return map == -ENOSYS ? -ENOENT : map;
	r = check_value_size(map, value_size);
	return r < 0 ? r : steal_fd(&map);
}

static int map_entry(enum bpf_cmd command, int map, const void *key, const void *value,
		     unsigned int flags)
{
	union bpf_attr attributes = { 0 };

	attributes.map_fd = map;
	attributes.key = (uintptr_t)key;
	attributes.value = (uintptr_t)value;
	attributes.flags = flags;
	return bpf(command, &attributes);
}

int pinned_map_get(int map, const void *key, void *value)
{
	return map_entry(BPF_MAP_LOOKUP_ELEM, map, key, value, 0);
}

int pinned_map_set(int map, const void *key, const void *value)
{
	return map_entry(BPF_MAP_UPDATE_ELEM, map, key, value, BPF_EXIST);
}
