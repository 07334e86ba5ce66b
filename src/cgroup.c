// SPDX-License-Identifier: GPL-2.0-or-later
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>

#include "cleanup.h"

#define CGROUP_ROOT "/sys/fs/cgroup"

/*
 * The handle of a kernfs node is its 64-bit identifier (fs/kernfs/mount.c,
 * include/linux/exportfs.h).
 */
#define FILEID_KERNFS 0xfe

static int open_cgroup(int root, uint64_t id)
{
	union {
		struct file_handle handle;
		char room[sizeof(struct file_handle) + sizeof(id)];
	} u = { .handle = { .handle_bytes = sizeof(id), .handle_type = FILEID_KERNFS } };
	int fd;

	memcpy(u.handle.f_handle, &id, sizeof(id));
	fd = open_by_handle_at(root, &u.handle, O_PATH | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static int path_of_fd(int fd, char path[static PATH_MAX])
{
	char link[sizeof("/proc/self/fd/") + 3 * sizeof(fd)];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, PATH_MAX - 1);
	if (length < 0)
		return -errno;
	path[length] = '\0';
	return 0;
}

int cgroup_path(uint64_t id, char *path, size_t size)
{
	_cleanup_close_ int root = open(CGROUP_ROOT, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	_cleanup_close_ int cgroup = -1;
	char whole[PATH_MAX];
	struct statfs fs;
	int r;

	if (root < 0)
		return -errno;
	if (fstatfs(root, &fs) < 0)
		return -errno;
	if (fs.f_type != CGROUP2_SUPER_MAGIC)
		return -EOPNOTSUPP;
	cgroup = open_cgroup(root, id);
	if (cgroup < 0)
		return cgroup;
	r = path_of_fd(cgroup, whole);
	if (r < 0)
		return r;
	if (strncmp(whole, CGROUP_ROOT, strlen(CGROUP_ROOT)) != 0)
		return -EXDEV;
	if (strlen(whole + strlen(CGROUP_ROOT)) >= size)
		return -ENAMETOOLONG;
	strcpy(path, whole + strlen(CGROUP_ROOT));
	return 0;
}

static size_t component_length(const char *path)
{
	return strcspn(path, "/");
}

static int is_slice(const char *component, size_t length)
{
	static const char suffix[] = ".slice";
	size_t suffix_length = sizeof(suffix) - 1;

	return length > suffix_length &&
	       memcmp(component + length - suffix_length, suffix, suffix_length) == 0;
}

void cgroup_unit(const char *path, char *unit, size_t size)
{
	path += strspn(path, "/");
	while (is_slice(path, component_length(path))) {
		path += component_length(path);
		path += strspn(path, "/");
	}
	snprintf(unit, size, "%.*s", (int)component_length(path), path);
}
