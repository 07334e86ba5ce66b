// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry-json.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* NULL also for what is no number. */
static json_t *number_to_json(const char *text)
{
	char *end;
	long long number = strtoll(text, &end, 10);

	return isdigit((unsigned char)*text) && !*end ? json_integer(number) : NULL;
}

static json_t *field_to_json(enum record_field field, const char *text)
{
	switch (field) {
	case RECORD_PID:
	case RECORD_TID:
	case RECORD_UID:
	case RECORD_EUID:
	case RECORD_ERRNO:
	case RECORD_CONFIG_LINE:
	case RECORD_REPEATS:
		return number_to_json(text);
	case RECORD_CONFINED:
		return json_boolean(strcmp(text, "yes") == 0);
	case RECORD_MODULES:
		return json_from_words(text);
	default:
		return json_string(text);
	}
}

json_t *record_to_json(const struct record *record)
{
	json_t *object = json_pack("{s:I}", "time", (json_int_t)record->time);

	for (enum record_field i = 0; object && i < N_RECORD_FIELDS; i++)
		if (record->fields[i])
			json_object_set_new(object, record_field_key(i),
					    field_to_json(i, record->fields[i]));
	return object;
}
