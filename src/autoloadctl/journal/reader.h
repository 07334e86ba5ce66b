/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The gate's entries, read from the journal with sd-journal, which only this uses.
 *
 * Anybody may write entries that look like the gate's. Two kinds are read: entries that journald
 * marks as written by root over the native protocol, with _UID=0 and _TRANSPORT=journal; and those
 * that the gate wrote to the kernel's log because it could not reach journald. The latter have no
 * fields but MESSAGE.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entry.h"

/* Which entries to read; all zero for all of this machine's journal. */
struct selection {
	/* What to read: the files in a directory, or one file; both NULL: this machine's journal.
	 */
	const char *directory;
	const char *file;
	bool merge;     /* also what other machines sent here */
	bool this_boot; /* only since this machine was booted */
	/* In microseconds since 1970, both included; 0: no limit. */
	uint64_t since;
	uint64_t until;
	/* Bit 1 << enum decision of those that are wanted; 0: all, and entries of other kinds. */
	unsigned int decisions;
	const char *alias; /* a pattern as in a rule; NULL: any */
	const char *unit;  /* a glob, also without ".service"; NULL: any */
	bool has_uid;
	uid_t uid;
};

enum direction {
	DIRECTION_FORWARD, /* the oldest first */
	DIRECTION_BACKWARD,
};

struct journal_reader;

/*
 * Opens the journal, to be read forward; the selection's texts have to outlive it. Returns 0 and
 * *ret for journal_reader_close(); -EACCES if this user may read none of the files in which such
 * entries are; or another negative errno. A journal without files counts as empty.
 */
int journal_reader_open(const struct selection *selection, struct journal_reader **ret);
void journal_reader_close(struct journal_reader *reader);

/* Makes the first, or the last entry the next one, depending on the direction of reading. */
int journal_reader_rewind(struct journal_reader *reader, enum direction direction);

/*
 * Reads the next entry that is selected. Returns 1; 0 at the end, after which another call finds
 * what has been added since; or a negative errno.
 */
int journal_reader_next(struct journal_reader *reader, struct entry *entry);

/*
 * Makes the first of the last n entries the next one, to be read forward: of all, if there are
 * fewer; 0: of those that are still to be written. Returns 0 or a negative errno.
 */
int journal_reader_seek_last(struct journal_reader *reader, size_t n);

/*
 * Waits until there may be more to read, at most so many microseconds, UINT64_MAX for ever. Returns
 * 0 or a negative errno.
 */
int journal_reader_wait(struct journal_reader *reader, uint64_t microseconds);

/*
 * Whether this user may read the files of a journal, access.c. Returns 0; -EACCES if there are
 * files in which the gate's entries may be, but this user may read none of them; or another
 * negative errno. A file that is named is tested by opening it.
 */
int journal_test_access(const struct selection *selection);

/* For the cleanup attribute. */
static inline void cleanup_journal_reader(struct journal_reader **reader)
{
	journal_reader_close(*reader);
}
