/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that an attacker chose, made fit for a terminal, a log line and a journal field. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* One byte becomes at most this many, "\xNN". */
#define ESCAPED_BYTE 4

/*
 * Writes text to buffer (of size bytes, at least 1) with every byte outside printable ASCII, and
 * `\` and `"`, as \xNN, so that it can be undone. Cut at a whole byte where the buffer ends; always
 * terminated. Returns buffer.
 */
char *escape_text(const char *text, char *buffer, size_t size);

/* The same with another choice of the bytes that stay as they are. */
char *escape_but(const char *text, bool (*stays)(unsigned char byte), char *buffer, size_t size);
