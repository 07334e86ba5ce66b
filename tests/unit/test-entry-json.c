// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry-json.h"
#include "run.h"

/* Expects what an entry with this one field is as JSON. */
static void expect_json(enum entry_field field, const char *text, const char *expected)
{
	struct entry entry = { .time = 1763640000000001 };
	char *seen;
	json_t *object;

	entry.fields[field] = text;
	object = entry_to_json(&entry);
	seen = json_dumps(object, JSON_COMPACT);
	ck_assert_str_eq(seen, expected);
	json_decref(object);
	free(seen);
}

START_TEST(what_is_missing_is_left_out)
{
	expect_json(ENTRY_ALIAS, NULL, "{\"time\":1763640000000001}");
}
END_TEST

START_TEST(ids_and_counts_are_numbers)
{
	expect_json(ENTRY_UID, "4294967294", "{\"time\":1763640000000001,\"uid\":4294967294}");
	expect_json(ENTRY_EUID, "0", "{\"time\":1763640000000001,\"euid\":0}");
	expect_json(ENTRY_PID, "812", "{\"time\":1763640000000001,\"pid\":812}");
	expect_json(ENTRY_TID, "813", "{\"time\":1763640000000001,\"tid\":813}");
	expect_json(ENTRY_CONFIG_LINE, "38", "{\"time\":1763640000000001,\"config_line\":38}");
	expect_json(ENTRY_ERRNO, "8", "{\"time\":1763640000000001,\"errno\":8}");
	expect_json(ENTRY_REPEATS, "41", "{\"time\":1763640000000001,\"repeats\":41}");
}
END_TEST

START_TEST(an_invalid_number_is_left_out)
{
	expect_json(ENTRY_UID, "root", "{\"time\":1763640000000001}");
	expect_json(ENTRY_UID, "", "{\"time\":1763640000000001}");
	expect_json(ENTRY_UID, "1e3", "{\"time\":1763640000000001}");
	expect_json(ENTRY_UID, "-1", "{\"time\":1763640000000001}");
}
END_TEST

START_TEST(other_fields_are_strings_booleans_and_arrays)
{
	expect_json(ENTRY_ALIAS, "\\x1b\"",
		    "{\"time\":1763640000000001,\"alias\":\"\\\\x1b\\\"\"}");
	expect_json(ENTRY_USERNS, "4026532178",
		    "{\"time\":1763640000000001,\"userns\":\"4026532178\"}");
	expect_json(ENTRY_CONFINED, "yes", "{\"time\":1763640000000001,\"confined\":true}");
	expect_json(ENTRY_CONFINED, "no", "{\"time\":1763640000000001,\"confined\":false}");
	expect_json(ENTRY_MODULES, "vsock vmw_vsock_vmci_transport",
		    "{\"time\":1763640000000001,\"modules\":[\"vsock\","
		    "\"vmw_vsock_vmci_transport\"]}");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		what_is_missing_is_left_out,
		ids_and_counts_are_numbers,
		an_invalid_number_is_left_out,
		other_fields_are_strings_booleans_and_arrays,
	};

	return RUN_TESTS("entry-json", tests);
}
