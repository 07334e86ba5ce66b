// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(name, key)                    \
	{                                   \
		name, sizeof(name) - 1, key \
	}

/* In the order of enum record_field: what the journal calls it, and JSON. */
static const struct {
	const char *name;
	size_t length; /* most names differ in it already */
	const char *key;
} names[N_RECORD_FIELDS] = {
	[RECORD_MESSAGE] = FIELD("MESSAGE", "message"),
	[RECORD_MESSAGE_ID] = FIELD("MESSAGE_ID", "message_id"),
	[RECORD_HOSTNAME] = FIELD("_HOSTNAME", "hostname"),
	[RECORD_ERRNO] = FIELD("ERRNO", "errno"),
	[RECORD_ALIAS] = FIELD("AUTOLOAD_ALIAS", "alias"),
	[RECORD_MODULES] = FIELD("AUTOLOAD_MODULES", "modules"),
	[RECORD_DECISION] = FIELD("AUTOLOAD_DECISION", "decision"),
	[RECORD_REASON] = FIELD("AUTOLOAD_REASON", "reason"),
	[RECORD_MODE] = FIELD("AUTOLOAD_MODE", "mode"),
	[RECORD_REQUIRE] = FIELD("AUTOLOAD_REQUIRE", "require"),
	[RECORD_RULE] = FIELD("AUTOLOAD_RULE", "rule"),
	[RECORD_CONFIG_FILE] = FIELD("AUTOLOAD_CONFIG_FILE", "config_file"),
	[RECORD_CONFIG_LINE] = FIELD("AUTOLOAD_CONFIG_LINE", "config_line"),
	[RECORD_REQUESTER] = FIELD("AUTOLOAD_REQUESTER", "requester"),
	[RECORD_PID] = FIELD("AUTOLOAD_PID", "pid"),
	[RECORD_TID] = FIELD("AUTOLOAD_TID", "tid"),
	[RECORD_UID] = FIELD("AUTOLOAD_UID", "uid"),
	[RECORD_EUID] = FIELD("AUTOLOAD_EUID", "euid"),
	[RECORD_CAPS] = FIELD("AUTOLOAD_CAPS", "caps"),
	[RECORD_USERNS] = FIELD("AUTOLOAD_USERNS", "userns"),
	[RECORD_CONFINED] = FIELD("AUTOLOAD_CONFINED", "confined"),
	[RECORD_COMM] = FIELD("AUTOLOAD_COMM", "comm"),
	[RECORD_EXE] = FIELD("AUTOLOAD_EXE", "exe"),
	[RECORD_UNIT] = FIELD("AUTOLOAD_UNIT", "unit"),
	[RECORD_CALLER] = FIELD("AUTOLOAD_CALLER", "caller"),
	[RECORD_REPEATS] = FIELD("AUTOLOAD_REPEATS", "repeats"),
};

const char *record_field_name(enum record_field field)
{
	return names[field].name;
}

const char *record_field_key(enum record_field field)
{
	return names[field].key;
}

bool record_decision(const struct record *record, enum decision *decision)
{
	const char *name = record->fields[RECORD_DECISION];

	return name && decision_from_name(name, decision) == 0;
}

uint64_t record_requests(const struct record *record)
{
	const char *text = record->fields[RECORD_REPEATS];
	uint64_t repeats = text ? strtoull(text, NULL, 10) : 0;

	/* More than the gate counts, and the sum of many must not overflow. */
	return 1 + (repeats < UINT32_MAX ? repeats : UINT32_MAX);
}

void record_clear(struct record *record)
{
	memset(record->fields, 0, sizeof(record->fields));
	record->used = 0;
}

/* Adds a text, made printable. Returns its place; NULL if there is no room. */
static const char *add_text(struct record *record, const char *data, size_t size)
{
	char *start = record->text + record->used;
	size_t left = RECORD_TEXT_SIZE - record->used, length = 0;

	for (size_t i = 0; i < size; i++) {
		unsigned char byte = data[i];

		if (length + sizeof("\\xNN") > left)
			return NULL;
		/* Backslashes stay: the gate has written \xNN already. */
		if (byte >= ' ' && byte <= '~')
			start[length++] = byte;
		else
			length += snprintf(start + length, left - length, "\\x%02x", byte);
	}
	if (length == left)
		return NULL;
	start[length++] = '\0';
	record->used += length;
	return start;
}

void record_add(struct record *record, const char *data, size_t size)
{
	const char *equals = memchr(data, '=', size);
	size_t length = equals ? (size_t)(equals - data) : size;

	for (size_t i = 0; equals && i < N_RECORD_FIELDS; i++) {
		if (names[i].length != length || memcmp(names[i].name, data, length) != 0)
			continue;
		if (!record->fields[i])
			record->fields[i] = add_text(record, equals + 1, size - length - 1);
		return;
	}
}
