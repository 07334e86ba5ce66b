// SPDX-License-Identifier: GPL-2.0-or-later
#include "requester-details.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cgroup.h"
#include "cleanup.h"
#include "task.h"
#include "unit-name.h"

static void find_exe(const struct requester *requester, char *exe, size_t size)
{
	_cleanup_close_ int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char link[sizeof("/exe") + 3 * sizeof(pid_t)], path[PATH_MAX];
	struct task task = { 0 };
	ssize_t length;

	if (proc < 0)
		return;
	snprintf(link, sizeof(link), "%d/exe", requester->tid);
	length = readlinkat(proc, link, path, sizeof(path) - 1);
	if (length < 0 || (size_t)length >= size)
		return;
	path[length] = '\0';
	/* Looked at last: another program that was executed in the meantime has another stack. */
	if (task_read_stat(proc, requester->tid, &task) == 0 &&
	    task.requester.start_stack == requester->start_stack)
		strcpy(exe, path);
}

void requester_details_find(const struct requester *requester, struct requester_details *details)
{
	*details = (struct requester_details){ 0 };
	if (requester->start_stack)
		find_exe(requester, details->exe, sizeof(details->exe));
	if (requester->cgroup)
		unit_name_of_cgroup(requester->cgroup, details->unit, sizeof(details->unit));
}
