// SPDX-License-Identifier: GPL-2.0-or-later
/* Which entries are read, and what of them, from files that systemd-journal-remote made. */
#include <errno.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "directory.h"
#include "journal-file.h"
#include "reader.h"
#include "run.h"

/* 2025-11-20 12:00 UTC. systemd-journal-remote adds nothing to files from the future. */
#define NOON UINT64_C(1763640000000000)

static char path[sizeof(directory) + 32];

/* A journal file of this name in the directory; path is its own then. */
static FILE *make_file(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s.journal", directory, name);
	unlink(path);
	return journal_file_open(path);
}

static struct journal_reader *open_reader(const struct selection *selection)
{
	struct journal_reader *reader = NULL;

	ck_assert_int_eq(journal_reader_open(selection, &reader), 0);
	return reader;
}

/* Reads on and puts together the aliases of what is read. */
static void read_aliases(struct journal_reader *reader, char *text)
{
	struct entry entry;
	int r;

	*text = '\0';
	while ((r = journal_reader_next(reader, &entry)) > 0)
		text += sprintf(text, "%s ", entry.fields[ENTRY_ALIAS] ?: "?");
	ck_assert_int_eq(r, 0);
}

static void expect_rest(struct journal_reader *reader, const char *aliases)
{
	char seen[1024];

	read_aliases(reader, seen);
	ck_assert_str_eq(seen, aliases);
}

/* Expects these aliases in that order, in the file unless the selection names another journal. */
static void expect_aliases(struct selection selection, const char *aliases)
{
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;

	if (!selection.directory)
		selection.file = path;
	reader = open_reader(&selection);
	expect_rest(reader, aliases);
}

/* Reads the only entry of the file. */
static void read_one(struct entry *entry)
{
	const struct selection selection = { .file = path };
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = open_reader(&selection);
	struct entry second;

	ck_assert_int_eq(journal_reader_next(reader, entry), 1);
	ck_assert_int_eq(journal_reader_next(reader, &second), 0);
}

static void expect_field(const struct entry *entry, enum entry_field field, const char *value)
{
	ck_assert_msg(entry->fields[field] || !value, "%s is missing", entry_field_name(field));
	ck_assert_msg(value || !entry->fields[field], "%s is \"%s\"", entry_field_name(field),
		      entry->fields[field]);
	if (value)
		ck_assert_str_eq(entry->fields[field], value);
}

START_TEST(all_fields_are_read)
{
	struct entry entry;
	FILE *file = make_file("all-fields");
	char value[16];

	put_times(file, NOON + 1, 1);
	put(file, "_UID", "0");
	put(file, "_TRANSPORT", "journal");
	put(file, "SYSLOG_IDENTIFIER", "modprobe-gate");
	for (enum entry_field i = 0; i < N_ENTRY_FIELDS; i++) {
		snprintf(value, sizeof(value), "value %d", i);
		put(file, entry_field_name(i), value);
	}
	/* Of a similar name. */
	put(file, "AUTOLOAD_UIDS", "wrong");
	put(file, "AUTOLOAD_UI", "wrong");
	put(file, "AUTOLOAD_", "wrong");
	journal_file_close(file);
	read_one(&entry);
	ck_assert_uint_eq(entry.time, NOON + 1);
	for (enum entry_field i = 0; i < N_ENTRY_FIELDS; i++) {
		snprintf(value, sizeof(value), "value %d", i);
		expect_field(&entry, i, value);
	}
}
END_TEST

START_TEST(fields_that_are_missing_are_null)
{
	struct entry entry;
	FILE *file = make_file("missing");

	put_gates(file, NOON);
	journal_file_close(file);
	memset(entry.fields, 0xff, sizeof(entry.fields));
	read_one(&entry);
	for (enum entry_field i = 0; i < N_ENTRY_FIELDS; i++)
		expect_field(&entry, i, NULL);
}
END_TEST

/* What anybody can write, as journald would mark it. */
START_TEST(forged_entries_are_left_out)
{
	static const struct {
		const char *uid;
		const char *transport;
		const char *identifier;
	} forgeries[] = {
		{ "1000", "journal", "modprobe-gate" }, { "00", "journal", "modprobe-gate" },
		{ "", "journal", "modprobe-gate" },     { NULL, "journal", "modprobe-gate" },
		{ "0", "syslog", "modprobe-gate" },     { "0", "stdout", "modprobe-gate" },
		{ "0", "audit", "modprobe-gate" },      { "0", NULL, "modprobe-gate" },
		{ "0", "journal", "logger" },           { "0", "journal", NULL },
		{ "1000", "syslog", "modprobe-gate" },  { NULL, "kernel", "kernel" },
	};
	FILE *file = make_file("forged");

	put_decision(file, NOON, "refused", "true");
	for (size_t i = 0; i < N_ELEMENTS(forgeries); i++) {
		put_times(file, NOON + i, i);
		if (forgeries[i].uid)
			put(file, "_UID", forgeries[i].uid);
		if (forgeries[i].transport)
			put(file, "_TRANSPORT", forgeries[i].transport);
		if (forgeries[i].identifier)
			put(file, "SYSLOG_IDENTIFIER", forgeries[i].identifier);
		/* Without the underscore it is the sender's own word. */
		put(file, "UID", "0");
		put(file, "AUTOLOAD_DECISION", "refused");
		put(file, "AUTOLOAD_ALIAS", "forged");
		put(file, "AUTOLOAD_UID", "1000");
		put(file, "AUTOLOAD_UNIT", "a.service");
	}
	journal_file_close(file);
	expect_aliases((struct selection){ 0 }, "true ");
	expect_aliases((struct selection){ .decisions = 1U << DECISION_REFUSED }, "true ");
	expect_aliases((struct selection){ .has_uid = true, .uid = 1000 }, "true ");
	expect_aliases((struct selection){ .alias = "*" }, "true ");
	expect_aliases((struct selection){ .unit = "a.service" }, "");
}
END_TEST

START_TEST(what_went_to_the_kernel_log_counts_but_for_questions_about_requests)
{
	FILE *file = make_file("kernel-log");

	put_times(file, NOON, 1);
	put(file, "_TRANSPORT", "kernel");
	put(file, "SYSLOG_IDENTIFIER", "modprobe-gate");
	put(file, "MESSAGE", "Refused");
	journal_file_close(file);
	expect_aliases((struct selection){ 0 }, "? ");
	expect_aliases((struct selection){ .since = NOON }, "? ");
	expect_aliases((struct selection){ .since = NOON + 1 }, "");
	expect_aliases((struct selection){ .decisions = 1U << DECISION_REFUSED }, "");
	expect_aliases((struct selection){ .has_uid = true }, "");
	expect_aliases((struct selection){ .alias = "*" }, "");
	expect_aliases((struct selection){ .unit = "*" }, "");
}
END_TEST

START_TEST(control_bytes_become_harmless)
{
	static const char hostile[] = "\033[31m\nx\0\x7f\xc3\xa9\\x0a";
	struct entry entry;
	FILE *file = make_file("control");

	put_gates(file, NOON);
	put_bytes(file, "AUTOLOAD_COMM", hostile, sizeof(hostile) - 1);
	put_bytes(file, "_HOSTNAME", "a\nb", 3);
	journal_file_close(file);
	read_one(&entry);
	expect_field(&entry, ENTRY_COMM, "\\x1b[31m\\x0ax\\x00\\x7f\\xc3\\xa9\\x0a");
	expect_field(&entry, ENTRY_HOSTNAME, "a\\x0ab");
}
END_TEST

START_TEST(what_is_too_long_is_missing_and_the_rest_is_there)
{
	_cleanup_free_ char *text = malloc(2 * ENTRY_TEXT_SIZE);
	struct entry entry;
	FILE *file = make_file("long");

	ck_assert_ptr_nonnull(text);
	memset(text, 'x', 2 * ENTRY_TEXT_SIZE);
	put_gates(file, NOON);
	put_bytes(file, "AUTOLOAD_EXE", text, 2 * ENTRY_TEXT_SIZE);
	put_bytes(file, "AUTOLOAD_COMM", text, ENTRY_TEXT_SIZE);
	put_bytes(file, "AUTOLOAD_UNIT", text, 100);
	put(file, "AUTOLOAD_ALIAS", "a");
	/* Four bytes for each. */
	memset(text, '\n', ENTRY_TEXT_SIZE / 2);
	put_bytes(file, "AUTOLOAD_RULE", text, ENTRY_TEXT_SIZE / 2);
	put(file, "AUTOLOAD_UID", "1000");
	journal_file_close(file);
	read_one(&entry);
	expect_field(&entry, ENTRY_EXE, NULL);
	expect_field(&entry, ENTRY_COMM, NULL);
	expect_field(&entry, ENTRY_RULE, NULL);
	ck_assert_uint_eq(strlen(entry.fields[ENTRY_UNIT]), 100);
	expect_field(&entry, ENTRY_ALIAS, "a");
	expect_field(&entry, ENTRY_UID, "1000");
}
END_TEST

START_TEST(of_a_field_with_several_values_one_is_read)
{
	struct entry entry;
	FILE *file = make_file("several");

	put_gates(file, NOON);
	put(file, "AUTOLOAD_ALIAS", "same");
	put(file, "AUTOLOAD_ALIAS", "same");
	put(file, "AUTOLOAD_UID", "1000");
	put(file, "AUTOLOAD_UID", "1001");
	journal_file_close(file);
	read_one(&entry);
	expect_field(&entry, ENTRY_ALIAS, "same");
	ck_assert(strcmp(entry.fields[ENTRY_UID], "1000") == 0 ||
		  strcmp(entry.fields[ENTRY_UID], "1001") == 0);
}
END_TEST

/* Three decisions by different users in different units, an hour from one to the next. */
static void make_three(const char *name)
{
	static const struct {
		const char *decision;
		const char *alias;
		const char *uid;
		const char *unit;
	} reader[] = {
		{ "allowed", "net-pf-29", "0", "ssh.service" },
		{ "refused", "fs-hfs", "1000", "session-1.scope" },
		{ "would-refuse", "net_pf_10", "100", "ssh.socket" },
	};
	FILE *file = make_file(name);

	for (uint64_t i = 0; i < N_ELEMENTS(reader); i++) {
		put_gates(file, NOON + i * 3600 * 1000000);
		put(file, "AUTOLOAD_DECISION", reader[i].decision);
		put(file, "AUTOLOAD_ALIAS", reader[i].alias);
		put(file, "AUTOLOAD_UID", reader[i].uid);
		put(file, "AUTOLOAD_UNIT", reader[i].unit);
	}
	/* No decision. */
	put_gates(file, NOON + UINT64_C(3) * 3600 * 1000000);
	put(file, "MESSAGE", "The policy is broken");
	journal_file_close(file);
}

START_TEST(entries_are_selected_by_their_fields)
{
	const unsigned int allowed = 1U << DECISION_ALLOWED, refused = 1U << DECISION_REFUSED,
			   would_refuse = 1U << DECISION_WOULD_REFUSE;
	const struct {
		struct selection selection;
		const char *aliases;
	} cases[] = {
		{ { 0 }, "net-pf-29 fs-hfs net_pf_10 ? " },
		{ { .decisions = allowed }, "net-pf-29 " },
		{ { .decisions = refused }, "fs-hfs " },
		{ { .decisions = would_refuse }, "net_pf_10 " },
		{ { .decisions = allowed | would_refuse }, "net-pf-29 net_pf_10 " },
		{ { .decisions = allowed | refused | would_refuse },
		  "net-pf-29 fs-hfs net_pf_10 " },
		{ { .alias = "net-pf-*" }, "net-pf-29 net_pf_10 " },
		{ { .alias = "fs-hfs" }, "fs-hfs " },
		{ { .alias = "fs-" }, "" },
		{ { .has_uid = true, .uid = 0 }, "net-pf-29 " },
		{ { .has_uid = true, .uid = 100 }, "net_pf_10 " },
		{ { .has_uid = true, .uid = 10 }, "" },
		{ { .unit = "ssh" }, "net-pf-29 " },
		{ { .unit = "ssh.socket" }, "net_pf_10 " },
		{ { .unit = "ssh*" }, "net-pf-29 net_pf_10 " },
		{ { .unit = "*ssh" }, "net-pf-29 " },
		{ { .unit = "session-[0-9].scope" }, "fs-hfs " },
		{ { .unit = "service" }, "" },
		{ { .alias = "*", .unit = "*.scope", .decisions = allowed }, "" },
		{ { .alias = "net*", .unit = "ssh*", .has_uid = true, .uid = 100 }, "net_pf_10 " },
	};

	make_three("selected");
	for (size_t i = 0; i < N_ELEMENTS(cases); i++)
		expect_aliases(cases[i].selection, cases[i].aliases);
}
END_TEST

START_TEST(both_ends_of_the_time_belong_to_it)
{
	const uint64_t hour = UINT64_C(3600) * 1000000;

	make_three("time");
	expect_aliases((struct selection){ .since = NOON + hour }, "fs-hfs net_pf_10 ? ");
	expect_aliases((struct selection){ .since = NOON + hour + 1 }, "net_pf_10 ? ");
	expect_aliases((struct selection){ .until = NOON + hour }, "net-pf-29 fs-hfs ");
	expect_aliases((struct selection){ .until = NOON + hour - 1 }, "net-pf-29 ");
	expect_aliases((struct selection){ .since = NOON + hour, .until = NOON + hour }, "fs-hfs ");
	expect_aliases((struct selection){ .since = NOON + hour, .until = NOON }, "");
	expect_aliases((struct selection){ .until = 1 }, "");
}
END_TEST

START_TEST(another_boot_is_left_out)
{
	make_three("boot");
	expect_aliases((struct selection){ .this_boot = true }, "");
	expect_aliases((struct selection){ .this_boot = true, .has_uid = true }, "");
}
END_TEST

START_TEST(backward_the_last_comes_first)
{
	const uint64_t hour = UINT64_C(3600) * 1000000;
	const struct {
		struct selection selection;
		const char *aliases;
	} cases[] = {
		{ { 0 }, "? net_pf_10 fs-hfs net-pf-29 " },
		{ { .until = NOON + hour }, "fs-hfs net-pf-29 " },
		{ { .until = NOON + hour - 1 }, "net-pf-29 " },
		{ { .since = NOON + hour }, "? net_pf_10 fs-hfs " },
		{ { .since = NOON + hour, .until = NOON + hour }, "fs-hfs " },
		{ { .alias = "net*" }, "net_pf_10 net-pf-29 " },
	};

	make_three("backward");
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct selection selection = cases[i].selection;
		_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;

		selection.file = path;
		reader = open_reader(&selection);
		ck_assert_int_eq(journal_reader_rewind(reader, DIRECTION_BACKWARD), 0);
		expect_rest(reader, cases[i].aliases);
	}
}
END_TEST

START_TEST(the_last_few_are_read_forward)
{
	const uint64_t hour = UINT64_C(3600) * 1000000;
	const struct {
		struct selection selection;
		size_t n;
		const char *aliases;
	} cases[] = {
		{ { 0 }, 0, "" },
		{ { 0 }, 1, "? " },
		{ { 0 }, 2, "net_pf_10 ? " },
		{ { 0 }, 4, "net-pf-29 fs-hfs net_pf_10 ? " },
		{ { 0 }, 5, "net-pf-29 fs-hfs net_pf_10 ? " },
		{ { .alias = "net*" }, 1, "net_pf_10 " },
		{ { .alias = "net*" }, 2, "net-pf-29 net_pf_10 " },
		{ { .alias = "x*" }, 2, "" },
		{ { .unit = "*" }, 0, "" },
		{ { .until = NOON + hour }, 1, "fs-hfs " },
		{ { .since = NOON + hour }, 9, "fs-hfs net_pf_10 ? " },
		{ { .since = NOON + hour, .until = NOON + 2 * hour }, 2, "fs-hfs net_pf_10 " },
	};

	make_three("last");
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct selection selection = cases[i].selection;
		_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;

		selection.file = path;
		reader = open_reader(&selection);
		ck_assert_int_eq(journal_reader_seek_last(reader, cases[i].n), 0);
		expect_rest(reader, cases[i].aliases);
	}
}
END_TEST

/* Two files of one boot, in which the clock went back by an hour between the two. */
static void make_with_clock_set_back(char *name)
{
	FILE *file;

	sprintf(name, "%s/set-back", directory);
	mkdir(name, 0755);
	file = make_file("set-back/first");
	put_times(file, NOON, 10);
	put(file, "_UID", "0");
	put(file, "_TRANSPORT", "journal");
	put(file, "SYSLOG_IDENTIFIER", "modprobe-gate");
	put(file, "AUTOLOAD_ALIAS", "first");
	journal_file_close(file);
	file = make_file("set-back/second");
	put_times(file, NOON - UINT64_C(3600000000), 20);
	put(file, "_UID", "0");
	put(file, "_TRANSPORT", "journal");
	put(file, "SYSLOG_IDENTIFIER", "modprobe-gate");
	put(file, "AUTOLOAD_ALIAS", "second");
	journal_file_close(file);
}

START_TEST(a_clock_that_was_set_back_hides_nothing)
{
	char name[sizeof(directory) + 16];
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;
	struct selection selection = { .directory = name };

	make_with_clock_set_back(name);
	expect_aliases(selection, "first second ");
	selection.until = NOON - 1;
	expect_aliases(selection, "second ");
	selection.until = 0;
	selection.since = NOON - 1;
	expect_aliases(selection, "first ");
	reader = open_reader(&selection);
	ck_assert_int_eq(journal_reader_rewind(reader, DIRECTION_BACKWARD), 0);
	expect_rest(reader, "first ");
}
END_TEST

START_TEST(several_files_of_a_directory_are_one_journal)
{
	char name[sizeof(directory) + 16];
	FILE *file;

	sprintf(name, "%s/fleet", directory);
	mkdir(name, 0755);
	file = make_file("fleet/remote-one");
	put_decision(file, NOON, "refused", "a");
	put_decision(file, NOON + 2, "refused", "c");
	journal_file_close(file);
	file = make_file("fleet/remote-two");
	put_decision(file, NOON + 1, "refused", "b");
	put_decision(file, NOON + 3, "refused", "d");
	journal_file_close(file);
	expect_aliases((struct selection){ .directory = name }, "a b c d ");
	expect_aliases(
		(struct selection){ .directory = name, .since = NOON + 1, .until = NOON + 2 },
		"b c ");
}
END_TEST

START_TEST(what_is_not_there_is_an_error)
{
	struct selection selection = { .file = "/nonexistent.journal" };
	struct journal_reader *reader = NULL;

	ck_assert_int_eq(journal_reader_open(&selection, &reader), -ENOENT);
	selection = (struct selection){ .directory = "/nonexistent" };
	ck_assert_int_eq(journal_reader_open(&selection, &reader), -ENOENT);
	ck_assert_ptr_null(reader);
}
END_TEST

START_TEST(an_empty_directory_has_no_entries)
{
	char name[sizeof(directory) + 16];

	sprintf(name, "%s/empty", directory);
	mkdir(name, 0755);
	expect_aliases((struct selection){ .directory = name }, "");
}
END_TEST

START_TEST(an_invalid_journal_is_an_error)
{
	const struct selection selection = { .file = path };
	struct journal_reader *reader = NULL;
	FILE *file;

	snprintf(path, sizeof(path), "%s/text.journal", directory);
	file = fopen(path, "we");
	ck_assert_ptr_nonnull(file);
	fputs("no journal\n", file);
	fclose(file);
	ck_assert_int_lt(journal_reader_open(&selection, &reader), 0);
	ck_assert_ptr_null(reader);
}
END_TEST

START_TEST(files_that_may_not_be_read_are_an_error)
{
	char name[sizeof(directory) + 16];
	struct selection selection = { .directory = name };
	struct journal_reader *reader = NULL;

	sprintf(name, "%s/se[c]ret", directory);
	mkdir(name, 0755);
	journal_file_close(make_file("se[c]ret/other"));
	chmod(path, 0);
	make_three("se[c]ret/three");
	chmod(path, 0);
	ck_assert_int_eq(chmod(directory, 0755), 0);
	/* In a process of this test's own. */
	if (geteuid() == 0)
		ck_assert_int_eq(setuid(65534), 0);
	ck_assert_int_eq(journal_reader_open(&selection, &reader), -EACCES);
	selection = (struct selection){ .file = path };
	ck_assert_int_eq(journal_reader_open(&selection, &reader), -EACCES);
	ck_assert_ptr_null(reader);
}
END_TEST

START_TEST(at_the_end_it_goes_on_with_what_is_added)
{
	const struct selection selection = { .file = path };
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL, *last = NULL;

	make_three("added");
	reader = open_reader(&selection);
	last = open_reader(&selection);
	expect_rest(reader, "net-pf-29 fs-hfs net_pf_10 ? ");
	ck_assert_int_eq(journal_reader_seek_last(last, 0), 0);
	expect_rest(last, "");
	{
		FILE *file = journal_file_open(path);

		put_decision(file, NOON + UINT64_C(86400000000), "refused", "new");
		journal_file_close(file);
	}
	ck_assert_int_eq(journal_reader_wait(reader, 1000000), 0);
	expect_rest(reader, "new ");
	expect_rest(last, "new ");
}
END_TEST

START_TEST(following_begins_also_where_there_was_none)
{
	const struct selection selection = { .file = path };
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;
	FILE *file = make_file("none");

	put_times(file, NOON, 1);
	put(file, "MESSAGE", "of another");
	journal_file_close(file);
	reader = open_reader(&selection);
	ck_assert_int_eq(journal_reader_seek_last(reader, 0), 0);
	expect_rest(reader, "");
	file = journal_file_open(path);
	put_decision(file, NOON + 2, "refused", "new");
	journal_file_close(file);
	expect_rest(reader, "new ");
}
END_TEST

/* The library does not watch files that it opened by such a path. */
START_TEST(a_file_in_the_working_directory_can_be_followed)
{
	struct selection selection = { 0 };
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;

	make_three("relative");
	/* In a process of this test's own. */
	ck_assert_int_eq(chdir(directory), 0);
	selection.file = "relative.journal";
	reader = open_reader(&selection);
	ck_assert_int_eq(journal_reader_wait(reader, 0), 0);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		all_fields_are_read,
		fields_that_are_missing_are_null,
		forged_entries_are_left_out,
		what_went_to_the_kernel_log_counts_but_for_questions_about_requests,
		control_bytes_become_harmless,
		what_is_too_long_is_missing_and_the_rest_is_there,
		of_a_field_with_several_values_one_is_read,
		entries_are_selected_by_their_fields,
		both_ends_of_the_time_belong_to_it,
		another_boot_is_left_out,
		backward_the_last_comes_first,
		the_last_few_are_read_forward,
		a_clock_that_was_set_back_hides_nothing,
		several_files_of_a_directory_are_one_journal,
		what_is_not_there_is_an_error,
		an_empty_directory_has_no_entries,
		an_invalid_journal_is_an_error,
		files_that_may_not_be_read_are_an_error,
		at_the_end_it_goes_on_with_what_is_added,
		following_begins_also_where_there_was_none,
		a_file_in_the_working_directory_can_be_followed,
	};
	int status;

	if (!journal_file_is_possible())
		return skip_tests(JOURNAL_REMOTE_IS_MISSING);
	directory_make();
	status = RUN_TESTS("reader", tests);
	return directory_remove(status);
}
