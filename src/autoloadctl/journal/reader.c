// SPDX-License-Identifier: GPL-2.0-or-later
#include "reader.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>

#include "alias.h"
#include "cleanup.h"

/* The longest name of a unit, and a byte (UNIT_NAME_MAX of systemd). */
#define UNIT_SIZE 256

/* More of a field is not wanted; the gate's are shorter. */
#define FIELD_SIZE_MAX 2048

struct journal_reader {
	sd_journal *journal;
	struct selection selection;
	enum direction direction;
};

static int add_match(sd_journal *journal, const char *field, const char *value)
{
	char match[FIELD_SIZE_MAX];

	if (snprintf(match, sizeof(match), "%s=%s", field, value) >= (int)sizeof(match))
		return -E2BIG;
	return sd_journal_add_match(journal, match, 0);
}

static int add_decisions(sd_journal *journal, unsigned int decisions)
{
	int r = 0;

	for (enum decision i = DECISION_ALLOWED; r >= 0 && i <= DECISION_WOULD_REFUSE; i++)
		if (decisions & (1U << i))
			r = add_match(journal, entry_field_name(ENTRY_DECISION), decision_name(i));
	return r;
}

static bool is_glob(const char *text)
{
	return text[strcspn(text, "*?[\\")];
}

/* Of several matches for one field any suffices. */
static int add_unit(sd_journal *journal, const char *unit)
{
	char service[UNIT_SIZE];
	int r = add_match(journal, entry_field_name(ENTRY_UNIT), unit);

	if (r < 0 || snprintf(service, sizeof(service), "%s.service", unit) >= (int)sizeof(service))
		return r;
	return add_match(journal, entry_field_name(ENTRY_UNIT), service);
}

static int add_boot(sd_journal *journal, const struct selection *selection)
{
	char text[SD_ID128_STRING_MAX];
	sd_id128_t boot;
	int r = selection->this_boot ? sd_id128_get_boot(&boot) : 0;

	if (r < 0 || !selection->this_boot)
		return r;
	return add_match(journal, "_BOOT_ID", sd_id128_to_string(boot, text));
}

/* The entries that came from the gate itself, by journald's word. */
static int add_native(sd_journal *journal, const struct selection *selection)
{
	char uid[16];
	int r = add_match(journal, "SYSLOG_IDENTIFIER", "modprobe-gate");

	if (r >= 0)
		r = add_match(journal, "_TRANSPORT", "journal");
	if (r >= 0)
		r = add_match(journal, "_UID", "0");
	if (r >= 0)
		r = add_boot(journal, selection);
	if (r >= 0)
		r = add_decisions(journal, selection->decisions);
	if (r >= 0 && selection->unit && !is_glob(selection->unit))
		r = add_unit(journal, selection->unit);
	if (r >= 0 && selection->has_uid) {
		snprintf(uid, sizeof(uid), "%u", selection->uid);
		r = add_match(journal, entry_field_name(ENTRY_UID), uid);
	}
	return r;
}

/* Nobody but root writes to /dev/kmsg. */
static int add_kernel_log(sd_journal *journal, const struct selection *selection)
{
	int r = sd_journal_add_disjunction(journal);

	if (r >= 0)
		r = add_match(journal, "SYSLOG_IDENTIFIER", "modprobe-gate");
	if (r >= 0)
		r = add_match(journal, "_TRANSPORT", "kernel");
	return r < 0 ? r : add_boot(journal, selection);
}

/* Whether the selection needs fields of a request. */
static bool needs_fields(const struct selection *selection)
{
	return selection->decisions || selection->alias || selection->unit || selection->has_uid;
}

static int add_matches(sd_journal *journal, const struct selection *selection)
{
	int r = add_native(journal, selection);

	if (r >= 0 && !needs_fields(selection))
		r = add_kernel_log(journal, selection);
	return r < 0 ? r : 0;
}

/* The library watches a file for changes only if its path is absolute. */
static int open_file(const char *file, sd_journal **journal)
{
	_cleanup_free_ char *path = realpath(file, NULL);
	const char *files[] = { path, NULL };

	return path ? sd_journal_open_files(journal, files, 0) : -errno;
}

static int open_journal(const struct selection *selection, sd_journal **journal)
{
	if (selection->file)
		return open_file(selection->file, journal);
	if (selection->directory)
		return sd_journal_open_directory(journal, selection->directory, 0);
	return sd_journal_open(journal, selection->merge ? 0 : SD_JOURNAL_LOCAL_ONLY);
}

void journal_reader_close(struct journal_reader *reader)
{
	if (!reader)
		return;
	sd_journal_close(reader->journal);
	free(reader);
}

int journal_reader_open(const struct selection *selection, struct journal_reader **ret)
{
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader =
		calloc(1, sizeof(*reader));
	int r;

	if (!reader)
		return -ENOMEM;
	reader->selection = *selection;
	r = open_journal(selection, &reader->journal);
	if (r < 0)
		return r;
	r = journal_test_access(selection);
	if (r == 0)
		r = sd_journal_set_data_threshold(reader->journal, FIELD_SIZE_MAX);
	if (r == 0)
		r = add_matches(reader->journal, selection);
	if (r == 0)
		r = journal_reader_rewind(reader, DIRECTION_FORWARD);
	if (r < 0)
		return r;
	*ret = steal_pointer(&reader);
	return 0;
}

int journal_reader_rewind(struct journal_reader *reader, enum direction direction)
{
	const struct selection *selection = &reader->selection;

	reader->direction = direction;
	if (direction == DIRECTION_BACKWARD)
		return selection->until ? sd_journal_seek_realtime_usec(reader->journal,
									selection->until + 1)
					: sd_journal_seek_tail(reader->journal);
	return selection->since ? sd_journal_seek_realtime_usec(reader->journal, selection->since)
				: sd_journal_seek_head(reader->journal);
}

static int read_fields(sd_journal *journal, struct entry *entry)
{
	const void *data;
	size_t size;
	int r;

	entry_clear(entry);
	sd_journal_restart_data(journal);
	while ((r = sd_journal_enumerate_available_data(journal, &data, &size)) > 0)
		entry_add(entry, data, size);
	return r;
}

/* The gate writes only whole names of units; a person may leave ".service" out, as for systemctl.
 */
static bool unit_matches(const char *pattern, const char *unit)
{
	char service[UNIT_SIZE];

	if (fnmatch(pattern, unit, FNM_NOESCAPE) == 0)
		return true;
	return snprintf(service, sizeof(service), "%s.service", pattern) < (int)sizeof(service) &&
	       fnmatch(service, unit, FNM_NOESCAPE) == 0;
}

static bool is_selected(const struct selection *selection, const struct entry *entry)
{
	const char *alias = entry->fields[ENTRY_ALIAS], *unit = entry->fields[ENTRY_UNIT];

	if (selection->alias && (!alias || !alias_matches(selection->alias, alias)))
		return false;
	return !selection->unit || (unit && unit_matches(selection->unit, unit));
}

static bool is_in_time(const struct selection *selection, uint64_t time)
{
	return time >= selection->since && (!selection->until || time <= selection->until);
}

/* Reads the entry at hand. Returns whether it is selected, or a negative errno. */
static int read_if_selected(struct journal_reader *reader, struct entry *entry)
{
	const struct selection *selection = &reader->selection;
	int r = sd_journal_get_realtime_usec(reader->journal, &entry->time);

	/* The clock may have been set back: what comes later may be older, and in time again. */
	if (r >= 0 && !is_in_time(selection, entry->time))
		return false;
	if (r >= 0)
		r = read_fields(reader->journal, entry);
	/* A machine that was switched off may leave such entries behind. */
	if (r == -EBADMSG || r == -EADDRNOTAVAIL)
		return false;
	return r < 0 ? r : is_selected(selection, entry);
}

int journal_reader_next(struct journal_reader *reader, struct entry *entry)
{
	int r;

	do {
		r = reader->direction == DIRECTION_FORWARD ? sd_journal_next(reader->journal)
							   : sd_journal_previous(reader->journal);
		if (r > 0)
			r = read_if_selected(reader, entry);
		else
			return r;
	} while (r == 0);
	return r;
}

/* Makes the entry that was read last, in whatever direction, the next one forward. */
static int step_back(struct journal_reader *reader)
{
	int r = sd_journal_previous(reader->journal);

	reader->direction = DIRECTION_FORWARD;
	return r == 0 ? sd_journal_seek_head(reader->journal) : r;
}

int journal_reader_seek_last(struct journal_reader *reader, size_t n)
{
	struct entry entry;
	int r;

	if (n == 0)
		r = sd_journal_seek_tail(reader->journal);
	else
		r = journal_reader_rewind(reader, DIRECTION_BACKWARD);
	for (size_t i = 0; r >= 0 && i < n; i++) {
		r = journal_reader_next(reader, &entry);
		/* There are fewer. */
		if (r == 0)
			return journal_reader_rewind(reader, DIRECTION_FORWARD);
	}
	if (r >= 0)
		r = step_back(reader);
	return r < 0 ? r : 0;
}

int journal_reader_wait(struct journal_reader *reader, uint64_t microseconds)
{
	int r = sd_journal_wait(reader->journal, microseconds);

	return r < 0 ? r : 0;
}
