/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tests and fuzzers of patterns share: matching element by element, and patterns by chance. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "pattern.h"

#define PATTERN_SIZE 32
#define TEXT_SIZE    16

/* Whether fnmatch(3) and we may make something else of it; the config takes no such pattern. */
static inline bool has_fault(const char *pattern)
{
	struct pattern_element element = pattern_take(pattern);

	while (element.type < PATTERN_ENDLESS && element.type != PATTERN_END)
		element = pattern_take(element.start + element.length);
	return element.type != PATTERN_END;
}

static inline bool byte_is_of(const struct pattern_element *element, unsigned char byte)
{
	return element->type != PATTERN_END && pattern_element_matches(element, byte);
}

/* What fnmatch(3) should say of a pattern without faults. */
static inline bool matches_apart(const char *pattern, const char *text)
{
	const char *behind_star = NULL, *taken = NULL;

	while (*pattern || *text) {
		const struct pattern_element element = pattern_take(pattern);

		if (element.type == PATTERN_STAR) {
			behind_star = pattern += element.length;
			taken = text;
		} else if (*text && byte_is_of(&element, *text)) {
			pattern += element.length;
			text++;
		} else if (behind_star && *taken) {
			pattern = behind_star;
			text = ++taken;
		} else {
			return false;
		}
	}
	return true;
}

/* Numbers that are the same in each run. */
static inline unsigned int next_number(unsigned int limit)
{
	static unsigned int state = 1;

	state = state * 1103515245 + 12345;
	return (state >> 16) % limit;
}

static inline char random_byte(void)
{
	static const char bytes[] = "abx_-.:=[]!^*?\\aabbxx__--\xe4";

	return bytes[next_number(sizeof(bytes) - 1)];
}

/* Single bytes, and what few of them would make by chance. */
static inline void random_pattern(char pattern[static PATTERN_SIZE])
{
	static const char *const pieces[] = {
		"[",     "[",     "[",        "[!",       "[^",          "]",     "]",
		"]",     "]",     "[]",       "[!]",      "[^!",         "[!!",   "[a-x",
		"[+--]", "[%-z]", "[[:",      ":]",       "[:alpha:]",   "[.",    "[=",
		"[.x.]", "[=-=]", "[.].]",    "[===]",    "[.-.]",       "_-x",   "--x",
		"]-a",   "-[.x.", "[[:foo:]", "a-[:b:]]", "[[:punct:]]", "[*--]",
	};
	size_t used = 0;

	for (unsigned int n = next_number(9); n > 0; n--) {
		const char byte[] = { random_byte(), '\0' };
		const char *piece = byte;

		if (next_number(3) == 0)
			piece = pieces[next_number(sizeof(pieces) / sizeof(pieces[0]))];
		if (used + strlen(piece) < PATTERN_SIZE) {
			memcpy(pattern + used, piece, strlen(piece));
			used += strlen(piece);
		}
	}
	pattern[used] = '\0';
}

/* A byte that an element matches, if chance finds one. */
static inline char random_byte_of(const struct pattern_element *element)
{
	char byte = random_byte();

	for (int i = 0; i < 20 && !byte_is_of(element, byte); i++)
		byte = random_byte();
	return byte;
}

/* A text that a pattern matches, for every other one but for one byte. */
static inline void random_text(const char *pattern, char text[static TEXT_SIZE])
{
	size_t n = 0;

	while (*pattern && n < TEXT_SIZE - 3) {
		const struct pattern_element element = pattern_take(pattern);

		if (element.type != PATTERN_STAR)
			text[n++] = random_byte_of(&element);
		else
			for (unsigned int more = next_number(3); more > 0; more--)
				text[n++] = random_byte();
		pattern += element.length;
	}
	text[n] = '\0';
	if (n && next_number(2))
		text[next_number(n)] = random_byte();
}
