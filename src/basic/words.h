/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of words: arrays of strings that end with NULL. */
#pragma once

#include <stddef.h>

/* Splits text at blanks. Returns a list for words_free(), possibly empty; NULL: no memory. */
char **words_split(const char *text);

/* Releases a list and its words; NULL is fine. */
void words_free(char **words);

/* The place of a word in an array of n; -EINVAL: it is not there. */
int word_find(const char *const *words, size_t n, const char *word);

/* For the cleanup attribute. */
static inline void cleanup_words(char ***words)
{
	words_free(*words);
}
