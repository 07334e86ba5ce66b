// SPDX-License-Identifier: GPL-2.0-or-later
#include "alias.h"

#include <fnmatch.h>
#include <stddef.h>
#include <string.h>

/* Longer names than this are cut for the comparison; none of the kernel's is. */
#define NAME_SIZE 256

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
	size_t close = 0; /* of the brackets that are open */

	for (size_t i = 0; i < length; i++) {
		if (i >= close && pattern[i] == '[') {
			/* A "]" that comes first is one of the characters. */
			size_t first = i + 1 + (pattern[i + 1] == '!' || pattern[i + 1] == '^');

			close = first < length ? first + 1 : length;
			close += strcspn(pattern + close, "]");
		}
		folded[i] = i < close ? pattern[i] : fold(pattern[i]);
	}
	folded[length] = '\0';
}

bool alias_matches(const char *pattern, const char *alias)
{
	char folded_pattern[NAME_SIZE], folded_alias[NAME_SIZE];

	fold_pattern(pattern, folded_pattern);
	fold_name(alias, folded_alias);
	return fnmatch(folded_pattern, folded_alias, 0) == 0;
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
