// SPDX-License-Identifier: GPL-2.0-or-later
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

#include "cleanup.h"

#define CGROUP_ROOT "/sys/fs/cgroup"

/* More levels than any manager makes; each costs some system calls. */
#define DEPTH_MAX 256

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
	fd = open_by_handle_at(root, &u.handle, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* The path below the root of the hierarchy. */
static int path_of_fd(int fd, char path[static PATH_MAX])
{
	static const char root[] = CGROUP_ROOT;
	char link[sizeof("/proc/self/fd/") + 3 * sizeof(fd)], whole[PATH_MAX];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, whole, sizeof(whole) - 1);
	if (length < 0)
		return -errno;
	whole[length] = '\0';
	if (strncmp(whole, root, sizeof(root) - 1) != 0)
		return -EXDEV;
	strcpy(path, whole + sizeof(root) - 1);
	return 0;
}

/* The mode in an attribute; one that can't be read as a mode was meant to make something stricter.
 */
static enum mode read_mode(int cgroup, const char *attribute)
{
	char value[16] = "";
	enum mode mode;

	if (fgetxattr(cgroup, attribute, value, sizeof(value) - 1) < 0)
		return errno == ENODATA || errno == EOPNOTSUPP ? MODE_ALLOW : MODE_DENY;
	return mode_from_name(value, &mode) == 0 ? mode : MODE_DENY;
}

int cgroup_read(int fd, ino_t root, struct cgroup *found)
{
	_cleanup_close_ int here = fd;
	bool has_path = false;

	for (int level = 0; level < DEPTH_MAX; level++) {
		struct stat st;
		int r, parent;

		found->least_mode =
			mode_stricter(found->least_mode, read_mode(here, CGROUP_MODE_BY_ROOT));
		found->least_mode =
			mode_stricter(found->least_mode, read_mode(here, CGROUP_MODE_BY_OWNER));
		if (!has_path) {
			r = path_of_fd(here, found->path);
			if (r < 0 && r != -ENAMETOOLONG)
				return r;
			has_path = r == 0;
		}
		if (fstat(here, &st) < 0)
			return -errno;
		if (st.st_ino == root)
			return has_path ? 0 : -ENAMETOOLONG;
		parent = openat(here, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (parent < 0)
			return -errno;
		close(here);
		here = parent;
	}
	return -ELOOP;
}

int cgroup_open_root(ino_t *inode)
{
	_cleanup_close_ int root = open(CGROUP_ROOT, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct statfs fs;
	struct stat st;

	if (root < 0 || fstatfs(root, &fs) < 0 || fstat(root, &st) < 0)
		return -errno;
	if (fs.f_type != CGROUP2_SUPER_MAGIC)
		return -EOPNOTSUPP;
	*inode = st.st_ino;
	return steal_fd(&root);
}

int cgroup_find(uint64_t id, struct cgroup *cgroup)
{
	_cleanup_close_ int root = -1, again = -1;
	struct cgroup found = { .least_mode = MODE_ALLOW };
	ino_t inode = 0;
	int fd, r;

	root = cgroup_open_root(&inode);
	if (root < 0)
		return root;
	fd = open_cgroup(root, id);
	if (fd < 0)
		return fd;
	r = cgroup_read(fd, inode, &found);
	if (r < 0)
		return r;
	/* The path of one that was removed meanwhile ends in " (deleted)". */
	again = open_cgroup(root, id);
	if (again < 0)
		return again;
	*cgroup = found;
	return 0;
}
