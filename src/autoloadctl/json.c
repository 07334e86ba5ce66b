// SPDX-License-Identifier: GPL-2.0-or-later
#include "json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "escape.h"
#include "requirement.h"
#include "words.h"

json_t *json_from_text(const char *text)
{
	size_t size = strlen(text) * ESCAPED_BYTE + 1;
	_cleanup_free_ char *escaped = malloc(size);

	return escaped ? json_string(escape_text(text, escaped, size)) : NULL;
}

json_t *json_from_words(const char *text)
{
	_cleanup_(cleanup_words) char **words = words_split(text);
	json_t *array = words ? json_array() : NULL;

	for (char **word = words; word && *word; word++)
		json_add(&array, json_string(*word));
	return array;
}

json_t *json_from_requirement(const struct requirement *require)
{
	char text[REQUIREMENT_TEXT_SIZE];

	return json_from_words(requirement_format(require, text, sizeof(text)));
}

json_t *json_from_counts(const uint64_t counts[static N_DECISIONS])
{
	return json_pack("{s:I, s:I, s:I}", "allowed", (json_int_t)counts[DECISION_ALLOWED],
			 "refused", (json_int_t)counts[DECISION_REFUSED], "would_refuse",
			 (json_int_t)counts[DECISION_WOULD_REFUSE]);
}

json_t *json_join(json_t *object, json_t *more)
{
	if (json_object_update_new(object, more) == 0)
		return object;
	json_decref(object);
	return NULL;
}

void json_add(json_t **array, json_t *value)
{
	if (json_array_append_new(*array, value) == 0)
		return;
	json_decref(*array);
	*array = NULL;
}

int json_print(const struct output *output, json_t *value)
{
	size_t flags = output->json == JSON_PRETTY ? JSON_INDENT(2) : JSON_COMPACT;
	int r;

	if (!value)
		return -ENOMEM;
	r = json_dumpf(value, stdout, flags | JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
	putchar('\n');
	json_decref(value);
	return r < 0 && !ferror(stdout) ? -ENOMEM : 0;
}
