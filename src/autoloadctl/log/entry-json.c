// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry-json.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"

/* NULL also for what is no number. */
static json_t *number_to_json(const char *text)
{
	char *end;
	long long number = strtoll(text, &end, 10);

	return isdigit((unsigned char)*text) && !*end ? json_integer(number) : NULL;
}

static json_t *field_to_json(enum entry_field field, const char *text)
{
	switch (field) {
	case ENTRY_PID:
	case ENTRY_TID:
	case ENTRY_UID:
	case ENTRY_EUID:
	case ENTRY_ERRNO:
	case ENTRY_CONFIG_LINE:
	case ENTRY_REPEATS:
		return number_to_json(text);
	case ENTRY_CONFINED:
		return json_boolean(strcmp(text, "yes") == 0);
	case ENTRY_MODULES:
		return output_json_words(text);
	default:
		return json_string(text);
	}
}

json_t *entry_to_json(const struct entry *entry)
{
	json_t *object = json_pack("{s:I}", "time", (json_int_t)entry->time);

	for (enum entry_field i = 0; object && i < N_ENTRY_FIELDS; i++)
		if (entry->fields[i])
			json_object_set_new(object, entry_field_key(i),
					    field_to_json(i, entry->fields[i]));
	return object;
}
