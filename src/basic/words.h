/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of words: arrays of strings that end with NULL. */
#pragma once

#include <stddef.h>

/* Splits text at blanks. Returns a list for words_free(), possibly empty; NULL: no memory. */
char **words_split(const char *text);

/* Releases a list and its words; NULL is fine. */
void words_free(char **words);

/* For the cleanup attribute. */
static inline void cleanup_words(char ***words)
{
	words_free(*words);
}
