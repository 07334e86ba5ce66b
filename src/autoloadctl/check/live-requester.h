/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A running process, as the requester that it would be if it asked for a module now. */
#pragma once

#include "cgroup.h"
#include "requester.h"

struct live_requester {
	struct requester requester;
	/* Backs requester.cgroup; its mode is the strictest of those that could be read. */
	struct cgroup cgroup;
	/* False: it could not be read, and looks like the initial one. */
	bool user_namespace_is_known;
	/* False: there may be a stricter one that only root can read. */
	bool cgroup_mode_is_known;
};

/*
 * Reads a task by its ID. Returns 0; -ENOENT: there is no such task, or it is hidden; -EOPNOTSUPP:
 * this program itself runs in a child user namespace, where IDs and capabilities are not those that
 * the gate sees; or another negative errno. requester.cgroup points into *ret.
 */
int live_requester_read(pid_t tid, struct live_requester *ret);

/*
 * A part of it, from a descriptor of /proc: reads a task as the requester that it would be.
 * user_namespace and cgroup_id are 0 where they can't be read. cgroup, of size bytes, becomes its
 * path in the unified hierarchy, "" where that can't be read or does not fit. Returns 0 or a
 * negative errno: -ENOENT where there is no such task.
 */
int live_requester_read_task(int proc, pid_t tid, struct requester *requester, char *cgroup,
			     size_t size);
