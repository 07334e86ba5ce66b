// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper-record.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"
#include "pinned-map.h"

static int open_map(void)
{
	return pinned_map_open(PIN_FOLDER "/" PIN_HELPERS, sizeof(struct request_record));
}

/* User space names a task in a map of type BPF_MAP_TYPE_TASK_STORAGE by its pidfd. */
static int open_self(void)
{
	int self = syscall(SYS_pidfd_open, getpid(), 0);

	return self < 0 ? -errno : self;
}

int helper_record_get(struct request_record *record)
{
	_cleanup_close_ int map = open_map();
	_cleanup_close_ int self = -1;
	struct request_record found;
	int r;

	if (map < 0)
		return map;
	self = open_self();
	if (self < 0)
		return self;
	r = pinned_map_get(map, &self, &found);
	if (r < 0)
		return r == -ENOENT ? -ESRCH : r;
	if (found.version != RECORD_VERSION)
		return -ESTALE;
	*record = found;
	return 0;
}

int helper_record_test(void)
{
	_cleanup_close_ int map = open_map();

	return map < 0 ? map : 0;
}

int helper_record_set_inserting(struct request_record *record)
{
	_cleanup_close_ int map = open_map();
	_cleanup_close_ int self = map < 0 ? -1 : open_self();

	if (self < 0)
		return map < 0 ? map : self;
	record->inserting = 1;
	return pinned_map_set(map, &self, record);
}
