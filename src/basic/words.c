// SPDX-License-Identifier: GPL-2.0-or-later
#include "words.h"

#include <stdlib.h>
#include <string.h>

#define BLANKS " \t"

/* Where the word at or after text begins; at the end of the text: the terminating NUL. */
static const char *skip_blanks(const char *text)
{
	return text + strspn(text, BLANKS);
}

static size_t count_words(const char *text)
{
	size_t count = 0;

	for (text = skip_blanks(text); *text; text = skip_blanks(text)) {
		text += strcspn(text, BLANKS);
		count++;
	}
	return count;
}

char **words_split(const char *text)
{
	char **words = calloc(count_words(text) + 1, sizeof(*words));
	size_t n = 0;

	if (!words)
		return NULL;
	for (text = skip_blanks(text); *text; text = skip_blanks(text)) {
		size_t length = strcspn(text, BLANKS);

		words[n] = strndup(text, length);
		if (!words[n++]) {
			words_free(words);
			return NULL;
		}
		text += length;
	}
	return words;
}

void words_free(char **words)
{
	if (!words)
		return;
	for (char **word = words; *word; word++)
		free(*word);
	free(words);
}
