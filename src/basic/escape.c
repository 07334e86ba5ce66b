// SPDX-License-Identifier: GPL-2.0-or-later
#include "escape.h"

#include <stdio.h>

static bool is_plain(unsigned char byte)
{
	return byte >= ' ' && byte <= '~' && byte != '\\' && byte != '"';
}

char *escape_but(const char *text, bool (*stays)(unsigned char byte), char *buffer, size_t size)
{
	size_t used = 0;

	for (; *text; text++) {
		unsigned char byte = *text;
		size_t needed = stays(byte) ? 1 : ESCAPED_BYTE;

		if (used + needed >= size)
			break;
		if (needed == 1)
			buffer[used] = *text;
		else
			snprintf(buffer + used, size - used, "\\x%02x", byte);
		used += needed;
	}
	buffer[used] = '\0';
	return buffer;
}

char *escape_text(const char *text, char *buffer, size_t size)
{
	return escape_but(text, is_plain, buffer, size);
}
