// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(name, key)                    \
	{                                   \
		name, sizeof(name) - 1, key \
	}

/* In the order of enum entry_field: what the journal calls it, and JSON. */
static const struct {
	const char *name;
	size_t length; /* most names differ in it already */
	const char *key;
} names[N_ENTRY_FIELDS] = {
	[ENTRY_MESSAGE] = FIELD("MESSAGE", "message"),
	[ENTRY_MESSAGE_ID] = FIELD("MESSAGE_ID", "message_id"),
	[ENTRY_HOSTNAME] = FIELD("_HOSTNAME", "hostname"),
	[ENTRY_ERRNO] = FIELD("ERRNO", "errno"),
	[ENTRY_ALIAS] = FIELD("AUTOLOAD_ALIAS", "alias"),
	[ENTRY_MODULES] = FIELD("AUTOLOAD_MODULES", "modules"),
	[ENTRY_DECISION] = FIELD("AUTOLOAD_DECISION", "decision"),
	[ENTRY_REASON] = FIELD("AUTOLOAD_REASON", "reason"),
	[ENTRY_MODE] = FIELD("AUTOLOAD_MODE", "mode"),
	[ENTRY_REQUIRE] = FIELD("AUTOLOAD_REQUIRE", "require"),
	[ENTRY_RULE] = FIELD("AUTOLOAD_RULE", "rule"),
	[ENTRY_CONFIG_FILE] = FIELD("AUTOLOAD_CONFIG_FILE", "config_file"),
	[ENTRY_CONFIG_LINE] = FIELD("AUTOLOAD_CONFIG_LINE", "config_line"),
	[ENTRY_REQUESTER] = FIELD("AUTOLOAD_REQUESTER", "requester"),
	[ENTRY_PID] = FIELD("AUTOLOAD_PID", "pid"),
	[ENTRY_TID] = FIELD("AUTOLOAD_TID", "tid"),
	[ENTRY_UID] = FIELD("AUTOLOAD_UID", "uid"),
	[ENTRY_EUID] = FIELD("AUTOLOAD_EUID", "euid"),
	[ENTRY_CAPS] = FIELD("AUTOLOAD_CAPS", "caps"),
	[ENTRY_USERNS] = FIELD("AUTOLOAD_USERNS", "userns"),
	[ENTRY_CONFINED] = FIELD("AUTOLOAD_CONFINED", "confined"),
	[ENTRY_COMM] = FIELD("AUTOLOAD_COMM", "comm"),
	[ENTRY_EXE] = FIELD("AUTOLOAD_EXE", "exe"),
	[ENTRY_UNIT] = FIELD("AUTOLOAD_UNIT", "unit"),
	[ENTRY_CALLER] = FIELD("AUTOLOAD_CALLER", "caller"),
	[ENTRY_REPEATS] = FIELD("AUTOLOAD_REPEATS", "repeats"),
};

const char *entry_field_name(enum entry_field field)
{
	return names[field].name;
}

const char *entry_field_key(enum entry_field field)
{
	return names[field].key;
}

bool entry_decision(const struct entry *entry, enum decision *decision)
{
	const char *name = entry->fields[ENTRY_DECISION];

	return name && decision_from_name(name, decision) == 0;
}

uint64_t entry_requests(const struct entry *entry)
{
	const char *text = entry->fields[ENTRY_REPEATS];
	uint64_t repeats = text ? strtoull(text, NULL, 10) : 0;

	/* More than the gate counts, and the sum of many must not overflow. */
	return 1 + (repeats < UINT32_MAX ? repeats : UINT32_MAX);
}

void entry_clear(struct entry *entry)
{
	memset(entry->fields, 0, sizeof(entry->fields));
	entry->used = 0;
}

/* Adds a text, made printable. Returns its place; NULL if there is no room. */
static const char *add_text(struct entry *entry, const char *data, size_t size)
{
	char *start = entry->text + entry->used;
	size_t left = ENTRY_TEXT_SIZE - entry->used, length = 0;

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
	entry->used += length;
	return start;
}

void entry_add(struct entry *entry, const char *data, size_t size)
{
	const char *equals = memchr(data, '=', size);
	size_t length = equals ? (size_t)(equals - data) : size;

	for (size_t i = 0; equals && i < N_ENTRY_FIELDS; i++) {
		if (names[i].length != length || memcmp(names[i].name, data, length) != 0)
			continue;
		if (!entry->fields[i])
			entry->fields[i] = add_text(entry, equals + 1, size - length - 1);
		return;
	}
}
