// SPDX-License-Identifier: GPL-2.0-or-later
#include "pattern.h"

#include <string.h>
#include <wchar.h>
#include <wctype.h>

/* What brackets list at one place: the bytes from first to last, or those of a class. */
struct member {
	unsigned char first;
	unsigned char last;
	wctype_t class; /* 0: none */
};

static bool begins_class(const char *text, char mark)
{
	return text[0] == '[' && text[1] == mark;
}

/* "[:digit:]". Returns its length; 0: there is no such class. */
static size_t read_class(const char *text, struct member *member)
{
	char name[sizeof("[:xdigit:]")];
	size_t length = strspn(text + 2, "abcdefghijklmnopqrstuvwxyz");

	if (length >= sizeof(name) || text[length + 2] != ':' || text[length + 3] != ']')
		return 0;
	memcpy(name, text + 2, length);
	name[length] = '\0';
	member->class = wctype(name);
	return member->class ? length + 4 : 0;
}

/* "[.x.]" or "[=x=]", where x may be any byte, "]" too. Returns the length; 0: it is longer. */
static size_t read_named_byte(const char *text, unsigned char *byte)
{
	if (!text[2] || text[3] != text[1] || text[4] != ']')
		return 0;
	*byte = text[2];
	return 5;
}

/* What a range may begin or end with. Returns the length; 0: there is no such thing. */
static size_t read_byte(enum pattern_kind kind, const char *text, unsigned char *byte)
{
	bool is_escaped = kind == PATTERN_ALIAS && text[0] == '\\' && text[1];

	if (begins_class(text, '.'))
		return read_named_byte(text, byte);
	if (begins_class(text, ':') || begins_class(text, '='))
		return 0;
	*byte = text[is_escaped];
	return *byte ? 1 + is_escaped : 0;
}

/* "x", or "x-y"; a "-" that is last is one of the bytes. Returns the length; 0: it can't. */
static size_t read_range(enum pattern_kind kind, const char *text, struct member *member)
{
	size_t length = read_byte(kind, text, &member->first), more;

	member->last = member->first;
	if (length == 0 || text[length] != '-' || !text[length + 1])
		return length;
	/* In "[[.x.]-]", x is not listed for glibc (2.36): it takes that for a range without an
	 * end. */
	if (text[length + 1] == ']')
		return begins_class(text, '.') ? 0 : length;
	more = read_byte(kind, text + length + 1, &member->last);
	return more ? length + 1 + more : 0;
}

/* Returns the length of what brackets list at a place; 0: it is not known where it ends. */
static size_t read_member(enum pattern_kind kind, const char *text, struct member *member)
{
	size_t length;

	*member = (struct member){ 0 };
	if (begins_class(text, ':'))
		return read_class(text, member);
	if (!begins_class(text, '='))
		return read_range(kind, text, member);
	length = read_named_byte(text, &member->first);
	member->last = member->first;
	return length;
}

/* Only one "!" or "^" is a sign, the next is a character. */
static const char *first_member(const struct pattern_element *brackets)
{
	return brackets->start + 1 + brackets->is_complement;
}

/* A "[" and what comes with it. */
static void take_brackets(struct pattern_element *element)
{
	const char *text;

	element->is_complement = element->start[1] == '!' || element->start[1] == '^';
	text = first_member(element);
	/* A "]" that comes first is one of the characters. */
	do {
		struct member member;
		size_t length = read_member(element->kind, text, &member);

		if (length == 0) {
			element->type = *text ? PATTERN_ODD_CLASS : PATTERN_ENDLESS;
			return;
		}
		text += length;
	} while (*text != ']');
	element->type = PATTERN_BRACKETS;
	element->length = text + 1 - element->start;
}

static void take_backslash(struct pattern_element *element)
{
	if (!element->start[1]) {
		element->type = PATTERN_LAST_BACKSLASH;
		return;
	}
	element->byte = element->start[1];
	element->length = 2;
}

struct pattern_element pattern_take(enum pattern_kind kind, const char *pattern)
{
	struct pattern_element element = {
		.type = PATTERN_BYTE, .kind = kind, .start = pattern, .length = 1, .byte = *pattern
	};

	if (!*pattern)
		return (struct pattern_element){ .type = PATTERN_END, .start = pattern };
	if (*pattern == '*')
		element.type = PATTERN_STAR;
	else if (*pattern == '?')
		element.type = PATTERN_ANY_BYTE;
	else if (*pattern == '[')
		take_brackets(&element);
	else if (*pattern == '\\' && kind == PATTERN_ALIAS)
		take_backslash(&element);
	return element;
}

static bool member_has(const struct member *member, unsigned char byte)
{
	if (member->class)
		return iswctype(btowc(byte), member->class);
	return byte >= member->first && byte <= member->last;
}

bool pattern_lists(const struct pattern_element *brackets, unsigned char byte)
{
	const char *end = brackets->start + brackets->length - 1;
	const char *text = first_member(brackets);

	while (text < end) {
		struct member member;

		text += read_member(brackets->kind, text, &member);
		if (member_has(&member, byte))
			return true;
	}
	return false;
}
