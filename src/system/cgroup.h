/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a cgroup to the name that an administrator knows it by. */
#pragma once

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "policy.h"

/*
 * The extended attributes on a cgroup's directory that hold a mode, for all that is in it and
 * below. Root sets the first, the owner of the directory the second.
 */
#define CGROUP_MODE_BY_ROOT  "trusted.autoload_mode"
#define CGROUP_MODE_BY_OWNER "user.autoload_mode"

struct cgroup {
	/*
	 * In the unified hierarchy at /sys/fs/cgroup, "/system.slice/x.service": bytes of anybody's
	 * choice. Of a cgroup so deep that its path is too long, that of the deepest ancestor whose
	 * path is not.
	 */
	char path[PATH_MAX];
	/* The strictest mode that it or one of its ancestors is given; MODE_ALLOW where none is. */
	enum mode least_mode;
};

/*
 * Finds a cgroup by the identifier that bpf_get_current_cgroup_id() gives; it is found also when
 * the requester is gone. Returns 0; -ESTALE: there is no such cgroup any more; -EOPNOTSUPP or
 * -ENOENT: there is no unified hierarchy; or another negative errno.
 */
int cgroup_find(uint64_t id, struct cgroup *cgroup);

/* Opens the root of the unified hierarchy. Returns a descriptor and its inode, or as above. */
int cgroup_open_root(ino_t *inode);

/*
 * Reads what a cgroup and its ancestors say, from it up to the root, whose inode is given. Closes
 * the descriptor. Only root may read the attribute that root sets: to others there is none. Returns
 * 0 or a negative errno.
 */
int cgroup_read(int fd, ino_t root, struct cgroup *cgroup);
