// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry.h"

#include <ctype.h>
#include <errno.h>
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

static bool field_equals(const struct entry *entry, enum entry_field field, const char *word)
{
	return entry->fields[field] && strcmp(entry->fields[field], word) == 0;
}

bool entry_decision(const struct entry *entry, enum decision *decision)
{
	for (enum decision i = 0; i < N_DECISIONS; i++) {
		if (field_equals(entry, ENTRY_DECISION, decision_name(i))) {
			*decision = i;
			return true;
		}
	}
	return false;
}

bool entry_reason(const struct entry *entry, enum reason *reason)
{
	for (enum reason i = 0; i <= REASON_REQUIREMENT_NOT_MET; i++) {
		if (field_equals(entry, ENTRY_REASON, reason_name(i))) {
			*reason = i;
			return true;
		}
	}
	return false;
}

bool entry_requester_class(const struct entry *entry, enum requester_class *class)
{
	for (enum requester_class i = 0; i <= REQUESTER_KERNEL; i++) {
		if (field_equals(entry, ENTRY_REQUESTER, requester_class_name(i))) {
			*class = i;
			return true;
		}
	}
	return false;
}

bool entry_confined(const struct entry *entry, bool *confined)
{
	bool yes = field_equals(entry, ENTRY_CONFINED, "yes");

	if (!yes && !field_equals(entry, ENTRY_CONFINED, "no"))
		return false;
	*confined = yes;
	return true;
}

bool entry_user_namespace(const struct entry *entry, bool *is_initial)
{
	if (!entry->fields[ENTRY_USERNS])
		return false;
	*is_initial = field_equals(entry, ENTRY_USERNS, "init");
	return true;
}

bool entry_number(const struct entry *entry, enum entry_field field, int64_t *number)
{
	const char *text = entry->fields[field];
	long long value;
	char *end;

	if (!text || !isdigit((unsigned char)*text))
		return false;
	value = strtoll(text, &end, 10);
	if (*end)
		return false;
	*number = value;
	return true;
}

bool entry_uid(const struct entry *entry, uid_t *uid)
{
	int64_t number;

	/* The greatest uid_t is not a user, chown(2). */
	if (!entry_number(entry, ENTRY_UID, &number) || number >= UINT32_MAX)
		return false;
	*uid = number;
	return true;
}

bool entry_capabilities(const struct entry *entry, uint64_t *capabilities)
{
	const char *text = entry->fields[ENTRY_CAPS];
	unsigned long long value;
	char *end;

	if (!text || !isxdigit((unsigned char)*text))
		return false;
	errno = 0;
	value = strtoull(text, &end, 16);
	if (*end || errno)
		return false;
	*capabilities = value;
	return true;
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
