// SPDX-License-Identifier: GPL-2.0-or-later
/* The main file and its drop-ins. Only root can make files that are trusted. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complaints.h"
#include "policy-files.h"
#include "sections.h"
#include "directory.h"
#include "run.h"

#define ANY_USER    12345
#define PATH_SIZE   (sizeof(directory) + 300)
#define RULE(name)  "[rule " name "]\nalias = *\nrequire = nothing\n"
#define WORDS(...)  ((const char *const[]){ __VA_ARGS__, NULL })
#define LISTED(...) expect_rules(WORDS(__VA_ARGS__))

/* In its own of these each test finds an empty main file and no drop-in. */
static char main_directory[PATH_SIZE], main_file[PATH_SIZE], vendor[PATH_SIZE], run[PATH_SIZE],
	etc[PATH_SIZE];

static const struct config_files files = { main_file, { vendor, run, etc } };

static struct complaints complaints;

/* The path of a file, until the next but one is asked for. */
static const char *path_of(const char *in, const char *name)
{
	static char paths[2][2 * PATH_SIZE];
	static unsigned int next;
	char *path = paths[next++ % N_ELEMENTS(paths)];

	snprintf(path, sizeof(paths[0]), "%s/%s", in, name);
	return path;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	ck_assert_msg(file, "%s: %s", path, strerror(errno));
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, 0644), 0);
}

static void drop_in(const char *in, const char *name, const char *text)
{
	write_file(path_of(in, name), text);
}

static void link_to(const char *target, const char *in, const char *name)
{
	ck_assert_int_eq(symlink(target, path_of(in, name)), 0);
}

static int load(struct policy *policy)
{
	struct error_sink sink = complaints_sink(&complaints);

	return config_load(&files, &sink, policy);
}

static struct policy loaded(void)
{
	struct policy policy;
	int r = load(&policy);

	ck_assert_msg(r == 0, "%s:%u: %s", complaints.list[0].file, complaints.list[0].line,
		      complaints.list[0].text);
	ck_assert_uint_eq(complaints.n, 0);
	return policy;
}

/* That the files are read and make rules of these names, in this order. */
static void expect_rules(const char *const *names)
{
	struct policy policy = loaded();
	size_t n = 0;

	for (; names[n]; n++) {
		ck_assert_msg(n < policy.n_rules, "\"%s\" is missing", names[n]);
		ck_assert_str_eq(policy.rules[n].name, names[n]);
	}
	ck_assert_msg(policy.n_rules == n, "\"%s\" is one too many", policy.rules[n].name);
	policy_clear(&policy);
}

/* That there are errors, so many, and that nothing of the policy is applied. */
static void expect_errors(size_t n)
{
	struct policy before, policy;

	memset(&before, 0x5a, sizeof(before));
	policy = before;
	ck_assert_int_eq(load(&policy), -EINVAL);
	ck_assert_mem_eq(&policy, &before, sizeof(policy));
	ck_assert_msg(complaints.n == n, "%zu complaints, the last about %s: %s", complaints.n,
		      complaints.list[complaints.n - 1].file,
		      complaints.list[complaints.n - 1].text);
}

static void expect_error(const char *path, unsigned int line, const char *says)
{
	expect_errors(1);
	complaints_expect_one(&complaints, path, line, says);
}

static void make_directories(void)
{
	static char *const all[] = { main_directory, vendor, run, etc };

	for (size_t i = 0; i < N_ELEMENTS(all); i++) {
		ck_assert_int_eq(mkdir(all[i], 0755), 0);
		ck_assert_int_eq(chmod(all[i], 0755), 0);
	}
	write_file(main_file, "");
}

/* Each test has directories of its own, also where Check does not fork. */
static void name_directories(const char *test)
{
	snprintf(main_directory, sizeof(main_directory), "%s/%s", directory, test);
	snprintf(main_file, sizeof(main_file), "%s/%s/autoload.conf", directory, test);
	snprintf(vendor, sizeof(vendor), "%s/%s-vendor", directory, test);
	snprintf(run, sizeof(run), "%s/%s-run", directory, test);
	snprintf(etc, sizeof(etc), "%s/%s-etc", directory, test);
	make_directories();
}

#define START name_directories(__func__)

START_TEST(without_drop_ins_the_main_file_is_the_policy)
{
	START;
	write_file(main_file, RULE("main"));
	LISTED("main");
	ck_assert_int_eq(rmdir(vendor), 0);
	ck_assert_int_eq(rmdir(run), 0);
	ck_assert_int_eq(rmdir(etc), 0);
	LISTED("main");
}
END_TEST

START_TEST(drop_ins_come_in_the_order_of_their_names_over_all_directories)
{
	START;
	drop_in(etc, "10-b.conf", RULE("b"));
	drop_in(vendor, "30-e.conf", RULE("e"));
	drop_in(vendor, "05-a.conf", RULE("a"));
	drop_in(run, "20-c.conf", RULE("c"));
	drop_in(etc, "a.conf", RULE("f"));
	drop_in(vendor, "20-d.conf", RULE("d"));
	/* By bytes, as the specification has it. */
	drop_in(etc, "Z.conf", RULE("upper"));
	drop_in(run, "9.conf", RULE("nine"));
	write_file(main_file, RULE("main"));
	LISTED("main", "a", "b", "c", "d", "e", "nine", "upper", "f");
}
END_TEST

START_TEST(a_drop_in_of_a_later_directory_takes_the_place_of_an_earlier_one)
{
	START;
	drop_in(vendor, "20.conf", RULE("vendor"));
	drop_in(vendor, "30.conf", RULE("last"));
	LISTED("vendor", "last");
	drop_in(run, "20.conf", RULE("run"));
	LISTED("run", "last");
	drop_in(etc, "20.conf", RULE("etc"));
	LISTED("etc", "last");
	ck_assert_int_eq(unlink(path_of(run, "20.conf")), 0);
	LISTED("etc", "last");
}
END_TEST

START_TEST(what_is_replaced_is_not_read)
{
	START;
	drop_in(vendor, "20.conf", "nonsense");
	ck_assert_int_eq(chmod(path_of(vendor, "20.conf"), 0666), 0);
	ck_assert_int_eq(mkdir(path_of(run, "20.conf"), 0777), 0);
	drop_in(etc, "20.conf", RULE("etc"));
	LISTED("etc");
}
END_TEST

START_TEST(a_link_to_dev_null_masks_drop_ins_of_that_name)
{
	START;
	drop_in(vendor, "10.conf", RULE("one"));
	drop_in(vendor, "20.conf", "nonsense");
	drop_in(run, "20.conf", RULE("two"));
	drop_in(run, "30.conf", RULE("three"));
	link_to("/dev/null", etc, "20.conf");
	LISTED("one", "three");
	link_to("/dev/null", run, "10.conf");
	LISTED("three");
}
END_TEST

START_TEST(a_masked_drop_in_is_there_again_in_a_later_directory)
{
	START;
	drop_in(vendor, "20.conf", RULE("vendor"));
	link_to("/dev/null", run, "20.conf");
	LISTED(NULL);
	drop_in(etc, "20.conf", RULE("etc"));
	LISTED("etc");
}
END_TEST

START_TEST(a_mask_alone_is_nothing)
{
	START;
	link_to("/dev/null", vendor, "20.conf");
	link_to("/dev/null", etc, "10.conf");
	write_file(main_file, RULE("main"));
	LISTED("main");
}
END_TEST

START_TEST(only_a_link_to_just_dev_null_is_a_mask)
{
	static const char *const targets[] = { "/dev/nul", "/dev/nulk", "/dev/null0", "/dev/zero",
					       "/dev/./null" };

	START;
	for (size_t i = 0; i < N_ELEMENTS(targets); i++) {
		struct policy policy;

		link_to(targets[i], etc, "20.conf");
		ck_assert_msg(load(&policy) == -EINVAL, "%s", targets[i]);
		ck_assert_str_eq(complaints.list[0].file, path_of(etc, "20.conf"));
		ck_assert_int_eq(unlink(path_of(etc, "20.conf")), 0);
	}
}
END_TEST

START_TEST(an_empty_file_masks_too)
{
	START;
	drop_in(vendor, "20.conf", RULE("vendor"));
	drop_in(vendor, "30.conf", RULE("last"));
	drop_in(etc, "20.conf", "");
	LISTED("last");
}
END_TEST

START_TEST(other_names_than_those_of_drop_ins_are_left_out)
{
	static const char *const names[] = {
		"x",          "x.con",   "x.conf~", "x.conf.dpkg-old", "x.CONF",  ".x.conf",
		"..x.conf",   ".conf",   "conf",    "xyzconf",         "x.conf.", "x.conf.in",
		"x.conf .sw", "x.confx",
	};

	START;
	for (size_t i = 0; i < N_ELEMENTS(names); i++)
		drop_in(etc, names[i], "nonsense");
	ck_assert_int_eq(mkdir(path_of(etc, "directory"), 0777), 0);
	ck_assert_int_eq(mkfifo(path_of(etc, "fifo"), 0666), 0);
	drop_in(etc, "x.conf", RULE("x"));
	drop_in(etc, "a b.conf", RULE("blank"));
	LISTED("blank", "x");
}
END_TEST

START_TEST(a_hidden_name_replaces_nothing)
{
	START;
	drop_in(vendor, "x.conf", RULE("x"));
	link_to("/dev/null", etc, ".x.conf");
	link_to("/dev/null", etc, "x.conf.bak");
	LISTED("x");
}
END_TEST

START_TEST(a_drop_in_is_a_regular_file)
{
	START;
	ck_assert_int_eq(mkdir(path_of(run, "20.conf"), 0755), 0);
	expect_error(path_of(run, "20.conf"), 0, "is not a regular file");
	ck_assert_int_eq(rmdir(path_of(run, "20.conf")), 0);
	ck_assert_int_eq(mkfifo(path_of(run, "20.conf"), 0644), 0);
	expect_error(path_of(run, "20.conf"), 0, "is not a regular file");
}
END_TEST

START_TEST(a_drop_in_is_only_roots)
{
	static const mode_t modes[] = { 0664, 0646, 0666, 0620 };

	START;
	drop_in(vendor, "20.conf", RULE("x"));
	for (size_t i = 0; i < N_ELEMENTS(modes); i++) {
		ck_assert_int_eq(chmod(path_of(vendor, "20.conf"), modes[i]), 0);
		expect_error(path_of(vendor, "20.conf"), 0, "is writable by others than root");
	}
	ck_assert_int_eq(chmod(path_of(vendor, "20.conf"), 0644), 0);
	LISTED("x");
	ck_assert_int_eq(chown(path_of(vendor, "20.conf"), ANY_USER, 0), 0);
	expect_error(path_of(vendor, "20.conf"), 0, "is not owned by root");
}
END_TEST

START_TEST(behind_a_link_the_drop_in_itself_is_tested)
{
	START;
	write_file(path_of(main_directory, "elsewhere"), RULE("x"));
	link_to(path_of(main_directory, "elsewhere"), etc, "20.conf");
	LISTED("x");
	ck_assert_int_eq(chown(path_of(main_directory, "elsewhere"), ANY_USER, 0), 0);
	expect_error(path_of(etc, "20.conf"), 0, "is not owned by root");
	ck_assert_int_eq(unlink(path_of(main_directory, "elsewhere")), 0);
	expect_error(path_of(etc, "20.conf"), 0, "can't be opened: No such file");
}
END_TEST

START_TEST(a_drop_in_may_not_be_too_large)
{
	char *text = malloc(CONFIG_SIZE_MAX + 2);

	START;
	ck_assert_ptr_nonnull(text);
	memset(text, '\n', CONFIG_SIZE_MAX + 1);
	text[CONFIG_SIZE_MAX + 1] = '\0';
	drop_in(run, "20.conf", text);
	expect_error(path_of(run, "20.conf"), 0, "is larger than 64 KiB");
	drop_in(run, "20.conf", text + 1);
	LISTED(NULL);
	free(text);
}
END_TEST

static void expect_directory_to_be_roots(const char *path)
{
	static const mode_t modes[] = { 0775, 0757, 0777, 01777, 02775, 0720 };

	for (size_t i = 0; i < N_ELEMENTS(modes); i++) {
		ck_assert_int_eq(chmod(path, modes[i]), 0);
		expect_error(path, 0, "is writable by others than root");
	}
	ck_assert_int_eq(chmod(path, 0755), 0);
	ck_assert_int_eq(chown(path, ANY_USER, 0), 0);
	expect_error(path, 0, "is not owned by root");
	/* Of whom a group that may not write is does not matter. */
	ck_assert_int_eq(chown(path, 0, ANY_USER), 0);
	ck_assert_int_eq(chmod(path, 0555), 0);
	LISTED(NULL);
}

START_TEST(a_directory_of_drop_ins_is_only_roots)
{
	START;
	expect_directory_to_be_roots(vendor);
	expect_directory_to_be_roots(run);
	expect_directory_to_be_roots(etc);
}
END_TEST

START_TEST(the_directory_of_the_main_file_is_only_roots)
{
	START;
	expect_directory_to_be_roots(main_directory);
}
END_TEST

START_TEST(nothing_of_a_directory_that_is_not_trusted_is_read)
{
	START;
	drop_in(etc, "20.conf", "nonsense");
	ck_assert_int_eq(chmod(etc, 0777), 0);
	expect_error(etc, 0, "is writable by others than root");
}
END_TEST

START_TEST(a_directory_may_be_a_link_to_one_that_is_trusted)
{
	START;
	drop_in(vendor, "20.conf", RULE("x"));
	ck_assert_int_eq(rmdir(etc), 0);
	ck_assert_int_eq(symlink(vendor, etc), 0);
	LISTED("x");
	ck_assert_int_eq(chmod(vendor, 0777), 0);
	expect_errors(2);
	complaints_expect(&complaints, 0, vendor, 0, "is writable by others than root");
	complaints_expect(&complaints, 1, etc, 0, "is writable by others than root");
}
END_TEST

START_TEST(a_file_in_a_directories_place_is_an_error)
{
	START;
	ck_assert_int_eq(rmdir(run), 0);
	write_file(run, "");
	expect_error(run, 0, "can't be opened: Not a directory");
}
END_TEST

START_TEST(a_missing_main_file_is_an_error_whatever_drop_ins_say)
{
	START;
	drop_in(etc, "20.conf", "[gate]\nmode = allow\n");
	ck_assert_int_eq(unlink(main_file), 0);
	expect_error(main_file, 0, "can't be opened: No such file");
}
END_TEST

START_TEST(all_errors_of_all_files_are_reported_and_nothing_is_applied)
{
	START;
	write_file(main_file, "[gate]\nmode = allow\nmood = good\n");
	drop_in(vendor, "10.conf", RULE("good"));
	drop_in(vendor, "20.conf", "\n[rule x]\nalias = a\n");
	drop_in(etc, "30.conf", "nonsense\n\n[[]\n");
	drop_in(run, "40.conf", "");
	ck_assert_int_eq(chmod(path_of(run, "40.conf"), 0666), 0);
	drop_in(etc, "50.conf", "[gate]\nmode = off\nconfined = on\n");
	expect_errors(7);
	complaints_expect(&complaints, 0, main_file, 3, "\"mood\"");
	complaints_expect(&complaints, 1, path_of(vendor, "20.conf"), 2, "lacks \"require =\"");
	complaints_expect(&complaints, 2, path_of(etc, "30.conf"), 1, "a line is");
	complaints_expect(&complaints, 3, path_of(etc, "30.conf"), 3, "a section's name");
	complaints_expect(&complaints, 4, path_of(run, "40.conf"), 0, "is writable by others");
	complaints_expect(&complaints, 5, path_of(etc, "50.conf"), 2, "\"off\"");
	complaints_expect(&complaints, 6, path_of(etc, "50.conf"), 3, "\"on\"");
}
END_TEST

START_TEST(one_broken_drop_in_spoils_the_policy)
{
	START;
	write_file(main_file, "[gate]\nmode = allow\nrequire = nothing\n" RULE("main"));
	drop_in(vendor, "10.conf", RULE("vendor"));
	drop_in(etc, "90.conf", "[gate]\nmode = of\n");
	expect_error(path_of(etc, "90.conf"), 2, "invalid mode \"of\"");
}
END_TEST

/* A drop-in of that many rules. */
static void drop_in_rules(const char *in, const char *name, unsigned int n)
{
	FILE *file = fopen(path_of(in, name), "we");

	ck_assert_ptr_nonnull(file);
	for (unsigned int i = 0; i < n; i++)
		ck_assert_int_gt(fprintf(file, "[rule %u]\nuid = 0\nrequire = never\n", i), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path_of(in, name), 0644), 0);
}

START_TEST(sections_are_counted_in_all_files_together)
{
	struct policy policy;

	START;
	write_file(main_file, RULE("main"));
	drop_in_rules(vendor, "10.conf", 500);
	drop_in_rules(etc, "20.conf", CONFIG_SECTIONS_MAX - 501);
	policy = loaded();
	ck_assert_uint_eq(policy.n_rules, CONFIG_SECTIONS_MAX);
	policy_clear(&policy);

	drop_in(run, "30.conf", "\n[unmaintained x]\nmodules = a\n");
	expect_error(path_of(run, "30.conf"), 2, "more than 1000 sections in all files together");
	/* What is masked does not count. */
	drop_in(etc, "10.conf", "");
	policy = loaded();
	ck_assert_uint_eq(policy.n_rules, CONFIG_SECTIONS_MAX - 500);
	policy_clear(&policy);
}
END_TEST

START_TEST(a_directory_may_not_have_too_many_drop_ins)
{
	char name[32];

	START;
	for (int i = 0; i < 256; i++) {
		snprintf(name, sizeof(name), "%d.conf", i);
		drop_in(i % 2 ? vendor : etc, name, "");
	}
	LISTED(NULL);
	/* One that takes the place of another is none more. */
	drop_in(run, "7.conf", "");
	LISTED(NULL);
	drop_in(etc, "x.conf", "");
	expect_error(path_of(etc, "x.conf"), 0, "is one too many");
}
END_TEST

START_TEST(the_gate_section_of_a_drop_in_overrides_key_by_key)
{
	struct policy policy;

	START;
	write_file(main_file, "[gate]\nmode = restrict\nconfined = deny\nrequire = nothing\n");
	drop_in(vendor, "10.conf", "[gate]\nmode = deny\n");
	policy = loaded();
	ck_assert_int_eq(policy.mode, MODE_DENY);
	ck_assert_int_eq(policy.confined, MODE_DENY);
	ck_assert(policy.require.nothing);
	policy_clear(&policy);

	drop_in(etc, "05.conf", "[gate]\nmode = allow\nrequire = never\n");
	drop_in(run, "20.conf", "[gate]\nconfined = log\n");
	policy = loaded();
	ck_assert_int_eq(policy.mode, MODE_DENY);
	ck_assert_int_eq(policy.confined, MODE_LOG);
	ck_assert(policy.require.never && !policy.require.nothing);
	policy_clear(&policy);
}
END_TEST

START_TEST(a_drop_in_may_use_the_names_of_another_file)
{
	struct policy policy;

	START;
	write_file(main_file, RULE("x"));
	drop_in(etc, "20.conf", "\n" RULE("x"));
	policy = loaded();
	ck_assert_uint_eq(policy.n_rules, 2);
	ck_assert_str_eq(policy.rules[0].file, main_file);
	ck_assert_uint_eq(policy.rules[0].line, 1);
	ck_assert_str_eq(policy.rules[1].file, path_of(etc, "20.conf"));
	ck_assert_uint_eq(policy.rules[1].line, 2);
	policy_clear(&policy);
}
END_TEST

START_TEST(a_later_drop_in_takes_flags_away)
{
	struct policy policy;

	START;
	drop_in(vendor, "50.conf",
		"[maintained x]\nmodules = tls nf-log\nreviewed = 2026-11-20\nwhy = y\n");
	drop_in(etc, "60.conf", "[unmaintained x]\nmodules = nf_log\n");
	policy = loaded();
	ck_assert(policy_is_maintained(&policy, "tls"));
	ck_assert(!policy_is_maintained(&policy, "nf_log"));
	policy_clear(&policy);

	ck_assert_int_eq(rename(path_of(etc, "60.conf"), path_of(etc, "40.conf")), 0);
	policy = loaded();
	ck_assert(policy_is_maintained(&policy, "nf_log"));
	policy_clear(&policy);
}
END_TEST

/* What config_visit() visits: a line for each file. */
struct visits {
	char lines[8192];
	int stop; /* what the visitor returns */
};

/* "autoload.conf", or a drop-in as "etc/20.conf". */
static const char *short_path(const char *path)
{
	return path ? path + strlen(main_directory) + 1 : "";
}

static int note(void *data, const struct config_file *file)
{
	static const char *const states[] = {
		[CONFIG_USED] = "used", [CONFIG_REPLACED] = "replaced", [CONFIG_MASKED] = "masked",
		[CONFIG_MASK] = "mask", [CONFIG_ERROR] = "error",
	};
	struct visits *visits = data;
	size_t used = strlen(visits->lines);

	ck_assert(!file->by == (file->state != CONFIG_REPLACED && file->state != CONFIG_MASKED));
	ck_assert(!file->text == (file->state != CONFIG_USED));
	ck_assert(!file->error == (file->state != CONFIG_ERROR));
	snprintf(visits->lines + used, sizeof(visits->lines) - used, "%s %s %s%.*s%s\n",
		 states[file->state], short_path(file->path), short_path(file->by), (int)file->size,
		 file->text ?: "", file->error ?: "");
	return visits->stop;
}

static void expect_visits(const char *expected)
{
	struct visits visits = { .lines = "" };

	ck_assert_int_eq(config_visit(&files, note, &visits), 0);
	ck_assert_str_eq(visits.lines, expected);
}

START_TEST(all_files_are_visited_in_the_order_of_reading)
{
	START;
	write_file(main_file, "main");
	drop_in(vendor, "30.conf", "c");
	drop_in(run, "10.conf", "a");
	drop_in(etc, "20.conf", "b");
	drop_in(etc, "other", "x");
	expect_visits("used autoload.conf main\n"
		      "used run/10.conf a\n"
		      "used etc/20.conf b\n"
		      "used vendor/30.conf c\n");
}
END_TEST

START_TEST(what_is_replaced_is_visited_before_what_takes_its_place)
{
	START;
	drop_in(vendor, "20.conf", "a");
	drop_in(etc, "20.conf", "b");
	expect_visits("used autoload.conf \n"
		      "replaced vendor/20.conf etc/20.conf\n"
		      "used etc/20.conf b\n");
	/* A mask too can be replaced. */
	link_to("/dev/null", run, "20.conf");
	expect_visits("used autoload.conf \n"
		      "replaced vendor/20.conf etc/20.conf\n"
		      "replaced run/20.conf etc/20.conf\n"
		      "used etc/20.conf b\n");
}
END_TEST

START_TEST(what_is_masked_is_visited_before_the_mask)
{
	START;
	drop_in(vendor, "20.conf", "a");
	drop_in(run, "20.conf", "b");
	link_to("/dev/null", etc, "20.conf");
	link_to("/dev/null", vendor, "30.conf");
	expect_visits("used autoload.conf \n"
		      "masked vendor/20.conf etc/20.conf\n"
		      "masked run/20.conf etc/20.conf\n"
		      "mask etc/20.conf \n"
		      "mask vendor/30.conf \n");
}
END_TEST

START_TEST(what_can_not_be_used_is_visited_with_its_error)
{
	START;
	ck_assert_int_eq(unlink(main_file), 0);
	drop_in(vendor, "10.conf", "a");
	drop_in(etc, "20.conf", "b");
	drop_in(run, "30.conf", "c");
	ck_assert_int_eq(chmod(path_of(etc, "20.conf"), 0646), 0);
	ck_assert_int_eq(chown(run, ANY_USER, 0), 0);
	expect_visits("error autoload.conf can't be opened: No such file or directory\n"
		      "error run is not owned by root: \"chown root\" it\n"
		      "used vendor/10.conf a\n"
		      "error etc/20.conf is writable by others than root: "
		      "\"chmod go-w\" it\n");
}
END_TEST

START_TEST(a_visitor_can_end_it)
{
	struct visits visits = { .lines = "", .stop = -ENOMEM };

	START;
	drop_in(vendor, "20.conf", "a");
	ck_assert_int_eq(config_visit(&files, note, &visits), -ENOMEM);
	ck_assert_str_eq(visits.lines, "used autoload.conf \n");
}
END_TEST

static unsigned int count_descriptors(void)
{
	DIR *descriptors = opendir("/proc/self/fd");
	unsigned int n = 0;

	ck_assert_ptr_nonnull(descriptors);
	while (readdir(descriptors))
		n++;
	closedir(descriptors);
	return n;
}

START_TEST(no_descriptor_stays_open)
{
	unsigned int before;

	START;
	drop_in(vendor, "10.conf", RULE("a"));
	drop_in(run, "20.conf", RULE("b"));
	link_to("/dev/null", etc, "20.conf");
	before = count_descriptors();
	LISTED("a");
	ck_assert_uint_eq(count_descriptors(), before);
	drop_in(run, "30.conf", "nonsense");
	ck_assert_int_eq(chmod(path_of(vendor, "10.conf"), 0666), 0);
	ck_assert_int_eq(chmod(etc, 0777), 0);
	/* Those of the file and the directory that are not trusted, and "nonsense". */
	ck_assert_int_eq(unlink(path_of(run, "20.conf")), 0);
	expect_errors(3);
	ck_assert_uint_eq(count_descriptors(), before);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		without_drop_ins_the_main_file_is_the_policy,
		drop_ins_come_in_the_order_of_their_names_over_all_directories,
		a_drop_in_of_a_later_directory_takes_the_place_of_an_earlier_one,
		what_is_replaced_is_not_read,
		a_link_to_dev_null_masks_drop_ins_of_that_name,
		a_masked_drop_in_is_there_again_in_a_later_directory,
		a_mask_alone_is_nothing,
		only_a_link_to_just_dev_null_is_a_mask,
		an_empty_file_masks_too,
		other_names_than_those_of_drop_ins_are_left_out,
		a_hidden_name_replaces_nothing,
		a_drop_in_is_a_regular_file,
		a_drop_in_is_only_roots,
		behind_a_link_the_drop_in_itself_is_tested,
		a_drop_in_may_not_be_too_large,
		a_directory_of_drop_ins_is_only_roots,
		the_directory_of_the_main_file_is_only_roots,
		nothing_of_a_directory_that_is_not_trusted_is_read,
		a_directory_may_be_a_link_to_one_that_is_trusted,
		a_file_in_a_directories_place_is_an_error,
		a_missing_main_file_is_an_error_whatever_drop_ins_say,
		all_errors_of_all_files_are_reported_and_nothing_is_applied,
		one_broken_drop_in_spoils_the_policy,
		sections_are_counted_in_all_files_together,
		a_directory_may_not_have_too_many_drop_ins,
		the_gate_section_of_a_drop_in_overrides_key_by_key,
		a_drop_in_may_use_the_names_of_another_file,
		a_later_drop_in_takes_flags_away,
		all_files_are_visited_in_the_order_of_reading,
		what_is_replaced_is_visited_before_what_takes_its_place,
		what_is_masked_is_visited_before_the_mask,
		what_can_not_be_used_is_visited_with_its_error,
		a_visitor_can_end_it,
		no_descriptor_stays_open,
	};

	if (geteuid() != 0)
		return skip_tests("only root can make files that are trusted");
	directory_make();
	return directory_remove(RUN_TESTS("config-files", tests));
}
