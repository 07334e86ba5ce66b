/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a journal record as journald does (https://systemd.io/JOURNAL_NATIVE_PROTOCOL/). */
#pragma once

#include <check.h>
#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "journal.h"

struct field {
	char name[65];
	const char *value;
	size_t length;
};

/* journald drops fields of other names, and takes a leading underscore for one of its own. */
static inline void take_field_name(struct field *field, const char *name, size_t length)
{
	ck_assert(length > 0 && length < sizeof(field->name));
	memcpy(field->name, name, length);
	field->name[length] = '\0';
	ck_assert_msg(strspn(field->name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == length,
		      "\"%s\" is no field name", field->name);
	ck_assert_msg(!strchr("_0123456789", field->name[0]), "\"%s\" is no field name",
		      field->name);
}

/* Takes the field at *position, which must be whole, and moves on. False: the record ends there. */
static inline bool next_field(const struct journal_entry *record, size_t *position,
			      struct field *field)
{
	const char *start = record->data + *position, *end = record->data + record->size;
	size_t name_length;
	uint64_t length;

	ck_assert(start <= end);
	if (start == end)
		return false;
	name_length = strcspn(start, "=\n");
	ck_assert_int_eq(start[name_length], '\n');
	take_field_name(field, start, name_length);

	field->value = start + name_length + 1 + sizeof(length);
	ck_assert(field->value < end);
	memcpy(&length, start + name_length + 1, sizeof(length));
	field->length = le64toh(length);
	ck_assert_uint_lt(field->length, (size_t)(end - field->value));
	ck_assert_int_eq(field->value[field->length], '\n');
	*position = field->value + field->length + 1 - record->data;
	return true;
}

/* Reads the whole record; true when the field is there, once. */
static inline bool find_field(const struct journal_entry *record, const char *name,
			      struct field *found)
{
	struct field field;
	size_t position = 0;
	bool is_there = false;

	while (next_field(record, &position, &field)) {
		if (strcmp(field.name, name) != 0)
			continue;
		ck_assert_msg(!is_there, "%s is there twice", name);
		*found = field;
		is_there = true;
	}
	return is_there;
}

static inline void expect_field(const struct journal_entry *record, const char *name,
				const char *value)
{
	struct field field;

	ck_assert_msg(find_field(record, name, &field), "%s is missing", name);
	ck_assert_msg(field.length == strlen(value) &&
			      memcmp(field.value, value, field.length) == 0,
		      "%s should be \"%s\", but is \"%.*s\"", name, value, (int)field.length,
		      field.value);
}

static inline void expect_no_field(const struct journal_entry *record, const char *name)
{
	struct field field;

	ck_assert_msg(!find_field(record, name, &field), "%s should not be there", name);
}
