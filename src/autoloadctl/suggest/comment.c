// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#define COLUMNS  80
#define TEXT_MAX 900

/* How much of the text goes into a line with room for so many bytes. */
static size_t line_length(const char *text, size_t room)
{
	size_t length = strlen(text), last = 0;

	if (length <= room)
		return length;
	for (size_t i = 0; i <= room; i++)
		if (text[i] == ' ')
			last = i;
	/* A word that is longer than a line stays whole. */
	return last ?: strcspn(text, " ");
}

/* Without blanks at the end, which would hide a backslash before them that continues the line. */
static size_t trimmed_length(const char *text, size_t length)
{
	while (length && text[length - 1] == ' ')
		length--;
	return length;
}

void comment_write(FILE *file, int indent, int hang, const char *format, ...)
{
	char buffer[TEXT_MAX + 1];
	const char *text = buffer;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(buffer, sizeof(buffer), format, arguments);
	va_end(arguments);
	for (bool is_first = true; *text; is_first = false) {
		int margin = indent + (is_first ? 0 : hang);
		size_t length = line_length(text, COLUMNS - 2 - margin);
		size_t printed = trimmed_length(text, length);

		fprintf(file, "# %*s%.*s", margin, "", (int)printed, text);
		fputs(printed && text[printed - 1] == '\\' ? ".\n" : "\n", file);
		text += length;
		text += strspn(text, " ");
	}
}
