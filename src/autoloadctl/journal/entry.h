/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An entry of the gate as it was read: fields, escaped. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy.h"

enum entry_field {
	ENTRY_MESSAGE,
	ENTRY_MESSAGE_ID,
	ENTRY_HOSTNAME,
	ENTRY_ERRNO,
	ENTRY_ALIAS,
	ENTRY_MODULES,
	ENTRY_DECISION,
	ENTRY_REASON,
	ENTRY_MODE,
	ENTRY_REQUIRE,
	ENTRY_RULE,
	ENTRY_CONFIG_FILE,
	ENTRY_CONFIG_LINE,
	ENTRY_REQUESTER,
	ENTRY_PID,
	ENTRY_TID,
	ENTRY_UID,
	ENTRY_EUID,
	ENTRY_CAPS,
	ENTRY_USERNS,
	ENTRY_CONFINED,
	ENTRY_COMM,
	ENTRY_EXE,
	ENTRY_UNIT,
	ENTRY_CALLER,
	ENTRY_REPEATS,
	N_ENTRY_FIELDS,
};

/* The most bytes of an entry's fields; what does not fit is missing. */
#define ENTRY_TEXT_SIZE 8192

struct entry {
	/* When it was written, in microseconds since 1970. */
	uint64_t time;
	/*
	 * Printable ASCII, whoever wrote it: other bytes are there as \xNN. NULL: the field is not
	 * there. They point into text.
	 */
	const char *fields[N_ENTRY_FIELDS];
	char text[ENTRY_TEXT_SIZE];
	size_t used; /* of text */
};

/* Empties it, but for the time. */
void entry_clear(struct entry *entry);

/*
 * Adds "NAME=value", bytes that anybody may have written, if it is a field of an entry and the
 * first of that name.
 */
void entry_add(struct entry *entry, const char *data, size_t size);

/* The name of a field in the journal, "AUTOLOAD_ALIAS". */
const char *entry_field_name(enum entry_field field);

/* The name as JSON has it, "alias". */
const char *entry_field_key(enum entry_field field);

/*
 * Parse fields of an entry. Return whether the field is there and has a value that the gate writes;
 * if not, they leave the last parameter alone.
 */
bool entry_decision(const struct entry *entry, enum decision *decision);
bool entry_reason(const struct entry *entry, enum reason *reason);
bool entry_requester_class(const struct entry *entry, enum requester_class *class);
bool entry_confined(const struct entry *entry, bool *confined);
bool entry_uid(const struct entry *entry, uid_t *uid);
bool entry_capabilities(const struct entry *entry, uint64_t *capabilities);

/* Whether the user namespace is there, and whether it is the initial one. */
bool entry_user_namespace(const struct entry *entry, bool *is_initial);

/* Whether a field is a number, and which; one that is too large is the largest. */
bool entry_number(const struct entry *entry, enum entry_field field, int64_t *number);

/*
 * How many requests an entry stands for: that of the decision, and those like it that the kernel
 * answered itself.
 */
uint64_t entry_requests(const struct entry *entry);
