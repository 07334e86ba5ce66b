// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock-setting.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "lock.h"
#include "lock.skel.h"
#include "system-paths.h"
#include "programs.h"

#define GUARD LOCK_DIRECTORY "/sysctl"

static void cleanup_guard(struct lock_bpf **guard)
{
	lock_bpf__destroy(*guard);
}

/* Of the root cgroup, so for everybody. */
int lock_guard_sysctl(void)
{
	_cleanup_(cleanup_guard) struct lock_bpf *guard = NULL;
	_cleanup_close_ int root = -1;

	if (access(GUARD, F_OK) == 0)
		return 0;
	root = open("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return -errno;
	programs_disable_libbpf_log();
	guard = lock_bpf__open_and_load();
	if (!guard)
		return -errno;
	guard->links.refuse_writes = bpf_program__attach_cgroup(guard->progs.refuse_writes, root);
	if (!guard->links.refuse_writes)
		return -errno;
	return bpf_link__pin(guard->links.refuse_writes, GUARD);
}

/* The map has its value and is frozen before anybody can find it. */
int lock_pin(enum mode mode)
{
	char path[sizeof(LOCK_DIRECTORY) + 16];
	const uint32_t key = 0, value = mode;
	/* A frozen map could still be written by BPF programs. */
	LIBBPF_OPTS(bpf_map_create_opts, options, .map_flags = BPF_F_RDONLY_PROG);
	_cleanup_close_ int map = -1;

	programs_disable_libbpf_log();
	if (mkdir(LOCK_DIRECTORY, 0700) < 0 && errno != EEXIST)
		return -errno;
	map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "autoload_lock", sizeof(key), sizeof(value), 1,
			     &options);
	if (map < 0)
		return map;
	snprintf(path, sizeof(path), LOCK_DIRECTORY "/%s", mode_name(mode));
	if (access(path, F_OK) == 0)
		return 0;
	if (bpf_map_update_elem(map, &key, &value, BPF_ANY) < 0 || bpf_map_freeze(map) < 0 ||
	    bpf_obj_pin(map, path) < 0)
		return -errno;
	return 0;
}

int lock_write_file(enum mode mode)
{
	_cleanup_close_ int fd = -1;

	if (mkdir(STATE_DIRECTORY, 0755) < 0 && errno != EEXIST)
		return -errno;
	fd = open(LOCK_FILE, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return -errno;
	return dprintf(fd, "%s\n", mode_name(mode)) < 0 ? -errno : 0;
}

int lock_read(enum mode *mode)
{
	enum mode found;
	int r = lock_find(&found);

	if (r == -EACCES || r == -EPERM)
		return r;
	*mode = found;
	return 0;
}

bool lock_is_file_only(enum mode mode)
{
	if (access(LOCK_FILE, F_OK) < 0)
		return false;
	for (; mode <= MODE_DENY; mode++)
		if (lock_is_pinned(mode) != 0)
			return false;
	return true;
}
