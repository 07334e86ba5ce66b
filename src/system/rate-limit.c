// SPDX-License-Identifier: GPL-2.0-or-later
#include "rate-limit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "cleanup.h"
#include "system-paths.h"

static bool is_recent(const struct stat *st, int seconds)
{
	time_t now = time(NULL);

	/* A time in the future is a clock that was set since. */
	return seconds == 0 || (st->st_mtime <= now && now - st->st_mtime < seconds);
}

bool rate_limited(const char *name, int seconds)
{
	_cleanup_close_ int directory = -1;
	_cleanup_close_ int fd = -1;
	struct stat st;
	int created;

	mkdir(STATE_DIRECTORY, 0755);
	directory = open(STATE_DIRECTORY, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return false;
	created =
		openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (created >= 0) {
		close(created);
		return false;
	}
	fd = openat(directory, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &st) < 0)
		return false;
	if (is_recent(&st, seconds))
		return true;
	futimens(fd, NULL);
	return false;
}
