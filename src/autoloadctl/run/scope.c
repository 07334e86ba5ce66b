// SPDX-License-Identifier: GPL-2.0-or-later
#include "scope.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>
#include <unistd.h>

#include "cleanup.h"

#define NAME_SIZE 64

/* systemd answers before the job is done; it takes some milliseconds. */
#define WAIT_STEPS       1000
#define WAIT_NANOSECONDS 10000000

/* org.freedesktop.systemd1(5), StartTransientUnit(): a scope for a process that is there already.
 */
static int start_scope(sd_bus *bus, const char *name)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;

	return sd_bus_call_method(bus, "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
				  "org.freedesktop.systemd1.Manager", "StartTransientUnit", NULL,
				  &reply, "ssa(sv)a(sa(sv))", name, "fail", 3, "Description", "s",
				  "Command run by autoloadctl", "PIDs", "au", 1, (uint32_t)getpid(),
				  "CollectMode", "s", "inactive-or-failed", 0);
}

/* The path of this process in the unified hierarchy, from its line "0::PATH" (cgroups(7)). */
static int read_own_cgroup(char path[static PATH_MAX])
{
	_cleanup_fclose_ FILE *file = fopen("/proc/self/cgroup", "re");
	char line[PATH_MAX];

	if (!file)
		return -errno;
	while (fgets(line, sizeof(line), file)) {
		if (strncmp(line, "0::", 3) != 0)
			continue;
		line[strcspn(line, "\n")] = '\0';
		strcpy(path, line + 3);
		return 0;
	}
	return -EOPNOTSUPP;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), end_length = strlen(end);

	return length > end_length && strcmp(text + length - end_length, end) == 0;
}

static int wait_for_cgroup(const char *name, char path[static PATH_MAX])
{
	static const struct timespec step = { .tv_nsec = WAIT_NANOSECONDS };

	for (int i = 0; i < WAIT_STEPS; i++) {
		int r = read_own_cgroup(path);

		if (r < 0)
			return r;
		if (ends_with(path, name))
			return 0;
		nanosleep(&step, NULL);
	}
	return -ETIMEDOUT;
}

int own_scope_enter(char path[static PATH_MAX])
{
	_cleanup_(sd_bus_flush_close_unrefp) sd_bus *bus = NULL;
	char name[NAME_SIZE];
	int r;

	/* The time makes it unique when pids are used again. */
	snprintf(name, sizeof(name), "autoloadctl-run-%d-%lld.scope", getpid(),
		 (long long)time(NULL));
	r = geteuid() == 0 ? sd_bus_open_system(&bus) : sd_bus_open_user(&bus);
	if (r < 0)
		return r;
	r = start_scope(bus, name);
	return r < 0 ? r : wait_for_cgroup(name, path);
}
