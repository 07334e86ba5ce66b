// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "unit-name.h"
#include "run.h"

static void expect_unit(const char *path, const char *expected)
{
	char unit[256];

	memset(unit, '!', sizeof(unit));
	unit_name_of_cgroup(path, unit, sizeof(unit));
	ck_assert_str_eq(unit, expected);
}

START_TEST(a_service_is_found_below_its_slice)
{
	expect_unit("/system.slice/nginx.service", "nginx.service");
	expect_unit("/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service");
	expect_unit("/init.scope", "init.scope");
}
END_TEST

START_TEST(what_a_unit_makes_below_itself_belongs_to_it)
{
	expect_unit("/system.slice/docker.service/payload/x.service", "docker.service");
	expect_unit("/user.slice/user-1000.slice/user@1000.service/app.slice/x.service",
		    "user@1000.service");
	expect_unit("/user.slice/user-1000.slice/session-3.scope", "session-3.scope");
}
END_TEST

START_TEST(slices_alone_are_no_unit)
{
	expect_unit("/", "");
	expect_unit("", "");
	expect_unit("/system.slice", "");
	expect_unit("/user.slice/user-1000.slice/", "");
}
END_TEST

START_TEST(only_the_end_of_a_name_makes_a_slice)
{
	expect_unit("/.slice/x.service", ".slice");
	expect_unit("/a.slice.d/x.service", "a.slice.d");
	expect_unit("/slice/x.service", "slice");
}
END_TEST

START_TEST(a_name_may_be_any_bytes)
{
	expect_unit("/system.slice/a\n\"\x1b%s\xff.service/x", "a\n\"\x1b%s\xff.service");
}
END_TEST

START_TEST(a_unit_is_cut_where_its_room_ends)
{
	char unit[6] = "!!!!!";

	unit_name_of_cgroup("/system.slice/nginx.service", unit, 5);
	ck_assert_str_eq(unit, "ngin");
	unit_name_of_cgroup("/system.slice/nginx.service", unit, 1);
	ck_assert_str_eq(unit, "");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_service_is_found_below_its_slice,
		what_a_unit_makes_below_itself_belongs_to_it,
		slices_alone_are_no_unit,
		only_the_end_of_a_name_makes_a_slice,
		a_name_may_be_any_bytes,
		a_unit_is_cut_where_its_room_ends,
	};

	return RUN_TESTS("cgroup-unit", tests);
}
