// SPDX-License-Identifier: GPL-2.0-or-later
#include "small-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "cleanup.h"

int small_file_read(int directory, const char *name, char *text, size_t size)
{
	_cleanup_close_ int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	size_t used = 0;
	ssize_t n;

	if (fd < 0)
		return -errno;
	do {
		n = read(fd, text + used, size - 1 - used);
		if (n < 0)
			return -errno;
		used += n;
	} while (n > 0 && used < size - 1);
	text[used] = '\0';
	return 0;
}

int small_file_read_line(const char *path, char *line, size_t size)
{
	int r = small_file_read(AT_FDCWD, path, line, size);

	if (r == 0)
		line[strcspn(line, "\n")] = '\0';
	return r;
}
