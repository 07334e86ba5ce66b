// SPDX-License-Identifier: GPL-2.0-or-later
#include "pattern-relations.h"

#include <stdint.h>
#include <string.h>

/* An element has a byte of the pattern at least. */
#define TOKENS_MAX PATTERN_MAX
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
 * All bytes that an element matches. Of aliases, alias_matches() makes `_` of each `-`, so that no
 * text has one left.
 */
static void add_bytes(enum pattern_kind kind, struct token *token,
		      const struct pattern_element *element)
{
	bool is_folded = kind == PATTERN_ALIAS;

	if (element->type == PATTERN_BYTE) {
		add_byte(token, is_folded && *element->start == '-' ? '_' : *element->start);
		return;
	}
	for (int byte = 1; byte < BYTES; byte++)
		if (!(is_folded && byte == '-') &&
		    (element->type == PATTERN_ANY_BYTE || pattern_element_matches(element, byte)))
			add_byte(token, byte);
}

/* Returns whether it was understood. */
static bool parse(enum pattern_kind kind, const char *pattern, struct tokens *tokens)
{
	for (tokens->n = 0; *pattern; tokens->n++) {
		const struct pattern_element element = pattern_take(pattern);
		struct token *token = &tokens->list[tokens->n];

		if (tokens->n == TOKENS_MAX || element.length > PATTERN_MAX ||
		    element.type >= PATTERN_ENDLESS)
			return false;
		*token = (struct token){ .is_star = element.type == PATTERN_STAR };
		if (!token->is_star)
			add_bytes(kind, token, &element);
		pattern += element.length;
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
