// SPDX-License-Identifier: GPL-2.0-or-later
/* The locked mode, with maps that are made up and a /run of the test's own. */
#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock.h"
#include "lock-setting.h"
#include "system-paths.h"
#include "pinned-map.h"
#include "run.h"

/* What takes the place of pinned-map.c: one map for each mode, its descriptor 1000 + mode. */
static struct {
	int open_status; /* 0: there is such a map */
	int get_status;
	uint32_t value;
} maps[MODE_DENY + 1];

#define FIRST_MAP 1000

int pinned_map_open(const char *path, size_t value_size)
{
	static const char pinned_in[] = LOCK_DIRECTORY "/";
	enum mode mode;

	ck_assert_uint_eq(value_size, sizeof(maps[0].value));
	ck_assert_int_eq(strncmp(path, pinned_in, strlen(pinned_in)), 0);
	ck_assert_int_eq(mode_from_name(path + strlen(pinned_in), &mode), 0);
	return maps[mode].open_status < 0 ? maps[mode].open_status : FIRST_MAP + (int)mode;
}

int pinned_map_get(int map, const void *key, void *value)
{
	const uint32_t zero = 0;

	ck_assert_mem_eq(key, &zero, sizeof(zero));
	map -= FIRST_MAP;
	if (maps[map].get_status < 0)
		return maps[map].get_status;
	memcpy(value, &maps[map].value, sizeof(maps[map].value));
	return 0;
}

static enum mode lock_get(void)
{
	enum mode mode;

	(void)lock_find(&mode);
	return mode;
}

static void set_up(void)
{
	for (size_t i = 0; i < N_ELEMENTS(maps); i++) {
		maps[i].open_status = -ENOENT;
		maps[i].get_status = 0;
		maps[i].value = i;
	}
	rmdir(LOCK_FILE);
	unlink(LOCK_FILE);
}

static void pin(enum mode mode)
{
	maps[mode].open_status = 0;
}

static void write_lock_file(const char *text)
{
	FILE *file = fopen(LOCK_FILE, "we");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

START_TEST(nothing_is_locked_at_first)
{
	set_up();
	ck_assert_int_eq(lock_get(), MODE_ALLOW);
}
END_TEST

START_TEST(a_pinned_map_locks_its_mode)
{
	for (enum mode mode = MODE_LOG; mode <= MODE_DENY; mode++) {
		set_up();
		pin(mode);
		ck_assert_int_eq(lock_get(), mode);
	}
}
END_TEST

START_TEST(the_strictest_of_several_locks_counts)
{
	set_up();
	pin(MODE_LOG);
	pin(MODE_RESTRICT);
	ck_assert_int_eq(lock_get(), MODE_RESTRICT);
	pin(MODE_DENY);
	ck_assert_int_eq(lock_get(), MODE_DENY);
}
END_TEST

START_TEST(a_lock_that_can_not_be_opened_counts)
{
	static const int errors[] = { -EACCES, -EPERM, -ESTALE, -EMFILE, -ENOMEM, -EINVAL };

	for (size_t i = 0; i < N_ELEMENTS(errors); i++) {
		set_up();
		maps[MODE_RESTRICT].open_status = errors[i];
		ck_assert_int_eq(lock_get(), MODE_RESTRICT);
	}
}
END_TEST

START_TEST(a_lock_that_can_not_be_read_counts)
{
	set_up();
	pin(MODE_RESTRICT);
	maps[MODE_RESTRICT].value = MODE_ALLOW;
	maps[MODE_RESTRICT].get_status = -EPERM;
	ck_assert_int_eq(lock_get(), MODE_RESTRICT);
}
END_TEST

START_TEST(the_file_locks_too)
{
	static const struct {
		const char *text;
		enum mode mode;
	} files[] = {
		{ "allow\n", MODE_ALLOW }, { "log\n", MODE_LOG }, { "restrict\n", MODE_RESTRICT },
		{ "deny\n", MODE_DENY },   { "log", MODE_LOG },   { "1\n", MODE_RESTRICT },
	};

	for (size_t i = 0; i < N_ELEMENTS(files); i++) {
		set_up();
		write_lock_file(files[i].text);
		ck_assert_msg(lock_get() == files[i].mode, "%s", files[i].text);
	}
}
END_TEST

START_TEST(a_file_that_can_not_be_understood_denies)
{
	static const char *const texts[] = {
		"", "\n", "Log\n", "restricted\n", "log \n", "\nlog", "logloglogloglogloglog\n"
	};

	for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
		set_up();
		write_lock_file(texts[i]);
		ck_assert_msg(lock_get() == MODE_DENY, "%s", texts[i]);
	}
}
END_TEST

START_TEST(what_is_no_file_denies)
{
	set_up();
	ck_assert_int_eq(mkdir(LOCK_FILE, 0755), 0);
	ck_assert_int_eq(lock_get(), MODE_DENY);
	set_up();
	write_lock_file("log\n");
	ck_assert_int_eq(rename(LOCK_FILE, LOCK_FILE "-elsewhere"), 0);
	ck_assert_int_eq(symlink(LOCK_FILE "-elsewhere", LOCK_FILE), 0);
	ck_assert_int_eq(lock_get(), MODE_DENY);
}
END_TEST

START_TEST(of_file_and_maps_the_stricter_counts)
{
	set_up();
	write_lock_file("restrict\n");
	pin(MODE_LOG);
	ck_assert_int_eq(lock_get(), MODE_RESTRICT);
	pin(MODE_DENY);
	ck_assert_int_eq(lock_get(), MODE_DENY);
	write_lock_file("log\n");
	ck_assert_int_eq(lock_get(), MODE_DENY);
}
END_TEST

/* "lock" again, where BPF is available by now, leaves the file. */
START_TEST(a_file_is_weak_until_a_map_locks_the_same)
{
	set_up();
	ck_assert(!lock_is_file_only(MODE_RESTRICT));
	write_lock_file("restrict\n");
	ck_assert(lock_is_file_only(MODE_RESTRICT));
	pin(MODE_LOG);
	ck_assert(lock_is_file_only(MODE_RESTRICT));
	pin(MODE_RESTRICT);
	ck_assert(!lock_is_file_only(MODE_RESTRICT));
	set_up();
	write_lock_file("log\n");
	pin(MODE_DENY);
	ck_assert(!lock_is_file_only(MODE_DENY));
}
END_TEST

START_TEST(who_may_not_read_the_lock_is_told_so)
{
	enum mode mode = MODE_LOG;

	set_up();
	maps[MODE_RESTRICT].open_status = -EPERM;
	ck_assert_int_eq(lock_read(&mode), -EPERM);
	maps[MODE_DENY].open_status = -EACCES;
	ck_assert_int_eq(lock_read(&mode), -EACCES);
	ck_assert_int_eq(mode, MODE_LOG);
}
END_TEST

START_TEST(a_stricter_lock_that_can_be_read_is_known)
{
	enum mode mode = MODE_ALLOW;

	set_up();
	maps[MODE_RESTRICT].open_status = -EPERM;
	pin(MODE_DENY);
	ck_assert_int_eq(lock_read(&mode), 0);
	ck_assert_int_eq(mode, MODE_DENY);
}
END_TEST

START_TEST(what_is_wrong_with_a_lock_itself_counts_for_all)
{
	enum mode mode = MODE_ALLOW;

	set_up();
	maps[MODE_RESTRICT].open_status = -ESTALE;
	ck_assert_int_eq(lock_read(&mode), 0);
	ck_assert_int_eq(mode, MODE_RESTRICT);
	write_lock_file("what?\n");
	ck_assert_int_eq(lock_read(&mode), 0);
	ck_assert_int_eq(mode, MODE_DENY);
}
END_TEST

/* A /run that only this process sees. */
static bool make_run(void)
{
	if (unshare(geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) < 0)
		return false;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("run", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") == 0 &&
	       mkdir(STATE_DIRECTORY, 0755) == 0;
}

int main(void)
{
	const TTest *const tests[] = {
		nothing_is_locked_at_first,
		a_pinned_map_locks_its_mode,
		the_strictest_of_several_locks_counts,
		a_lock_that_can_not_be_opened_counts,
		a_lock_that_can_not_be_read_counts,
		the_file_locks_too,
		a_file_that_can_not_be_understood_denies,
		what_is_no_file_denies,
		of_file_and_maps_the_stricter_counts,
		a_file_is_weak_until_a_map_locks_the_same,
		who_may_not_read_the_lock_is_told_so,
		a_stricter_lock_that_can_be_read_is_known,
		what_is_wrong_with_a_lock_itself_counts_for_all,
	};

	if (!make_run())
		return skip_tests("a /run of its own can't be had here");
	return RUN_TESTS("lock", tests);
}
