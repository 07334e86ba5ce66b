// SPDX-License-Identifier: GPL-2.0-or-later
#include "printable.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "escape.h"

static bool is_printable(unsigned char byte)
{
	return byte >= ' ' && byte <= '~';
}

char *escape_controls(const char *text, char *buffer, size_t size)
{
	return escape_but(text, is_printable, buffer, size);
}

char *escape_file(const char *text, size_t size)
{
	char *buffer = malloc(size * ESCAPED_BYTE + 1), *end = buffer;

	if (!buffer)
		return NULL;
	for (size_t i = 0; i < size; i++)
		if (is_printable(text[i]) || text[i] == '\t' || text[i] == '\n')
			*end++ = text[i];
		else
			end += sprintf(end, "\\x%02x", (unsigned char)text[i]);
	*end = '\0';
	return buffer;
}

/* The byte of "\xNN"; 0 where it is none. */
static unsigned char escaped_byte(const char *text)
{
	char digits[3];

	if (text[1] != 'x' || !isxdigit((unsigned char)text[2]) ||
	    !isxdigit((unsigned char)text[3]))
		return 0;
	digits[0] = text[2];
	digits[1] = text[3];
	digits[2] = '\0';
	return strtoul(digits, NULL, 16);
}

int unescape_text(const char *text, char *buffer, size_t size)
{
	size_t used = 0;

	while (*text) {
		unsigned char byte = *text == '\\' ? escaped_byte(text) : *text;

		if (!byte)
			return -EINVAL;
		if (used + 1 >= size)
			return -ENOBUFS;
		text += *text == '\\' ? ESCAPED_BYTE : 1;
		buffer[used++] = byte;
	}
	buffer[used] = '\0';
	return 0;
}
