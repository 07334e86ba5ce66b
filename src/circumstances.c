// SPDX-License-Identifier: GPL-2.0-or-later
#include "circumstances.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cgroup.h"
#include "cleanup.h"

static void find_exe(const struct requester *requester, char *exe, size_t size)
{
	char link[sizeof("/proc//exe") + 3 * sizeof(pid_t)], path[PATH_MAX];
	struct stat st;
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/%d/exe", requester->tid);
	length = readlink(link, path, sizeof(path) - 1);
	if (length < 0 || (size_t)length >= size)
		return;
	path[length] = '\0';
	/* The inode after the path: an exec in between changes it too. */
	if (stat(link, &st) == 0 && st.st_ino == requester->exe_inode)
		strcpy(exe, path);
}

static void find_unit(const struct requester *requester, char *unit, size_t size)
{
	char path[PATH_MAX];

	if (cgroup_path(requester->cgroup_id, path, sizeof(path)) == 0)
		cgroup_unit(path, unit, size);
}

void circumstances_find(const struct requester *requester, struct circumstances *circumstances)
{
	*circumstances = (struct circumstances){ 0 };
	if (requester->exe_inode)
		find_exe(requester, circumstances->exe, sizeof(circumstances->exe));
	if (requester->cgroup_id)
		find_unit(requester, circumstances->unit, sizeof(circumstances->unit));
}
