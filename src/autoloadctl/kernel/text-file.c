// SPDX-License-Identifier: GPL-2.0-or-later
#include "text-file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"

#define CHUNK (256 * 1024)

int text_file_read(const char *path, size_t limit, char **ret, size_t *size)
{
	_cleanup_fclose_ FILE *file = fopen(path, "re");
	_cleanup_free_ char *text = NULL;
	size_t used = 0, n;

	if (!file)
		return -errno;
	do {
		char *grown = realloc(text, used + CHUNK + 1);

		if (!grown)
			return -ENOMEM;
		text = grown;
		n = fread(text + used, 1, CHUNK, file);
		used += n;
	} while (n == CHUNK && used <= limit);
	if (ferror(file))
		return -errno;
	if (used > limit)
		return -EFBIG;
	text[used] = '\0';
	*ret = steal_pointer(&text);
	*size = used;
	return 0;
}

bool slice_take_line(struct slice *rest, struct slice *line)
{
	const char *end;

	if (rest->length == 0)
		return false;
	end = memchr(rest->start, '\n', rest->length);
	*line = (struct slice){ rest->start, end ? (size_t)(end - rest->start) : rest->length };
	rest->start += line->length + !!end;
	rest->length -= line->length + !!end;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static size_t count(const struct slice *slice, bool blanks)
{
	size_t n = 0;

	while (n < slice->length && is_blank(slice->start[n]) == blanks)
		n++;
	return n;
}

/* An empty slice need not point anywhere, and to add even 0 to NULL is undefined. */
static void skip(struct slice *slice, size_t n)
{
	if (n == 0)
		return;
	slice->start += n;
	slice->length -= n;
}

bool slice_take_word(struct slice *rest, struct slice *word)
{
	skip(rest, count(rest, true));
	*word = (struct slice){ rest->start, count(rest, false) };
	skip(rest, word->length);
	return word->length > 0;
}

bool slice_copy(const struct slice *slice, char *text, size_t size)
{
	size_t length = slice->length < size ? slice->length : size - 1;

	memcpy(text, slice->start, length);
	text[length] = '\0';
	return length == slice->length;
}
