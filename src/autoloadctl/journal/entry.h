/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A record of the gate as it was read: fields, made harmless. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy.h"

enum record_field {
	RECORD_MESSAGE,
	RECORD_MESSAGE_ID,
	RECORD_HOSTNAME,
	RECORD_ERRNO,
	RECORD_ALIAS,
	RECORD_MODULES,
	RECORD_DECISION,
	RECORD_REASON,
	RECORD_MODE,
	RECORD_REQUIRE,
	RECORD_RULE,
	RECORD_CONFIG_FILE,
	RECORD_CONFIG_LINE,
	RECORD_REQUESTER,
	RECORD_PID,
	RECORD_TID,
	RECORD_UID,
	RECORD_EUID,
	RECORD_CAPS,
	RECORD_USERNS,
	RECORD_CONFINED,
	RECORD_COMM,
	RECORD_EXE,
	RECORD_UNIT,
	RECORD_CALLER,
	RECORD_REPEATS,
	N_RECORD_FIELDS,
};

/* What a record says takes no more than this; of a longer one, fields are missing. */
#define RECORD_TEXT_SIZE 8192

struct record {
	/* When it was written, in microseconds since 1970. */
	uint64_t time;
	/*
	 * Printable ASCII, whoever wrote it: other bytes are there as \xNN. NULL: the field is not
	 * there. They point into text.
	 */
	const char *fields[N_RECORD_FIELDS];
	char text[RECORD_TEXT_SIZE];
	size_t used; /* of text */
};

/* Empties it, but for the time. */
void record_clear(struct record *record);

/*
 * Adds "NAME=value", bytes that anybody may have written, if it is a field of a record and the
 * first of that name.
 */
void record_add(struct record *record, const char *data, size_t size);

/* The name of a field in the journal, "AUTOLOAD_ALIAS". */
const char *record_field_name(enum record_field field);

/* The name as JSON has it, "alias". */
const char *record_field_key(enum record_field field);

/* Whether a record tells a decision, and which. */
bool record_decision(const struct record *record, enum decision *decision);

/*
 * How many requests a record stands for: that of the decision, and those like it that the kernel
 * answered itself.
 */
uint64_t record_requests(const struct record *record);
