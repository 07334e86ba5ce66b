// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <syslog.h>

#include "journal.h"
#include "journal-fields.h"
#include "run.h"

#define ID "84198262bed1484f8488ec5e2f7c374c"

/* What stands around a value. */
#define OVERHEAD(field) (sizeof(field) - 1 + 1 + sizeof(uint64_t) + 1)

static void begin(struct journal_entry *record)
{
	memset(record, 0x5a, sizeof(*record));
	journal_begin(record, ID, LOG_WARNING, "hello");
}

/* That these bytes, and no others, were added to a record of this size. */
static void expect_added(const struct journal_entry *record, size_t size, const void *bytes,
			 size_t n_bytes)
{
	ck_assert_uint_eq(record->size, size + n_bytes);
	ck_assert_mem_eq(record->data + size, bytes, n_bytes);
}

#define EXPECT_ADDED(record, size, bytes) expect_added(record, size, bytes, sizeof(bytes) - 1)

START_TEST(a_record_begins_with_exactly_these_bytes)
{
	struct journal_entry record;

	begin(&record);
	EXPECT_ADDED(&record, 0,
		     "MESSAGE\n\5\0\0\0\0\0\0\0hello\n"
		     "MESSAGE_ID\n\x20\0\0\0\0\0\0\0" ID "\n"
		     "PRIORITY\n\1\0\0\0\0\0\0\0"
		     "4\n"
		     "SYSLOG_IDENTIFIER\n\x0d\0\0\0\0\0\0\0modprobe-gate\n"
		     "DOCUMENTATION\n\x14\0\0\0\0\0\0\0man:modprobe-gate(8)\n");
}
END_TEST

START_TEST(the_message_is_kept_for_the_kernels_log)
{
	struct journal_entry record;

	begin(&record);
	ck_assert_int_eq(record.priority, LOG_WARNING);
	ck_assert_str_eq(record.message, "hello");
}
END_TEST

START_TEST(a_record_can_be_begun_anew)
{
	struct journal_entry record;
	size_t size;

	begin(&record);
	size = record.size;
	journal_add(&record, "OBJECT_PID", "1");
	journal_begin(&record, ID, LOG_WARNING, "hello");
	ck_assert_uint_eq(record.size, size);
	expect_no_field(&record, "OBJECT_PID");
}
END_TEST

START_TEST(a_value_may_be_any_bytes)
{
	struct journal_entry record;
	size_t size;

	begin(&record);
	size = record.size;
	journal_add(&record, "AUTOLOAD_COMM", "a\nPRIORITY=0\n\x1b%s");
	EXPECT_ADDED(&record, size, "AUTOLOAD_COMM\n\x10\0\0\0\0\0\0\0a\nPRIORITY=0\n\x1b%s\n");
	expect_field(&record, "PRIORITY", "4");
}
END_TEST

START_TEST(a_value_may_be_empty)
{
	struct journal_entry record;
	size_t size;

	begin(&record);
	size = record.size;
	journal_add(&record, "AUTOLOAD_UNIT", "");
	EXPECT_ADDED(&record, size, "AUTOLOAD_UNIT\n\0\0\0\0\0\0\0\0\n");
}
END_TEST

START_TEST(the_length_is_little_endian)
{
	struct journal_entry record;
	char value[0x203 + 1];
	size_t size;

	begin(&record);
	size = record.size;
	memset(value, 'x', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	journal_add(&record, "A", value);
	ck_assert_mem_eq(record.data + size, "A\n\x03\x02\0\0\0\0\0\0x", 11);
	expect_field(&record, "A", value);
}
END_TEST

START_TEST(a_formatted_value_is_formatted)
{
	struct journal_entry record;

	begin(&record);
	journal_addf(&record, "AUTOLOAD_UID", "%u", 1000U);
	journal_addf(&record, "AUTOLOAD_COMM", "%s", "%n%s");
	expect_field(&record, "AUTOLOAD_UID", "1000");
	expect_field(&record, "AUTOLOAD_COMM", "%n%s");
}
END_TEST

START_TEST(fields_stand_in_the_order_in_which_they_were_added)
{
	static const char *const names[] = {
		"MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER", "DOCUMENTATION", "B", "A",
	};
	struct journal_entry record;
	struct field field;
	size_t position = 0;

	begin(&record);
	journal_add(&record, "B", "1");
	journal_add(&record, "A", "2");
	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		ck_assert(next_field(&record, &position, &field));
		ck_assert_str_eq(field.name, names[i]);
	}
	ck_assert(!next_field(&record, &position, &field));
}
END_TEST

/* A value of so many bytes. */
static const char *long_value(size_t length)
{
	static char value[2 * JOURNAL_ENTRY_SIZE];

	ck_assert_uint_lt(length, sizeof(value));
	memset(value, 'x', length);
	value[length] = '\0';
	return value;
}

START_TEST(a_field_may_fill_the_record_to_its_last_byte)
{
	struct journal_entry record;

	begin(&record);
	journal_add(&record, "A", long_value(JOURNAL_ENTRY_SIZE - record.size - OVERHEAD("A")));
	ck_assert_uint_eq(record.size, JOURNAL_ENTRY_SIZE);
	expect_field(&record, "PRIORITY", "4");
	ck_assert_str_eq(record.message, "hello");
}
END_TEST

START_TEST(a_field_that_does_not_fit_is_left_out_whole)
{
	struct journal_entry record;
	size_t size;

	begin(&record);
	size = record.size;
	journal_add(&record, "A", long_value(JOURNAL_ENTRY_SIZE - size - OVERHEAD("A") + 1));
	ck_assert_uint_eq(record.size, size);
	journal_add(&record, "B", long_value(2 * JOURNAL_ENTRY_SIZE - 1));
	ck_assert_uint_eq(record.size, size);
}
END_TEST

START_TEST(what_is_smaller_still_fits_after_it)
{
	struct journal_entry record;

	begin(&record);
	journal_add(&record, "A", long_value(JOURNAL_ENTRY_SIZE));
	journal_add(&record, "B", "1");
	expect_no_field(&record, "A");
	expect_field(&record, "B", "1");
}
END_TEST

START_TEST(a_full_record_takes_no_more)
{
	struct journal_entry record;

	begin(&record);
	for (int i = 0; i < 10000; i++)
		journal_add(&record, "A", "");
	ck_assert_uint_le(record.size, JOURNAL_ENTRY_SIZE);
	ck_assert_uint_gt(record.size, JOURNAL_ENTRY_SIZE - OVERHEAD("A"));
	ck_assert_str_eq(record.message, "hello");
}
END_TEST

START_TEST(a_message_that_is_too_long_is_cut)
{
	struct journal_entry record;
	char expected[JOURNAL_MESSAGE_SIZE];

	strcpy(expected, long_value(sizeof(expected) - 1));
	journal_begin(&record, ID, LOG_INFO, long_value(2 * JOURNAL_MESSAGE_SIZE));
	expect_field(&record, "MESSAGE", expected);
	expect_field(&record, "MESSAGE_ID", ID);
	ck_assert_str_eq(record.message, expected);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_record_begins_with_exactly_these_bytes,
		the_message_is_kept_for_the_kernels_log,
		a_record_can_be_begun_anew,
		a_value_may_be_any_bytes,
		a_value_may_be_empty,
		the_length_is_little_endian,
		a_formatted_value_is_formatted,
		fields_stand_in_the_order_in_which_they_were_added,
		a_field_may_fill_the_record_to_its_last_byte,
		a_field_that_does_not_fit_is_left_out_whole,
		what_is_smaller_still_fits_after_it,
		a_full_record_takes_no_more,
		a_message_that_is_too_long_is_cut,
	};

	return RUN_TESTS("journal", tests);
}
