// SPDX-License-Identifier: GPL-2.0-or-later
/* A pattern and a text, with a newline between them: elements match what fnmatch(3) matches. */
#include <fnmatch.h>

#include "../unit/patterns.h"
#include "alias.h"
#include "fuzz.h"

/* That the elements of a pattern are all of it, in order. */
static void try_elements(const char *pattern)
{
	const char *end = pattern + strlen(pattern);

	while (*pattern) {
		const struct pattern_element element = pattern_take(pattern);

		ALWAYS(element.start == pattern && element.type != PATTERN_END);
		ALWAYS(element.length > 0 && element.length <= (size_t)(end - pattern));
		pattern += element.length;
	}
	ALWAYS(pattern == end);
}

static void try_text(const char *pattern, const char *text)
{
	if (!has_fault(pattern))
		ALWAYS(matches_apart(pattern, text) == (fnmatch(pattern, text, FNM_NOESCAPE) == 0));
}

/* Without `-`, an alias is matched as fnmatch(3) does. */
static void try_alias(const char *pattern, const char *text)
{
	if (!strchr(pattern, '-') && !strchr(text, '-'))
		ALWAYS(alias_matches(pattern, text) == (fnmatch(pattern, text, FNM_NOESCAPE) == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *pattern = text_of(data, size), *text = strchr(pattern, '\n');

	if (text && text - pattern <= PATTERN_MAX) {
		*text++ = '\0';
		text[strnlen(text, PATTERN_MAX)] = '\0';
		try_elements(pattern);
		try_text(pattern, text);
		try_alias(pattern, text);
	}
	free(pattern);
	return 0;
}
