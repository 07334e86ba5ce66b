// SPDX-License-Identifier: GPL-2.0-or-later
/* Whom a policy's file must belong to. Only root can make the files to try it with. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complaints.h"
#include "policy-files.h"
#include "sections.h"
#include "directory.h"
#include "run.h"

#define ANY_USER 12345

static const char denying[] = "[gate]\nmode = deny\n";

static char path[sizeof(directory) + sizeof("/autoload.conf")];

static void write_file(const char *text, size_t size, uid_t owner, gid_t group, mode_t mode)
{
	FILE *file = fopen(path, "we");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chown(path, owner, group), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static int load(const char *name, const struct error_sink *sink, struct policy *policy)
{
	struct config_files files = { name, { "/nowhere", "/nowhere", "/nowhere" } };

	return config_load(&files, sink, policy);
}

/* That the file is read and denies all. */
static void expect_loaded(const char *name)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;
	int r = load(name, &sink, &policy);

	ck_assert_msg(r == 0, "%s", complaints.list[0].text);
	ck_assert_int_eq(policy.mode, MODE_DENY);
	policy_clear(&policy);
}

static void expect_distrusted(const char *name, const char *says)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy before, policy;

	memset(&before, 0x5a, sizeof(before));
	policy = before;
	ck_assert_int_eq(load(name, &sink, &policy), -EINVAL);
	complaints_expect_one(&complaints, name, 0, says);
	ck_assert_mem_eq(&policy, &before, sizeof(policy));
}

START_TEST(a_file_that_only_root_can_write_is_read)
{
	static const mode_t modes[] = { 0644, 0600, 0444, 0755 };

	for (size_t i = 0; i < N_ELEMENTS(modes); i++) {
		write_file(denying, strlen(denying), 0, ANY_USER, modes[i]);
		expect_loaded(path);
	}
}
END_TEST

START_TEST(a_file_that_its_group_can_write_is_not_trusted)
{
	write_file(denying, strlen(denying), 0, 0, 0664);
	expect_distrusted(path, "is writable by others than root");
}
END_TEST

START_TEST(a_file_that_all_can_write_is_not_trusted)
{
	write_file(denying, strlen(denying), 0, 0, 0646);
	expect_distrusted(path, "is writable by others than root");
}
END_TEST

START_TEST(a_file_of_another_owner_is_not_trusted)
{
	write_file(denying, strlen(denying), ANY_USER, 0, 0644);
	expect_distrusted(path, "is not owned by root");
	write_file(denying, strlen(denying), ANY_USER, 0, 0444);
	expect_distrusted(path, "is not owned by root");
}
END_TEST

START_TEST(behind_a_link_the_file_itself_is_tested)
{
	char link[sizeof(path) + sizeof(".link")];

	snprintf(link, sizeof(link), "%s.link", path);
	ck_assert_int_eq(symlink(path, link), 0);
	write_file(denying, strlen(denying), 0, 0, 0644);
	expect_loaded(link);
	write_file(denying, strlen(denying), ANY_USER, 0, 0644);
	expect_distrusted(link, "is not owned by root");
}
END_TEST

/* Comments, with the policy as the last line of a file of that size. */
static void write_large_file(size_t size)
{
	char *text = malloc(size);

	ck_assert_ptr_nonnull(text);
	memset(text, '#', size);
	for (size_t i = 80; i < size - strlen(denying); i += 80)
		text[i] = '\n';
	text[size - strlen(denying) - 1] = '\n';
	memcpy(text + size - strlen(denying), denying, strlen(denying));
	write_file(text, size, 0, 0, 0644);
	free(text);
}

START_TEST(a_file_of_the_largest_size_is_read_to_its_end)
{
	write_large_file(CONFIG_SIZE_MAX);
	expect_loaded(path);
}
END_TEST

START_TEST(a_larger_file_is_an_error)
{
	write_large_file(CONFIG_SIZE_MAX + 1);
	expect_distrusted(path, "is larger than 64 KiB");
}
END_TEST

START_TEST(an_error_in_a_trusted_file_has_its_name_and_line)
{
	static const char text[] = "[gate]\nmode = allow\nmood = good\n";
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	struct policy policy;

	write_file(text, strlen(text), 0, 0, 0644);
	ck_assert_int_eq(load(path, &sink, &policy), -EINVAL);
	complaints_expect_one(&complaints, path, 3, "\"mood\"");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_file_that_only_root_can_write_is_read,
		a_file_that_its_group_can_write_is_not_trusted,
		a_file_that_all_can_write_is_not_trusted,
		a_file_of_another_owner_is_not_trusted,
		behind_a_link_the_file_itself_is_tested,
		a_file_of_the_largest_size_is_read_to_its_end,
		a_larger_file_is_an_error,
		an_error_in_a_trusted_file_has_its_name_and_line,
	};

	if (geteuid() != 0)
		return skip_tests("only root can make files of different owners");
	directory_make();
	snprintf(path, sizeof(path), "%s/autoload.conf", directory);
	return directory_remove(RUN_TESTS("config-owner", tests));
}
