// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "requirement.h"

#define COLUMNS 80

/* Begins a key, or goes on in the next line where a word does not fit. */
static void write_word(const struct writer *writer, int *column, const char *key, const char *word)
{
	int length = strlen(word);

	if (*column == 0) {
		*column = fprintf(writer->file, "%-7s = %s", key, word);
	} else if (*column + 1 + length + 2 > COLUMNS) {
		*column = fprintf(writer->file, " \\\n          %s", word) - 3;
	} else {
		*column += fprintf(writer->file, " %s", word);
	}
}

static void write_aliases(const struct writer *writer, const struct suggestion *rule)
{
	char pattern[CONFIG_WORD_MAX + 1];
	int column = 0;

	for (size_t i = 0; i < rule->n_aliases; i++)
		if (suggestion_pattern(rule->aliases[i]->alias, pattern) == 0)
			write_word(writer, &column, "alias", pattern);
	fputc('\n', writer->file);
}

/* Two aliases may name the same module. */
static void write_modules(const struct writer *writer, const struct suggestion *rule)
{
	int column = 0;

	for (size_t i = 0; i < rule->n_aliases; i++) {
		const struct studied_alias *alias = rule->aliases[i];

		for (size_t j = 0; j < alias->n_modules; j++)
			if (!suggestion_has_module(rule, i, alias->modules[j]))
				write_word(writer, &column, "module", alias->modules[j]);
	}
	fputc('\n', writer->file);
}

static void write_requester_conditions(const struct writer *writer, const struct suggested_who *who)
{
	char uid[16];
	int column = 0;

	for (size_t i = 0; i < who->n_units; i++)
		write_word(writer, &column, "unit", who->units[i]);
	if (column)
		fputc('\n', writer->file);
	column = 0;
	for (size_t i = 0; i < who->n_uids; i++) {
		snprintf(uid, sizeof(uid), "%u", who->uids[i]);
		write_word(writer, &column, "uid", uid);
	}
	if (column)
		fputc('\n', writer->file);
}

static void write_rule(const struct writer *writer, const struct suggestion *rule)
{
	char require[REQUIREMENT_TEXT_SIZE];

	fputc('\n', writer->file);
	suggestion_write_evidence(writer, rule);
	fprintf(writer->file, "[rule %s]\n", rule->name);
	write_aliases(writer, rule);
	if (writer->suggestions->name_modules)
		write_modules(writer, rule);
	write_requester_conditions(writer, &rule->who);
	fprintf(writer->file, "require = %s\n",
		requirement_format(&rule->who.require, require, sizeof(require)));
}

static char *write_all(const struct suggestions *suggestions, size_t requesters_max, size_t *size)
{
	char *text = NULL;
	struct writer writer = {
		.file = open_memstream(&text, size),
		.suggestions = suggestions,
		.requesters_max = requesters_max,
	};
	bool failed;

	if (!writer.file)
		return NULL;
	suggestions_write_header(&writer);
	for (size_t i = 0; i < suggestions->n_rules; i++)
		write_rule(&writer, &suggestions->rules[i]);
	suggestions_write_skipped(&writer);
	failed = ferror(writer.file);
	if (fclose(writer.file) == 0 && !failed)
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
