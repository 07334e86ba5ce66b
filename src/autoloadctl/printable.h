/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text for people to read, with nothing in it that a terminal obeys; and back from escape_text().
 */
#pragma once

#include <stddef.h>

/*
 * Like escape_text(), but `\` and `"` stay as they are, so that it can't be undone. Returns buffer.
 */
char *escape_controls(const char *text, char *buffer, size_t size);

/*
 * The same for what a file of size bytes has in it: tabs and newlines stay too, and NUL is a byte
 * like others. Returns all of it for free(), or NULL: no memory.
 */
char *escape_file(const char *text, size_t size);

/*
 * Undoes escape_text(): writes the bytes to buffer and terminates them. Returns 0; -EINVAL for a
 * text that has a `\` without xNN behind it, or a NUL byte; -ENOBUFS if size is not enough.
 */
int unescape_text(const char *text, char *buffer, size_t size);
