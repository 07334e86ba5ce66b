// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/capability.h>
#include <string.h>

#include "captured.h"
#include "json.h"
#include "printable.h"
#include "run.h"

static const char *print_json(enum json_format format, json_t *value, struct captured *captured)
{
	const struct output output = { .json = format };

	capture(captured);
	ck_assert_int_eq(json_print(&output, value), 0);
	return capture_end(captured);
}

START_TEST(json_is_one_line_or_pretty)
{
	struct captured captured;

	ck_assert_str_eq(print_json(JSON_SHORT, json_pack("{s:i, s:n}", "a", 1, "b"), &captured),
			 "{\"a\":1,\"b\":null}\n");
	ck_assert_str_eq(print_json(JSON_PRETTY, json_pack("[i]", 1), &captured), "[\n  1\n]\n");
	ck_assert_str_eq(print_json(JSON_SHORT, json_string("\033 \xc2\x9b"), &captured),
			 "\"\\u001B \\u009B\"\n");
}
END_TEST

START_TEST(json_without_memory_is_an_error)
{
	const struct output output = { .json = JSON_SHORT };
	json_t *array = json_array();

	json_add(&array, json_integer(1));
	ck_assert_uint_eq(json_array_size(array), 1);
	json_add(&array, NULL);
	ck_assert_ptr_null(array);
	json_add(&array, json_integer(2));
	ck_assert_ptr_null(array);
	ck_assert_int_eq(json_print(&output, array), -ENOMEM);
}
END_TEST

/* Whatever a file is called, its name in JSON is that of no other, and can be undone. */
START_TEST(names_are_distinct_and_can_be_read_back)
{
	static const struct {
		const char *name;
		const char *shown;
	} names[] = {
		{ "/a b.conf", "/a b.conf" },
		{ "/a\xff", "/a\\xff" },
		{ "/a\\xff", "/a\\x5cxff" },
		{ "/\xc3\xa4", "/\\xc3\\xa4" },
		{ "\"/\033[31m\n", "\\x22/\\x1b[31m\\x0a" },
		{ "", "" },
	};
	char name[64];

	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		json_t *value = json_from_text(names[i].name);

		ck_assert_str_eq(json_string_value(value), names[i].shown);
		ck_assert_int_eq(unescape_text(names[i].shown, name, sizeof(name)), 0);
		ck_assert_str_eq(name, names[i].name);
		json_decref(value);
	}
}
END_TEST

static void expect_json(json_t *value, const char *expected)
{
	struct captured captured;

	ck_assert_str_eq(print_json(JSON_SHORT, value, &captured), expected);
}

START_TEST(words_and_requirements_are_arrays)
{
	const struct requirement require = {
		.maintained = true,
		.capabilities = UINT64_C(1) << CAP_NET_ADMIN,
	};

	expect_json(json_from_words(" one  two\t"), "[\"one\",\"two\"]\n");
	expect_json(json_from_words(""), "[]\n");
	expect_json(json_from_requirement(&require), "[\"maintained\",\"CAP_NET_ADMIN\"]\n");
	expect_json(json_from_requirement(&(struct requirement){ 0 }), "[]\n");
}
END_TEST

START_TEST(objects_are_joined_in_their_order)
{
	static const uint64_t counts[N_DECISIONS] = { 1, 2, UINT32_MAX };
	json_t *object = json_join(json_pack("{s:i}", "z", 0), json_from_counts(counts));

	expect_json(json_join(object, json_pack("{s:i}", "a", 3)),
		    "{\"z\":0,\"allowed\":1,\"refused\":2,\"would_refuse\":4294967295,\"a\":3}\n");
	ck_assert_ptr_null(json_join(NULL, json_pack("{s:i}", "a", 3)));
	ck_assert_ptr_null(json_join(json_pack("{s:i}", "a", 3), NULL));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		json_is_one_line_or_pretty,
		json_without_memory_is_an_error,
		names_are_distinct_and_can_be_read_back,
		words_and_requirements_are_arrays,
		objects_are_joined_in_their_order,
	};

	return RUN_TESTS("json", tests);
}
