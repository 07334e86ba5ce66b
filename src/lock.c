// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "pinned-map.h"

static bool is_locked(enum mode mode)
{
	char path[sizeof(LOCK_FOLDER) + 16];
	_cleanup_close_ int map = -1;
	const uint32_t key = 0;
	uint32_t value;

	snprintf(path, sizeof(path), LOCK_FOLDER "/%s", mode_name(mode));
	map = pinned_map_open(path, sizeof(value));
	if (map < 0)
		return map != -ENOENT;
	return pinned_map_get(map, &key, &value) < 0 || value == mode;
}

static enum mode get_weak_lock(void)
{
	_cleanup_close_ int fd = open(LOCK_FILE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char name[16] = "";
	enum mode mode;

	if (fd < 0)
		return errno == ENOENT ? MODE_ALLOW : MODE_DENY;
	if (read(fd, name, sizeof(name) - 1) < 0)
		return MODE_DENY;
	name[strcspn(name, "\n")] = '\0';
	return mode_from_name(name, &mode) == 0 ? mode : MODE_DENY;
}

enum mode lock_get(void)
{
	enum mode weak = get_weak_lock();

	for (enum mode mode = MODE_DENY; mode > weak; mode--)
		if (is_locked(mode))
			return mode;
	return weak;
}
