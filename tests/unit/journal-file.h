/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Makes journal files with systemd-journal-remote, from its export format
 * (https://systemd.io/JOURNAL_EXPORT_FORMATS/). There journald's own fields can be set too.
 */
#pragma once

#include <check.h>
#include <endian.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL_REMOTE "/lib/systemd/systemd-journal-remote"

#define JOURNAL_REMOTE_IS_MISSING JOURNAL_REMOTE " is not installed"

static inline bool journal_file_is_possible(void)
{
	return access(JOURNAL_REMOTE, X_OK) == 0;
}

/* For journal_file_close(); path has no characters that a shell sees something in. */
static inline FILE *journal_file_open(const char *path)
{
	char command[512];
	FILE *file;

	snprintf(command, sizeof(command), JOURNAL_REMOTE " --output=%s - >/dev/null 2>&1", path);
	file = popen(command, "we");
	ck_assert_ptr_nonnull(file);
	return file;
}

static inline void journal_file_close(FILE *file)
{
	/* An entry ends with an empty line. */
	fputc('\n', file);
	ck_assert_int_eq(pclose(file), 0);
}

/* Ends the last entry, if any, with "\n" and begins one: microseconds since 1970 and since boot.
 */
static inline void put_times(FILE *file, uint64_t realtime, uint64_t monotonic)
{
	fprintf(file,
		"\n__REALTIME_TIMESTAMP=%" PRIu64 "\n__MONOTONIC_TIMESTAMP=%" PRIu64
		"\n_BOOT_ID=0123456789abcdef0123456789abcdef\n",
		realtime, monotonic);
}

static inline void put(FILE *file, const char *field, const char *value)
{
	fprintf(file, "%s=%s\n", field, value);
}

/* A value that may have any byte. */
static inline void put_bytes(FILE *file, const char *field, const char *value, size_t size)
{
	uint64_t length = htole64(size);

	fprintf(file, "%s\n", field);
	fwrite(&length, sizeof(length), 1, file);
	fwrite(value, size, 1, file);
	fputc('\n', file);
}

/* Begins an entry that is the gate's. */
static inline void put_gates(FILE *file, uint64_t time)
{
	put_times(file, time, time);
	put(file, "_UID", "0");
	put(file, "_TRANSPORT", "journal");
	put(file, "SYSLOG_IDENTIFIER", "modprobe-gate");
}

/* Writes a decision of the gate about a request by user 1000. */
static inline void put_decision(FILE *file, uint64_t time, const char *decision, const char *alias)
{
	put_gates(file, time);
	put(file, "AUTOLOAD_DECISION", decision);
	put(file, "AUTOLOAD_ALIAS", alias);
	put(file, "AUTOLOAD_UID", "1000");
}
