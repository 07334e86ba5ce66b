// SPDX-License-Identifier: GPL-2.0-or-later
#include "pattern.h"

#include <fnmatch.h>
#include <string.h>
#include <wctype.h>

/* "[:digit:]", "[.x.]" or "[=x=]". Returns its length; 0: it is none of these. */
static size_t measure_class(const char *text)
{
	size_t length = strspn(text + 2, "abcdefghijklmnopqrstuvwxyz");
	char name[sizeof("xdigit")];

	if (text[1] != ':')
		return text[2] && text[3] == text[1] && text[4] == ']' ? 5 : 0;
	if (length >= sizeof(name) || text[length + 2] != ':' || text[length + 3] != ']')
		return 0;
	memcpy(name, text + 2, length);
	name[length] = '\0';
	return wctype(name) ? length + 4 : 0;
}

/*
 * The length of what brackets list at a place; 0: it is not known where it ends. Behind "x-", a "["
 * is the end of a range for fnmatch(), also where a class seems to follow.
 */
static size_t measure_member(const char *first, const char *text)
{
	bool may_end_range = text > first + 1 && text[-1] == '-';

	if (text[0] != '[' || !text[1] || !strchr(":.=", text[1]))
		return 1;
	return may_end_range && text[1] != '.' ? 0 : measure_class(text);
}

static void take_brackets(struct pattern_element *element)
{
	const char *first, *text;

	/* Only one "!" or "^" is a sign, the next is a character. */
	element->is_complement = element->start[1] == '!' || element->start[1] == '^';
	text = first = element->start + 1 + element->is_complement;
	/* A "]" that comes first is one of the characters. */
	do {
		size_t length = *text ? measure_member(first, text) : 0;

		if (length == 0) {
			element->type = *text ? PATTERN_ODD_CLASS : PATTERN_ENDLESS;
			return;
		}
		text += length;
	} while (*text != ']');
	element->type = PATTERN_BRACKETS;
	element->length = text + 1 - element->start;
}

struct pattern_element pattern_take(const char *pattern)
{
	struct pattern_element element = { .type = PATTERN_BYTE, .start = pattern, .length = 1 };

	if (!*pattern)
		return (struct pattern_element){ .type = PATTERN_END, .start = pattern };
	if (*pattern == '*')
		element.type = PATTERN_STAR;
	else if (*pattern == '?')
		element.type = PATTERN_ANY_BYTE;
	else if (*pattern == '[')
		take_brackets(&element);
	return element;
}

bool pattern_element_matches(const struct pattern_element *element, unsigned char byte)
{
	const char text[] = { (char)byte, '\0' };
	char piece[PATTERN_MAX + 1];

	if (element->length > PATTERN_MAX)
		return false;
	memcpy(piece, element->start, element->length);
	piece[element->length] = '\0';
	return fnmatch(piece, text, FNM_NOESCAPE) == 0;
}
