// SPDX-License-Identifier: GPL-2.0-or-later
#include "modprobe-path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "small-file.h"

static int write_line(const char *file, int flags, const char *line)
{
	_cleanup_close_ int fd = open(file, O_WRONLY | O_CLOEXEC | flags, 0644);
	char text[MODPROBE_PATH_SIZE + 1];
	size_t length = strlen(line);

	if (fd < 0)
		return -errno;
	memcpy(text, line, length);
	text[length++] = '\n';
	return write(fd, text, length) < 0 ? -errno : 0;
}

int modprobe_path_get(char path[static MODPROBE_PATH_SIZE])
{
	return small_file_read_line(MODPROBE_SYSCTL, path, MODPROBE_PATH_SIZE);
}

bool modprobe_path_is_gate(const char *path)
{
	struct stat st, gate;

	return strcmp(path, GATE_FILE) == 0 ||
	       (stat(path, &st) == 0 && stat(GATE_FILE, &gate) == 0 && st.st_dev == gate.st_dev &&
		st.st_ino == gate.st_ino);
}

int modprobe_path_set_gate(void)
{
	char path[MODPROBE_PATH_SIZE];
	int r = modprobe_path_get(path);

	if (r < 0)
		return r;
	if (modprobe_path_is_gate(path))
		return 0;
	if (mkdir(STATE_DIRECTORY, 0755) < 0 && errno != EEXIST)
		return -errno;
	r = write_line(SAVED_PATH, O_CREAT | O_TRUNC, path);
	return r < 0 ? r : write_line(MODPROBE_SYSCTL, 0, GATE_FILE);
}

bool modprobe_path_was_set(void)
{
	return access(SAVED_PATH, F_OK) == 0;
}

int modprobe_path_restore(void)
{
	char path[MODPROBE_PATH_SIZE];
	int r = modprobe_path_get(path);

	if (r < 0)
		return r;
	if (!modprobe_path_is_gate(path)) {
		unlink(SAVED_PATH);
		return 0;
	}
	saved_path_get(path);
	r = write_line(MODPROBE_SYSCTL, 0, path);
	if (r < 0)
		return r;
	unlink(SAVED_PATH);
	return 0;
}
