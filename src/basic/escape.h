/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that an attacker chose, made fit for a terminal, a log line and a journal field. */
#pragma once

#include <stddef.h>

/* One byte becomes at most this many, "\xNN". */
#define ESCAPED_BYTE 4

/*
 * Writes text to buffer (of size bytes, at least 1) with every byte outside printable ASCII, and
 * `\` and `"`, as \xNN, so that it can be undone. Cut at a whole byte where the buffer ends; always
 * terminated. Returns buffer.
 */
char *escape_text(const char *text, char *buffer, size_t size);

/*
 * The same for text that is only to be read: `\` and `"` stay as they are, so that it can't be
 * undone.
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
