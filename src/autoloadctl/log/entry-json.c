// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry-json.h"

/* NULL also for an invalid number. */
static json_t *number_to_json(const struct entry *entry, enum entry_field field)
{
	int64_t number;

	return entry_number(entry, field, &number) ? json_integer(number) : NULL;
}

static json_t *confined_to_json(const struct entry *entry)
{
	bool confined = false;

	entry_confined(entry, &confined);
	return json_boolean(confined);
}

static json_t *field_to_json(const struct entry *entry, enum entry_field field)
{
	switch (field) {
	case ENTRY_PID:
	case ENTRY_TID:
	case ENTRY_UID:
	case ENTRY_EUID:
	case ENTRY_ERRNO:
	case ENTRY_CONFIG_LINE:
	case ENTRY_REPEATS:
		return number_to_json(entry, field);
	case ENTRY_CONFINED:
		return confined_to_json(entry);
	case ENTRY_MODULES:
		return json_from_words(entry->fields[field]);
	default:
		return json_string(entry->fields[field]);
	}
}

json_t *entry_to_json(const struct entry *entry)
{
	json_t *object = json_pack("{s:I}", "time", (json_int_t)entry->time);

	for (enum entry_field i = 0; object && i < N_ENTRY_FIELDS; i++)
		if (entry->fields[i])
			json_object_set_new(object, entry_field_key(i), field_to_json(entry, i));
	return object;
}
