// SPDX-License-Identifier: GPL-2.0-or-later
#include "alias.h"

#include <fnmatch.h>
#include <stddef.h>
#include <string.h>

#include "pattern.h"

/* Longer names than this are cut for the comparison; none of the kernel's is. */
#define NAME_SIZE 256

_Static_assert(PATTERN_MAX < NAME_SIZE, "no pattern of the policy is cut");

static char fold(char c)
{
	return c == '-' ? '_' : c;
}

static void fold_name(const char *name, char folded[static NAME_SIZE])
{
	size_t length = strnlen(name, NAME_SIZE - 1);

	for (size_t i = 0; i < length; i++)
		folded[i] = fold(name[i]);
	folded[length] = '\0';
}

/* A `-` between brackets is a range and stays. */
static void fold_pattern(const char *pattern, char folded[static NAME_SIZE])
{
	size_t length = strnlen(pattern, NAME_SIZE - 1);

	memcpy(folded, pattern, length);
	folded[length] = '\0';
	for (char *text = folded; *text;) {
		const struct pattern_element element = pattern_take(text);

		for (size_t i = 0; i < element.length && element.type != PATTERN_BRACKETS; i++)
			text[i] = fold(text[i]);
		text += element.length;
	}
}

bool alias_matches(const char *pattern, const char *alias)
{
	char folded_pattern[NAME_SIZE], folded_alias[NAME_SIZE];

	fold_pattern(pattern, folded_pattern);
	fold_name(alias, folded_alias);
	return fnmatch(folded_pattern, folded_alias, FNM_NOESCAPE) == 0;
}

bool alias_matches_any(char *const *patterns, const char *alias)
{
	for (; *patterns; patterns++)
		if (alias_matches(*patterns, alias))
			return true;
	return false;
}

int module_names_compare(const char *one, const char *other)
{
	while (*one && fold(*one) == fold(*other)) {
		one++;
		other++;
	}
	return (unsigned char)fold(*one) - (unsigned char)fold(*other);
}

bool module_names_equal(const char *one, const char *other)
{
	return module_names_compare(one, other) == 0;
}
