// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "requirement.h"

#define COLUMNS 80

/* Begins a key, or goes on in the next line where a word does not fit. */
static void write_word(const struct writing *writing, int *column, const char *key,
		       const char *word)
{
	int length = strlen(word);

	if (*column == 0) {
		*column = fprintf(writing->file, "%-7s = %s", key, word);
	} else if (*column + 1 + length + 2 > COLUMNS) {
		*column = fprintf(writing->file, " \\\n          %s", word) - 3;
	} else {
		*column += fprintf(writing->file, " %s", word);
	}
}

static void write_aliases(const struct writing *writing, const struct suggestion *rule)
{
	char pattern[CONFIG_WORD_MAX + 1];
	int column = 0;

	for (size_t i = 0; i < rule->n_aliases; i++)
		if (suggestion_pattern(rule->aliases[i]->alias, pattern) == 0)
			write_word(writing, &column, "alias", pattern);
	fputc('\n', writing->file);
}

/* Two aliases may name the same module. */
static void write_modules(const struct writing *writing, const struct suggestion *rule)
{
	int column = 0;

	for (size_t i = 0; i < rule->n_aliases; i++) {
		const struct studied_alias *alias = rule->aliases[i];

		for (size_t j = 0; j < alias->n_modules; j++)
			if (!suggestion_has_module(rule, i, alias->modules[j]))
				write_word(writing, &column, "module", alias->modules[j]);
	}
	fputc('\n', writing->file);
}

static void write_who(const struct writing *writing, const struct suggested_who *who)
{
	char uid[16];
	int column = 0;

	for (size_t i = 0; i < who->n_units; i++)
		write_word(writing, &column, "unit", who->units[i]);
	if (column)
		fputc('\n', writing->file);
	column = 0;
	for (size_t i = 0; i < who->n_uids; i++) {
		snprintf(uid, sizeof(uid), "%u", who->uids[i]);
		write_word(writing, &column, "uid", uid);
	}
	if (column)
		fputc('\n', writing->file);
}

static void write_rule(const struct writing *writing, const struct suggestion *rule)
{
	char require[REQUIREMENT_TEXT_SIZE];

	fputc('\n', writing->file);
	suggestion_tell_evidence(writing, rule);
	fprintf(writing->file, "[rule %s]\n", rule->name);
	write_aliases(writing, rule);
	if (writing->suggestions->name_modules)
		write_modules(writing, rule);
	write_who(writing, &rule->who);
	fprintf(writing->file, "require = %s\n",
		requirement_format(&rule->who.require, require, sizeof(require)));
}

static char *write_all(const struct suggestions *suggestions, size_t requesters_max, size_t *size)
{
	char *text = NULL;
	struct writing writing = {
		.file = open_memstream(&text, size),
		.suggestions = suggestions,
		.requesters_max = requesters_max,
	};
	bool failed;

	if (!writing.file)
		return NULL;
	suggestions_tell_header(&writing);
	for (size_t i = 0; i < suggestions->n_rules; i++)
		write_rule(&writing, &suggestions->rules[i]);
	suggestions_tell_rest(&writing);
	failed = ferror(writing.file);
	if (fclose(writing.file) == 0 && !failed)
		return text;
	free(text);
	return NULL;
}

char *suggestions_text(struct suggestions *suggestions)
{
	size_t requesters_max = STUDY_REQUESTERS_MAX, size;
	char *text = write_all(suggestions, requesters_max, &size);

	while (text && size > CONFIG_SIZE_MAX && (requesters_max || suggestions->n_rules)) {
		if (requesters_max == 0)
			suggestions_drop_last(suggestions);
		requesters_max /= 4;
		free(text);
		text = write_all(suggestions, requesters_max, &size);
	}
	return text;
}
