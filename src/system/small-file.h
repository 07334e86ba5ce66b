/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of a few lines, as the kernel and the project itself have them. */
#pragma once

#include <stddef.h>

/*
 * Reads a file as text of at most size bytes with the NUL, cut where it is longer; name is below a
 * directory that is open, or AT_FDCWD. A symbolic link is not followed. Returns 0 or a negative
 * errno.
 */
int small_file_read(int directory, const char *name, char *text, size_t size);

/* The same for what is before the first newline. */
int small_file_read_line(const char *path, char *line, size_t size);
