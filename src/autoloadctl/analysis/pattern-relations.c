// SPDX-License-Identifier: GPL-2.0-or-later
#include "pattern-relations.h"

#include <fnmatch.h>
#include <stdint.h>
#include <string.h>

/* config.c takes no longer words. */
#define TOKENS_MAX 128
#define BYTES      256

/* A `*`, or one byte out of a set. */
struct token {
	bool is_star;
	uint64_t bytes[BYTES / 64];
};

struct tokens {
	struct token list[TOKENS_MAX];
	size_t n;
};

static void add_byte(struct token *token, unsigned char byte)
{
	token->bytes[byte / 64] |= UINT64_C(1) << (byte % 64);
}

/*
 * All bytes that a piece of a pattern, for one byte, matches. Where `-` equals `_`, alias_matches()
 * makes `_` of each in the text, so that no text has a `-` left.
 */
static void add_matching(enum pattern_kind kind, struct token *token, const char *piece)
{
	for (int byte = 1; byte < BYTES; byte++) {
		const char text[] = { (char)byte, '\0' };

		if ((kind != PATTERN_ALIAS || byte != '-') &&
		    fnmatch(piece, text, FNM_NOESCAPE) == 0)
			add_byte(token, byte);
	}
}

/* The length of the brackets that a text begins with; 0: they don't end, or have a class in them.
 */
static size_t measure_brackets(const char *text)
{
	/* A "]" that comes first is one of the characters. */
	size_t first = 1 + (text[1] == '!' || text[1] == '^');
	const char *close = text[first] ? strchr(text + first + 1, ']') : NULL;
	size_t length = close ? (size_t)(close - text) + 1 : 0;

	if (memmem(text + 1, length ? length - 1 : 0, "[:", 2) ||
	    memmem(text + 1, length ? length - 1 : 0, "[.", 2) ||
	    memmem(text + 1, length ? length - 1 : 0, "[=", 2))
		return 0;
	return length;
}

/* Adds the brackets that a text begins with. Returns their length; 0: it can't. */
static size_t add_brackets(enum pattern_kind kind, struct token *token, const char *text)
{
	char piece[TOKENS_MAX + 1];
	size_t length = measure_brackets(text);

	if (length == 0 || length > TOKENS_MAX || memchr(text, '\\', length))
		return 0;
	memcpy(piece, text, length);
	piece[length] = '\0';
	add_matching(kind, token, piece);
	return length;
}

/* Returns whether it was understood. */
static bool parse(enum pattern_kind kind, const char *pattern, struct tokens *tokens)
{
	for (tokens->n = 0; *pattern; tokens->n++) {
		struct token *token = &tokens->list[tokens->n];
		size_t length = 1;

		if (tokens->n == TOKENS_MAX)
			return false;
		*token = (struct token){ .is_star = *pattern == '*' };
		if (*pattern == '[')
			length = add_brackets(kind, token, pattern);
		else if (*pattern == '?')
			add_matching(kind, token, "?");
		else if (kind == PATTERN_ALIAS)
			add_byte(token, *pattern == '-' ? '_' : *pattern);
		else
			add_byte(token, *pattern);
		if (length == 0 || (kind == PATTERN_ALIAS && *pattern == '\\'))
			return false;
		pattern += length;
	}
	return true;
}

static bool includes(const struct token *token, const struct token *other)
{
	for (size_t i = 0; i < BYTES / 64; i++)
		if (other->bytes[i] & ~token->bytes[i])
			return false;
	return true;
}

static bool overlap(const struct token *one, const struct token *other)
{
	for (size_t i = 0; i < BYTES / 64; i++)
		if (one->bytes[i] & other->bytes[i])
			return true;
	return false;
}

/*
 * row[j] is whether the tokens from i on cover those of the other from j on. A `*` takes in any
 * number of the other's tokens, `*` too; else one token has to include another.
 */
static bool covers(const struct tokens *tokens, const struct tokens *other)
{
	bool row[TOKENS_MAX + 1] = { false };

	row[other->n] = true;
	for (size_t i = tokens->n; i > 0; i--) {
		const struct token *token = &tokens->list[i - 1];
		bool next = row[other->n]; /* row[j + 1] of the row before */

		row[other->n] = token->is_star && next;
		for (size_t j = other->n; j > 0; j--) {
			const struct token *taken = &other->list[j - 1];
			bool before = row[j - 1];

			row[j - 1] = token->is_star
					     ? before || row[j]
					     : next && !taken->is_star && includes(token, taken);
			next = before;
		}
	}
	return row[0];
}

/* row[j] is whether some text is matched by the tokens of one from i on and the other's from j on.
 */
static bool meet(const struct tokens *one, const struct tokens *other)
{
	bool row[TOKENS_MAX + 1] = { false };

	row[other->n] = true;
	for (size_t j = other->n; j > 0; j--)
		row[j - 1] = row[j] && other->list[j - 1].is_star;
	for (size_t i = one->n; i > 0; i--) {
		const struct token *token = &one->list[i - 1];
		bool next = row[other->n];

		row[other->n] = token->is_star && next;
		for (size_t j = other->n; j > 0; j--) {
			const struct token *met = &other->list[j - 1];
			bool before = row[j - 1];

			if (token->is_star || met->is_star)
				row[j - 1] = before || row[j];
			else
				row[j - 1] = next && overlap(token, met);
			next = before;
		}
	}
	return row[0];
}

/* Most patterns begin with different letters: nothing has to be parsed then. */
static bool begin_differently(enum pattern_kind kind, const char *one, const char *other)
{
	if (strchr("*?[\\", *one) || strchr("*?[\\", *other))
		return false;
	if (kind == PATTERN_ALIAS && strchr("-_", *one) && strchr("-_", *other))
		return false;
	return *one != *other;
}

bool pattern_covers(enum pattern_kind kind, const char *pattern, const char *other)
{
	struct tokens covering, covered;

	if (strcmp(pattern, other) == 0)
		return true;
	return !begin_differently(kind, pattern, other) && parse(kind, pattern, &covering) &&
	       parse(kind, other, &covered) && covers(&covering, &covered);
}

bool pattern_meets(enum pattern_kind kind, const char *one, const char *other)
{
	struct tokens left, right;

	if (begin_differently(kind, one, other))
		return false;
	return !parse(kind, one, &left) || !parse(kind, other, &right) || meet(&left, &right);
}

bool pattern_has_wildcards(const char *pattern)
{
	return strpbrk(pattern, "*?[") != NULL;
}
