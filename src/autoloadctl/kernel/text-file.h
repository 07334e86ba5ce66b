/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files and their lines. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads a file whole. Returns 0 and *text, for free(), of *size bytes with a NUL after them; -EFBIG
 * where it has more than limit bytes; or another negative errno.
 */
int text_file_read(const char *path, size_t limit, char **text, size_t *size);

/* A part of a text, not terminated. */
struct slice {
	const char *start;
	size_t length;
};

/*
 * Takes the first line, without its newline, off what is left of a text. Returns whether there was
 * one.
 */
bool slice_take_line(struct slice *rest, struct slice *line);

/* The same with words separated by blanks. */
bool slice_take_word(struct slice *rest, struct slice *word);

/* Copies what fits, terminated, into text of size bytes. Returns whether all of it did. */
bool slice_copy(const struct slice *slice, char *text, size_t size);
