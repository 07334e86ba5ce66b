// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include "kbuild.h"
#include "run.h"

static void expect_source(const char *makefile, const char *object, const char *expected)
{
	char source[SOURCE_SIZE];

	kbuild_first_source(makefile, makefile ? strlen(makefile) : 0, "net/tls", object, source);
	ck_assert_str_eq(source, expected);
}

static void expect_parts(const char *path, const char *directory, const char *object)
{
	char found_directory[SOURCE_SIZE], found_object[SOURCE_SIZE];

	ck_assert_int_eq(kbuild_split(path, found_directory, found_object), 0);
	ck_assert_str_eq(found_directory, directory);
	ck_assert_str_eq(found_object, object);
}

START_TEST(a_modules_path_is_that_of_its_sources)
{
	expect_parts("kernel/net/tls/tls.ko", "net/tls", "tls");
	expect_parts("kernel/net/tls/tls.ko.xz", "net/tls", "tls");
	expect_parts("kernel/drivers/nvme/host/nvme-fc.ko.zst", "drivers/nvme/host", "nvme-fc");
	expect_parts("kernel/lib/crc7.ko", "lib", "crc7");
}
END_TEST

START_TEST(what_is_not_of_the_kernel_has_no_source)
{
	char directory[SOURCE_SIZE] = "unchanged", object[SOURCE_SIZE];

	ck_assert_int_eq(kbuild_split("updates/dkms/wl.ko", directory, object), -EINVAL);
	ck_assert_int_eq(kbuild_split("kernel/x.ko", directory, object), -EINVAL);
	ck_assert_int_eq(kbuild_split("kernel/net/tls/tls", directory, object), -EINVAL);
	ck_assert_int_eq(kbuild_split("kernel/net/tls/.ko", directory, object), -EINVAL);
	ck_assert_int_eq(kbuild_split("kernel/", directory, object), -EINVAL);
	ck_assert_int_eq(kbuild_split("x", directory, object), -EINVAL);
	ck_assert_int_eq(kbuild_split("", directory, object), -EINVAL);
	ck_assert_str_eq(directory, "unchanged");
}
END_TEST

START_TEST(a_path_beyond_all_bounds_is_refused)
{
	char path[1024], directory[SOURCE_SIZE], object[SOURCE_SIZE];

	memset(path, 'x', sizeof(path));
	memcpy(path, "kernel/", 7);
	path[500] = '/';
	strcpy(path + sizeof(path) - 4, ".ko");
	ck_assert_int_eq(kbuild_split(path, directory, object), -EINVAL);
}
END_TEST

START_TEST(the_first_object_of_a_composite_is_its_source)
{
	expect_source("obj-$(CONFIG_TLS) += tls.o\n\ntls-y := tls_main.o tls_sw.o\n", "tls",
		      "net/tls/tls_main.c");
	expect_source("tls-objs := tls_main.o", "tls", "net/tls/tls_main.c");
	expect_source("tls-y += sub/main.o\n", "tls", "net/tls/sub/main.c");
	expect_source("tls-y = a.o\ntls-y += b.o\n", "tls", "net/tls/a.c");
	expect_source("tls-y:=  a.o\n", "tls", "net/tls/a.c");
	expect_source("tls-y\t+=\ta.o\n", "tls", "net/tls/a.c");
}
END_TEST

START_TEST(what_is_not_an_object_is_skipped)
{
	expect_source("tls-y := $(common) a.o\n", "tls", "net/tls/a.c");
	expect_source("tls-y := .o o a.o\n", "tls", "net/tls/a.c");
	expect_source("tls-y :=\ntls-y += b.o\n", "tls", "net/tls/b.c");
}
END_TEST

START_TEST(a_line_goes_on_after_a_backslash)
{
	expect_source("tls-y := \\\n\ta.o \\\n\tb.o\n", "tls", "net/tls/a.c");
	expect_source("tls-y := \\", "tls", "net/tls/tls.c");
	expect_source("other-y := \\\ntls-y := a.o\n", "tls", "net/tls/tls.c");
}
END_TEST

START_TEST(without_a_composite_the_object_names_its_source)
{
	expect_source("obj-m += tls.o\n", "tls", "net/tls/tls.c");
	expect_source("xtls-y := a.o\ntls-y-x := b.o\ntls-$(X) := c.o\n", "tls", "net/tls/tls.c");
	expect_source("# tls-y := a.o\n", "tls", "net/tls/tls.c");
	expect_source("tls-y a.o\n", "tls", "net/tls/tls.c");
	expect_source("tls-y", "tls", "net/tls/tls.c");
	expect_source("", "tls", "net/tls/tls.c");
	expect_source(NULL, "nvme-fc", "net/tls/nvme-fc.c");
}
END_TEST

START_TEST(an_object_beyond_all_bounds_is_not_taken)
{
	char makefile[1024];

	memset(makefile, 'x', sizeof(makefile));
	memcpy(makefile, "tls-y := ", 9);
	strcpy(makefile + sizeof(makefile) - 3, ".o");
	expect_source(makefile, "tls", "net/tls/tls.c");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_modules_path_is_that_of_its_sources,
		what_is_not_of_the_kernel_has_no_source,
		a_path_beyond_all_bounds_is_refused,
		the_first_object_of_a_composite_is_its_source,
		what_is_not_an_object_is_skipped,
		a_line_goes_on_after_a_backslash,
		without_a_composite_the_object_names_its_source,
		an_object_beyond_all_bounds_is_not_taken,
	};

	return RUN_TESTS("kbuild", tests);
}
