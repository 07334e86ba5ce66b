// SPDX-License-Identifier: GPL-2.0-or-later
/* The files of a policy as cat-config shows them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "captured.h"
#include "print.h"
#include "run.h"
#include "text-file.h"

#define ETC  "/etc/autoload.conf.d/"
#define RUN  "/run/autoload.conf.d/"
#define TEXT "# A policy,\twith a tab\n[gate]\nmode = restrict\n"

/* In the order in which config_visit() visits them. */
static const struct config_file files[] = {
	{ .path = "/etc/autoload.conf", .state = CONFIG_USED, .text = TEXT, .size = strlen(TEXT) },
	{ .path = RUN "10-a.conf", .state = CONFIG_REPLACED, .by = ETC "10-a.conf" },
	{ .path = ETC "10-a.conf", .state = CONFIG_USED, .text = "", .size = 0 },
	{ .path = RUN "20-b.conf", .state = CONFIG_MASKED, .by = ETC "20-b.conf" },
	{ .path = ETC "20-b.conf", .state = CONFIG_MASK },
	{ .path = ETC "30-c.conf",
	  .state = CONFIG_ERROR,
	  .error = "is not owned by root: \"chown root\" it" },
	{ .path = ETC "40-d.conf", .state = CONFIG_USED, .text = "[rule x]", .size = 8 },
};

static void print(const struct output *output, const struct config_file *file)
{
	ck_assert_int_eq(config_print_text(output, file, true), 0);
}

static void expect_text(const struct config_file *file, const char *expected)
{
	struct captured captured;

	capture(&captured);
	print(&(struct output){ 0 }, file);
	ck_assert_str_eq(capture_end(&captured), expected);
}

/* What is in tests/golden, where it is seen in review, for free(). */
static char *read_golden(const char *name)
{
	char path[PATH_MAX], *text;
	size_t size;

	snprintf(path, sizeof(path), "%s/%s.expected", getenv("GOLDEN"), name);
	ck_assert_int_eq(text_file_read(path, 16384, &text, &size), 0);
	return text;
}

START_TEST(each_file_is_shown_after_its_path_and_a_blank_line)
{
	char *expected = read_golden("cat-config");
	struct captured captured;

	capture(&captured);
	for (size_t i = 0; i < N_ELEMENTS(files); i++)
		ck_assert_int_eq(config_print_text(&(struct output){ 0 }, &files[i], i == 0), 0);
	puts("exit status 1");
	ck_assert_str_eq(capture_end(&captured), expected);
	free(expected);
}
END_TEST

START_TEST(the_json_has_the_state)
{
	struct output output = { .json = JSON_PRETTY };
	char *expected = read_golden("cat-config-json");
	json_t *array = json_array();
	struct captured captured;

	for (size_t i = 0; i < N_ELEMENTS(files); i++)
		json_add(&array, config_print_json(&files[i]));
	capture(&captured);
	ck_assert_int_eq(json_print(&output, array), 0);
	puts("exit status 1");
	ck_assert_str_eq(capture_end(&captured), expected);
	free(expected);
}
END_TEST

/* Not only what is printed: the JSON has to be valid. */
START_TEST(what_is_in_files_is_made_harmless)
{
	static const char text[] = "a\0b\r\x1b[31m\x7f\xc2\x9b\t\\\"\n";
	static const char shown[] = "a\\x00b\\x0d\\x1b[31m\\x7f\\xc2\\x9b\t\\\"\n";
	const struct config_file file = {
		.path = "/a", .state = CONFIG_USED, .text = text, .size = sizeof(text) - 1
	};
	json_t *json = config_print_json(&file);
	char expected[100];

	snprintf(expected, sizeof(expected), "# /a\n%s", shown);
	expect_text(&file, expected);
	ck_assert_ptr_nonnull(json);
	ck_assert_str_eq(json_string_value(json_object_get(json, "text")), shown);
	json_decref(json);
}
END_TEST

START_TEST(a_path_is_one_harmless_line)
{
	const struct config_file file = { .path = "/a\n[gate].conf",
					  .state = CONFIG_REPLACED,
					  .by = "/b\\\x1b\xff\".conf" };
	json_t *json = config_print_json(&file);

	expect_text(&file, "# /a\\x0a[gate].conf: replaced by /b\\x5c\\x1b\\xff\\x22.conf\n");
	ck_assert_ptr_nonnull(json);
	ck_assert_str_eq(json_string_value(json_object_get(json, "file")), "/a\\x0a[gate].conf");
	ck_assert_str_eq(json_string_value(json_object_get(json, "by")),
			 "/b\\x5c\\x1b\\xff\\x22.conf");
	json_decref(json);
}
END_TEST

START_TEST(paths_as_long_as_can_be_are_shown_whole)
{
	char longest[PATH_MAX], path[4 * PATH_MAX] = "", expected[sizeof(path) * 3];
	const struct config_file file = { .path = longest, .state = CONFIG_MASKED, .by = longest };
	FILE *before = stdout, *memory;
	char *printed;
	size_t size;

	memset(longest, '\n', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	for (size_t i = 0; i < sizeof(longest) - 1; i++)
		strcpy(path + 4 * i, "\\x0a");
	snprintf(expected, sizeof(expected), "# %s: masked by %s\n", path, path);
	memory = open_memstream(&printed, &size);
	ck_assert_ptr_nonnull(memory);
	stdout = memory;
	print(&(struct output){ 0 }, &file);
	stdout = before;
	fclose(memory);
	ck_assert(strcmp(printed, expected) == 0); /* too long to be shown */
	free(printed);
}
END_TEST

START_TEST(only_comments_of_ours_have_colours)
{
	const struct output output = { .has_colours = true };
	struct captured captured;
	const char *text;

	capture(&captured);
	print(&output, &files[0]);
	print(&output, &files[1]);
	print(&output, &files[5]);
	text = capture_end(&captured);
	ck_assert_ptr_nonnull(strstr(text, "\033[32m# /etc/autoload.conf\033[0m\n" TEXT));
	ck_assert_ptr_nonnull(strstr(text, "\033[90m# " RUN "10-a.conf: replaced"));
	ck_assert_ptr_nonnull(strstr(text, "\033[31m# error: is not owned"));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		each_file_is_shown_after_its_path_and_a_blank_line,
		the_json_has_the_state,
		what_is_in_files_is_made_harmless,
		a_path_is_one_harmless_line,
		paths_as_long_as_can_be_are_shown_whole,
		only_comments_of_ours_have_colours,
	};

	return RUN_TESTS("config-print", tests);
}
