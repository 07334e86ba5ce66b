// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include "directory.h"
#include "module-tree.h"
#include "run.h"

static void write_file(const char *name, const char *text)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

START_TEST(modules_have_name_path_and_dependencies)
{
	static const char text[] =
		"kernel/net/tls/tls.ko.xz:\n"
		"kernel/drivers/vhost/vhost-net.ko: kernel/drivers/vhost/vhost.ko "
		"kernel/drivers/net/tap-x.ko\n";
	struct module_tree tree = { 0 };
	const struct module *module;

	ck_assert_int_eq(module_tree_add_modules(&tree, text, strlen(text)), 0);
	module_tree_sort(&tree);
	module = module_tree_find(&tree, "tls");
	ck_assert_ptr_nonnull(module);
	ck_assert_str_eq(module->path, "kernel/net/tls/tls.ko.xz");
	ck_assert(!module->is_built_in);
	ck_assert_ptr_null(module->dependencies[0]);
	module = module_tree_find(&tree, "vhost_net");
	ck_assert_ptr_nonnull(module);
	ck_assert_str_eq(module->name, "vhost_net");
	ck_assert_str_eq(module->dependencies[0], "vhost");
	ck_assert_str_eq(module->dependencies[1], "tap_x");
	ck_assert_ptr_null(module->dependencies[2]);
	module_tree_clear(&tree);
}
END_TEST

START_TEST(names_are_found_with_dash_or_underscore)
{
	static const char text[] = "kernel/a/a_b.ko:\nkernel/a/a.ko:\nkernel/a/a-c.ko:\n";
	struct module_tree tree = { 0 };

	ck_assert_int_eq(module_tree_add_modules(&tree, text, strlen(text)), 0);
	module_tree_sort(&tree);
	ck_assert_ptr_nonnull(module_tree_find(&tree, "a-b"));
	ck_assert_ptr_eq(module_tree_find(&tree, "a_c"), module_tree_find(&tree, "a-c"));
	ck_assert_ptr_nonnull(module_tree_find(&tree, "a"));
	ck_assert_ptr_null(module_tree_find(&tree, "A"));
	ck_assert_ptr_null(module_tree_find(&tree, "a_"));
	ck_assert_ptr_null(module_tree_find(&tree, ""));
	module_tree_clear(&tree);
}
END_TEST

START_TEST(what_is_built_in_is_marked)
{
	static const char text[] = "kernel/fs/ext4/ext4.ko\n\nkernel/lib/crc7.ko";
	struct module_tree tree = { 0 };

	ck_assert_int_eq(module_tree_add_built_in(&tree, text, strlen(text)), 0);
	module_tree_sort(&tree);
	ck_assert_uint_eq(tree.n_modules, 2);
	ck_assert(module_tree_find(&tree, "ext4")->is_built_in);
	ck_assert(module_tree_find(&tree, "crc7")->is_built_in);
	module_tree_clear(&tree);
}
END_TEST

START_TEST(aliases_of_one_text_stand_together)
{
	static const char text[] = "# Aliases extracted from modules themselves.\n"
				   "alias net-pf-40 vsock\n"
				   "alias fs-ext4 ext4\n"
				   "alias net_pf_40 hv-sock\n"
				   "alias x\n"
				   "nonsense a b\n";
	struct module_tree tree = { 0 };

	ck_assert_int_eq(module_tree_add_aliases(&tree, text, strlen(text)), 0);
	module_tree_sort(&tree);
	ck_assert_uint_eq(tree.n_aliases, 3);
	ck_assert_str_eq(tree.aliases[0].alias, "fs-ext4");
	ck_assert_str_eq(tree.aliases[1].alias, "net_pf_40");
	ck_assert_str_eq(tree.aliases[1].module, "hv_sock");
	ck_assert_str_eq(tree.aliases[2].alias, "net-pf-40");
	ck_assert_str_eq(tree.aliases[2].module, "vsock");
	module_tree_clear(&tree);
}
END_TEST

START_TEST(text_of_any_bytes_does_no_harm)
{
	static const char text[] =
		":\n:x\n\0:\0\n/\n/:/\nalias \0 \xff\nalias // //\nx: : / .ko\n \t\n";
	struct module_tree tree = { 0 };

	ck_assert_int_eq(module_tree_add_modules(&tree, text, sizeof(text) - 1), 0);
	ck_assert_int_eq(module_tree_add_built_in(&tree, text, sizeof(text) - 1), 0);
	ck_assert_int_eq(module_tree_add_aliases(&tree, text, sizeof(text) - 1), 0);
	module_tree_sort(&tree);
	(void)module_tree_find(&tree, "x");
	module_tree_clear(&tree);
}
END_TEST

START_TEST(an_empty_tree_has_nothing)
{
	struct module_tree tree = { 0 };

	module_tree_sort(&tree);
	ck_assert_ptr_null(module_tree_find(&tree, "x"));
	module_tree_clear(&tree);
}
END_TEST

START_TEST(a_directory_is_read_whole)
{
	struct module_tree tree;
	const char *file;

	write_file("modules.dep", "kernel/net/tls/tls.ko:\n");
	write_file("modules.builtin", "kernel/fs/ext4/ext4.ko\n");
	write_file("modules.alias", "alias tcp-ulp-tls tls\n");
	ck_assert_int_eq(module_tree_read(directory, &tree, &file), 0);
	ck_assert_uint_eq(tree.n_modules, 2);
	ck_assert_uint_eq(tree.n_aliases, 1);
	module_tree_clear(&tree);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_named)
{
	struct module_tree tree = { .n_modules = 7 };
	char path[PATH_MAX];
	const char *file;

	write_file("modules.dep", "kernel/net/tls/tls.ko:\n");
	write_file("modules.builtin", "");
	snprintf(path, sizeof(path), "%s/modules.alias", directory);
	remove(path);
	ck_assert_int_eq(module_tree_read(directory, &tree, &file), -ENOENT);
	ck_assert_str_eq(file, "modules.alias");
	ck_assert_uint_eq(tree.n_modules, 7);
	ck_assert_int_eq(module_tree_read("/nonexistent", &tree, &file), -ENOENT);
	ck_assert_str_eq(file, "modules.dep");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		modules_have_name_path_and_dependencies,
		names_are_found_with_dash_or_underscore,
		what_is_built_in_is_marked,
		aliases_of_one_text_stand_together,
		text_of_any_bytes_does_no_harm,
		an_empty_tree_has_nothing,
		a_directory_is_read_whole,
		a_file_that_is_not_there_is_named,
	};

	directory_make();
	return directory_remove(RUN_TESTS("module-tree", tests));
}
