// SPDX-License-Identifier: GPL-2.0-or-later
#include "live-requester.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "task.h"

/* Whether the map of user ids is that of the initial user namespace. Anybody may read it. */
static bool has_initial_uid_map(int proc, pid_t tid)
{
	char path[sizeof("/uid_map") + 3 * sizeof(tid)], text[256];
	unsigned int inside, outside, count;
	_cleanup_close_ int fd = -1;
	ssize_t length;

	snprintf(path, sizeof(path), "%d/uid_map", tid);
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	length = read(fd, text, sizeof(text) - 1);
	if (length < 0)
		return false;
	text[length] = '\0';
	return sscanf(text, "%u %u %u", &inside, &outside, &count) == 3 && inside == 0 &&
	       outside == 0 && count == UINT32_MAX;
}

/* ns/user needs the right to trace a process. A child namespace usually has its own map. */
static void find_user_namespace(int proc, pid_t tid, struct live_requester *live)
{
	struct requester *requester = &live->requester;

	live->user_namespace_is_known =
		requester->class != REQUESTER_PROCESS || requester->user_namespace;
	if (live->user_namespace_is_known)
		return;
	requester->in_initial_user_namespace = has_initial_uid_map(proc, tid);
	live->user_namespace_is_known = !requester->in_initial_user_namespace;
}

int live_requester_read_task(int proc, pid_t tid, struct requester *requester, char *cgroup,
			     size_t size)
{
	_cleanup_close_ int directory = -1;
	char name[3 * sizeof(tid) + 1];
	struct task task;
	int r;

	snprintf(name, sizeof(name), "%d", tid);
	directory = openat(proc, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return -errno;
	r = task_read(directory, &task);
	if (r < 0)
		return r == -ESRCH ? -ENOENT : r;
	task_read_user_namespace(directory, &task.requester);
	task_read_cgroup(directory, &task.requester);
	task_read_cgroup_path(directory, cgroup, size);
	task.requester.class = task_class(&task);
	*requester = task.requester;
	return 0;
}

/* By its path below the root of the hierarchy, as /proc/PID/cgroup has it. */
static int find_cgroup_path(const char *path, struct cgroup *cgroup)
{
	struct cgroup found = { .least_mode = MODE_ALLOW };
	_cleanup_close_ int root = -1;
	ino_t inode = 0;
	int fd, r;

	root = cgroup_open_root(&inode);
	if (root < 0)
		return root;
	path += strspn(path, "/");
	fd = openat(root, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	r = cgroup_read(fd, inode, &found);
	if (r == 0)
		*cgroup = found;
	return r;
}

/* As the gate does: a cgroup that can't be read may have any mode. */
static void find_cgroup(const char *path, bool is_privileged, struct live_requester *live)
{
	int r = -ENOENT;

	if (is_privileged && live->requester.cgroup_id)
		r = cgroup_find(live->requester.cgroup_id, &live->cgroup);
	else if (*path)
		r = find_cgroup_path(path, &live->cgroup);
	live->cgroup_mode_is_known = is_privileged;
	if (r == 0) {
		live->requester.cgroup = live->cgroup.path;
		/* Nothing is stricter. */
		if (live->cgroup.least_mode == MODE_DENY)
			live->cgroup_mode_is_known = true;
	} else if (r == -ENOENT || r == -EOPNOTSUPP) {
		live->cgroup_mode_is_known = true;
	} else if (is_privileged) {
		live->cgroup.least_mode = MODE_DENY;
	}
}

int live_requester_read(pid_t tid, struct live_requester *ret)
{
	_cleanup_close_ int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct live_requester live = { .cgroup = { .least_mode = MODE_ALLOW } };
	char path[PATH_MAX];
	struct requester self;
	bool is_privileged;
	int r;

	if (proc < 0)
		return -errno;
	r = live_requester_read_task(proc, getpid(), &self, path, sizeof(path));
	if (r == 0 && !self.in_initial_user_namespace)
		r = -EOPNOTSUPP;
	if (r == 0)
		r = live_requester_read_task(proc, tid, &live.requester, path, sizeof(path));
	if (r < 0)
		return r;
	/* Attributes that begin with "trusted." are not there for others. */
	is_privileged = self.effective & UINT64_C(1) << CAP_SYS_ADMIN;
	find_user_namespace(proc, tid, &live);
	*ret = live;
	find_cgroup(path, is_privileged, ret);
	return 0;
}
