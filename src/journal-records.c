// SPDX-License-Identifier: GPL-2.0-or-later
#include "journal-records.h"

#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include "alias.h"
#include "cleanup.h"

/* The longest name of a unit, and a byte (UNIT_NAME_MAX of systemd). */
#define UNIT_SIZE 256

/* More of a field is not wanted; the gate's are shorter. */
#define FIELD_SIZE_MAX 2048

struct records {
	sd_journal *journal;
	struct selection selection;
	enum direction direction;
};

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

	for (enum decision i = DECISION_ALLOWED; name && i <= DECISION_WOULD_REFUSE; i++) {
		if (strcmp(name, decision_name(i)) == 0) {
			*decision = i;
			return true;
		}
	}
	return false;
}

uint64_t record_requests(const struct record *record)
{
	const char *text = record->fields[RECORD_REPEATS];
	uint64_t repeats = text ? strtoull(text, NULL, 10) : 0;

	/* More than the gate counts, and the sum of many must not overflow. */
	return 1 + (repeats < UINT32_MAX ? repeats : UINT32_MAX);
}

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
			r = add_match(journal, names[RECORD_DECISION].name, decision_name(i));
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
	int r = add_match(journal, names[RECORD_UNIT].name, unit);

	if (r < 0 || snprintf(service, sizeof(service), "%s.service", unit) >= (int)sizeof(service))
		return r;
	return add_match(journal, names[RECORD_UNIT].name, service);
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

/* The records that came from the gate itself, by journald's word. */
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
		r = add_match(journal, names[RECORD_UID].name, uid);
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

/* Whether something is asked for that only the fields of a request tell. */
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
	if (selection->folder)
		return sd_journal_open_directory(journal, selection->folder, 0);
	return sd_journal_open(journal, selection->merge ? 0 : SD_JOURNAL_LOCAL_ONLY);
}

/*
 * The library leaves files out that it may not read. Returns -EACCES if there are files that the
 * pattern matches, but none to be read; or 0.
 */
static int test_access(const char *pattern)
{
	glob_t files;
	int r = 0;

	if (glob(pattern, GLOB_NOSORT | GLOB_BRACE, NULL, &files) != 0)
		return 0;
	for (size_t i = 0; i < files.gl_pathc; i++) {
		if (access(files.gl_pathv[i], R_OK) == 0) {
			r = 0;
			break;
		}
		r = -EACCES;
	}
	globfree(&files);
	return r;
}

/* What is root's is in files named system; users have others, which they may read. */
static int test_system_access(void)
{
	char pattern[128], text[SD_ID128_STRING_MAX];
	sd_id128_t machine;
	int r = sd_id128_get_machine(&machine);

	if (r < 0)
		return r;
	snprintf(pattern, sizeof(pattern), "/{run,var}/log/journal/%s/system*.journal",
		 sd_id128_to_string(machine, text));
	return test_access(pattern);
}

static int test_folder_access(const char *folder)
{
	_cleanup_free_ char *pattern = NULL;

	if (asprintf(&pattern, "%s/{,*/}*.journal", folder) < 0)
		return -ENOMEM;
	return test_access(pattern);
}

static int test_readable(const struct selection *selection)
{
	if (selection->file)
		return 0;
	return selection->folder ? test_folder_access(selection->folder) : test_system_access();
}

void records_close(struct records *records)
{
	if (!records)
		return;
	sd_journal_close(records->journal);
	free(records);
}

static void cleanup_records(struct records **records)
{
	records_close(*records);
}

int records_open(const struct selection *selection, struct records **ret)
{
	_cleanup_(cleanup_records) struct records *records = calloc(1, sizeof(*records));
	int r;

	if (!records)
		return -ENOMEM;
	records->selection = *selection;
	r = open_journal(selection, &records->journal);
	if (r < 0)
		return r;
	r = test_readable(selection);
	if (r == 0)
		r = sd_journal_set_data_threshold(records->journal, FIELD_SIZE_MAX);
	if (r == 0)
		r = add_matches(records->journal, selection);
	if (r == 0)
		r = records_rewind(records, DIRECTION_FORWARD);
	if (r < 0)
		return r;
	*ret = steal_pointer(&records);
	return 0;
}

int records_rewind(struct records *records, enum direction direction)
{
	const struct selection *selection = &records->selection;

	records->direction = direction;
	if (direction == DIRECTION_BACKWARD)
		return selection->until ? sd_journal_seek_realtime_usec(records->journal,
									selection->until + 1)
					: sd_journal_seek_tail(records->journal);
	return selection->since ? sd_journal_seek_realtime_usec(records->journal, selection->since)
				: sd_journal_seek_head(records->journal);
}

/* Adds a text, made printable. Returns its place; NULL if there is no room. */
static const char *add_text(struct record *record, size_t *used, const char *data, size_t size)
{
	char *start = record->text + *used;
	size_t left = RECORD_TEXT_SIZE - *used, length = 0;

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
	*used += length;
	return start;
}

static void add_field(struct record *record, size_t *used, const char *data, size_t size)
{
	const char *equals = memchr(data, '=', size);
	size_t length = equals ? (size_t)(equals - data) : size;

	for (size_t i = 0; equals && i < N_RECORD_FIELDS; i++) {
		if (names[i].length != length || memcmp(names[i].name, data, length) != 0)
			continue;
		if (!record->fields[i])
			record->fields[i] = add_text(record, used, equals + 1, size - length - 1);
		return;
	}
}

static int read_fields(sd_journal *journal, struct record *record)
{
	size_t used = 0, size;
	const void *data;
	int r;

	memset(record->fields, 0, sizeof(record->fields));
	sd_journal_restart_data(journal);
	while ((r = sd_journal_enumerate_available_data(journal, &data, &size)) > 0)
		add_field(record, &used, data, size);
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

static bool is_selected(const struct selection *selection, const struct record *record)
{
	const char *alias = record->fields[RECORD_ALIAS], *unit = record->fields[RECORD_UNIT];

	if (selection->alias && (!alias || !alias_matches(selection->alias, alias)))
		return false;
	return !selection->unit || (unit && unit_matches(selection->unit, unit));
}

static bool is_in_time(const struct selection *selection, uint64_t time)
{
	return time >= selection->since && (!selection->until || time <= selection->until);
}

/* Reads the record at hand. Returns whether it is selected, or a negative errno. */
static int read_if_selected(struct records *records, struct record *record)
{
	const struct selection *selection = &records->selection;
	int r = sd_journal_get_realtime_usec(records->journal, &record->time);

	/* The clock may have been set back: what comes later may be older, and in time again. */
	if (r >= 0 && !is_in_time(selection, record->time))
		return false;
	if (r >= 0)
		r = read_fields(records->journal, record);
	/* A machine that was switched off may leave such records behind. */
	if (r == -EBADMSG || r == -EADDRNOTAVAIL)
		return false;
	return r < 0 ? r : is_selected(selection, record);
}

int records_next(struct records *records, struct record *record)
{
	int r;

	do {
		r = records->direction == DIRECTION_FORWARD ? sd_journal_next(records->journal)
							    : sd_journal_previous(records->journal);
		if (r > 0)
			r = read_if_selected(records, record);
		else
			return r;
	} while (r == 0);
	return r;
}

/* Makes the record that was read last, in whatever direction, the next one forward. */
static int step_back(struct records *records)
{
	int r = sd_journal_previous(records->journal);

	records->direction = DIRECTION_FORWARD;
	return r == 0 ? sd_journal_seek_head(records->journal) : r;
}

int records_seek_last(struct records *records, size_t n)
{
	struct record record;
	int r;

	if (n == 0)
		r = sd_journal_seek_tail(records->journal);
	else
		r = records_rewind(records, DIRECTION_BACKWARD);
	for (size_t i = 0; r >= 0 && i < n; i++) {
		r = records_next(records, &record);
		/* There are fewer. */
		if (r == 0)
			return records_rewind(records, DIRECTION_FORWARD);
	}
	if (r >= 0)
		r = step_back(records);
	return r < 0 ? r : 0;
}

int records_wait(struct records *records, uint64_t microseconds)
{
	int r = sd_journal_wait(records->journal, microseconds);

	return r < 0 ? r : 0;
}
