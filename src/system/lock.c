// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>

#include "cleanup.h"
#include "pinned-map.h"
#include "small-file.h"

int lock_is_pinned(enum mode mode)
{
	char path[sizeof(LOCK_DIRECTORY) + 16];
	_cleanup_close_ int map = -1;
	const uint32_t key = 0;
	uint32_t value;
	int r;

	snprintf(path, sizeof(path), LOCK_DIRECTORY "/%s", mode_name(mode));
	map = pinned_map_open(path, sizeof(value));
	if (map < 0)
		return map == -ENOENT ? 0 : map;
	r = pinned_map_get(map, &key, &value);
	return r < 0 ? r : value == mode;
}

static int read_weak_lock(enum mode *mode)
{
	char name[32];
	int r = small_file_read_line(LOCK_FILE, name, sizeof(name));

	if (r == -ENOENT)
		*mode = MODE_ALLOW;
	else if (r == 0)
		r = mode_from_name(name, mode);
	return r == -ENOENT ? 0 : r;
}

int lock_find(enum mode *mode)
{
	enum mode weak = MODE_DENY;
	int error = read_weak_lock(&weak);

	for (*mode = MODE_DENY; *mode > weak; (*mode)--) {
		int r = lock_is_pinned(*mode);

		if (r != 0)
			return r < 0 ? r : 0;
	}
	return error;
}
