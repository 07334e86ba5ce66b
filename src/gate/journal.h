/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One entry for the journal, written in its native protocol without libsystemd
 * (https://systemd.io/JOURNAL_NATIVE_PROTOCOL/): sd_journal_sendv() was measured to block for ever
 * on a stuck journald, while a requester waits.
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* An entry of the gate has some 25 short fields; what does not fit is left out whole. */
#define JOURNAL_ENTRY_SIZE   8192
#define JOURNAL_MESSAGE_SIZE 1024

struct journal_entry {
	char data[JOURNAL_ENTRY_SIZE];
	size_t size;
	/* What /dev/kmsg gets when the journal can't be reached. */
	int priority;
	char message[JOURNAL_MESSAGE_SIZE];
};

/*
 * Begins an entry: MESSAGE, MESSAGE_ID (32 hexadecimal digits), PRIORITY (as in syslog(3)),
 * SYSLOG_IDENTIFIER and DOCUMENTATION. The message must be escaped already (escape.h).
 */
void journal_begin(struct journal_entry *entry, const char *message_id, int priority,
		   const char *message);

/* Adds a field. The value may be any bytes: the protocol carries its length. */
void journal_add(struct journal_entry *entry, const char *field, const char *value);
void journal_addf(struct journal_entry *entry, const char *field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Sends the entry to journald, or, where journald can't take it at once or avoid_journald is set,
 * its message to the kernel's log. Never waits. Returns 0 or the negative errno of the last
 * attempt.
 */
int journal_send(const struct journal_entry *entry, bool avoid_journald);

/* Writes one line to the kernel's log, which journald and dmesg show. */
int kmsg_write(int priority, const char *message);
