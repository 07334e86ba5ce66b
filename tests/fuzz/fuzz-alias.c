// SPDX-License-Identifier: GPL-2.0-or-later
/* A pattern and an alias, with a newline between them; and whatever else takes a text. */
#include "alias.h"
#include "escape.h"
#include "fuzz.h"
#include "words.h"

static void swap_dashes(char *text)
{
	for (; *text; text++) {
		if (*text == '-')
			*text = '_';
		else if (*text == '_')
			*text = '-';
	}
}

static void try_alias(const char *pattern, char *alias)
{
	char *same = strdup(alias);
	bool matches = alias_matches(pattern, alias);

	ALWAYS(same);
	ALWAYS(module_names_equal(alias, alias));
	swap_dashes(same);
	ALWAYS(module_names_equal(alias, same));
	ALWAYS(alias_matches(pattern, same) == matches);
	free(same);
}

static void try_escape(const char *text, size_t size)
{
	char *buffer = malloc(size);

	ALWAYS(buffer);
	escape_text(text, buffer, size);
	for (const char *c = buffer; *c; c++)
		ALWAYS(*c >= ' ' && *c <= '~' && *c != '"');
	free(buffer);
}

static void try_words(const char *text)
{
	char **words = words_split(text);

	ALWAYS(words);
	for (char **word = words; *word; word++)
		ALWAYS(**word && !strpbrk(*word, " \t"));
	words_free(words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *pattern = text_of(data, size), *newline = strchr(pattern, '\n');

	try_escape(pattern, size + 1);
	try_words(pattern);
	if (newline) {
		*newline = '\0';
		try_alias(pattern, newline + 1);
	}
	free(pattern);
	return 0;
}
