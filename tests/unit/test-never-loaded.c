// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/capability.h>
#include <string.h>

#include "never-loaded.h"
#include "run.h"
#include "words.h"

#define WORDS(...) ((char *[]){ __VA_ARGS__, NULL })
#define NEVER                 \
	{                     \
		.never = true \
	}
#define NOTHING                 \
	{                       \
		.nothing = true \
	}

static struct module_tree tree;

/* That these are exported of a policy with these rules. */
static void expect(const struct rule *rules, size_t n, const char *names)
{
	const struct policy policy = { .rules = (struct rule *)rules, .n_rules = n };
	char **found, **expected = words_split(names);
	size_t i = 0;

	ck_assert_int_eq(export_find(&policy, &tree, &found), 0);
	for (; expected[i]; i++) {
		ck_assert_msg(found[i], "%s is missing", expected[i]);
		ck_assert_str_eq(found[i], expected[i]);
	}
	ck_assert_msg(!found[i], "%s is one too many", found[i]);
	words_free(found);
	words_free(expected);
}

#define EXPECT(names, ...)                                   \
	do {                                                 \
		const struct rule rules[] = { __VA_ARGS__ }; \
		expect(rules, N_ELEMENTS(rules), names);     \
	} while (0)

START_TEST(what_is_never_is_exported_also_if_the_kernel_lacks_it)
{
	EXPECT("can sctp", { .modules = WORDS("sctp", "can"), .require = NEVER });
	EXPECT("sctp nosuch",
	       { .modules = WORDS("nosuch", "sct*", "ext4", "x*"), .require = NEVER });
	EXPECT("can libcrc32c sctp", { .aliases = WORDS("*"), .require = NEVER });
	EXPECT("", { .modules = WORDS("sctp"), .require = { .capabilities = 1 } });
}
END_TEST

START_TEST(what_some_may_load_is_not_exported)
{
	const struct rule never = { .modules = WORDS("sctp"), .require = NEVER };

	EXPECT("", never, { .aliases = WORDS("net-pf-*"), .require = NOTHING });
	EXPECT("", never,
	       { .modules = WORDS("s*"),
		 .uids = (struct uid_range[]){ { 5, 5 } },
		 .n_uids = 1,
		 .require = NOTHING });
	EXPECT("", { .modules = WORDS("sctp"), .units = WORDS("a.service"), .require = NEVER });
	EXPECT("", { .aliases = WORDS("net-pf-2-*"), .require = NEVER });
	EXPECT("sctp", { .aliases = WORDS("*"), .require = NOTHING }, never);
	EXPECT("sctp", never, { .aliases = WORDS("net-pf-29"), .require = NOTHING });
	EXPECT("sctp", never, { .modules = WORDS("can"), .require = NOTHING });
}
END_TEST

/* A line "install libcrc32c /bin/false" would keep sctp out too. */
START_TEST(what_comes_along_with_others_is_not_exported)
{
	const struct rule all = { .aliases = WORDS("*"), .require = NEVER };
	const struct rule sctp = { .aliases = WORDS("net-pf-2-*"), .require = NOTHING };
	const struct rule library = { .modules = WORDS("libcrc32c"), .require = NEVER };

	EXPECT("can", all, sctp);
	EXPECT("can libcrc32c", all, sctp, library);
	EXPECT("", library,
	       { .aliases = WORDS("net-pf-2-*"), .modules = WORDS("lib*"), .require = NOTHING },
	       sctp);
}
END_TEST

/* Numbers that are the same in each run. */
static unsigned int next_number(unsigned int limit)
{
	static unsigned int state = 1;

	state = state * 1103515245 + 12345;
	return (state >> 16) % limit;
}

static struct rule any_rule(void)
{
	static char *aliases[][2] = { { "*" }, { "net-pf-2*" }, { "net-pf-29" }, { "sctp" } };
	static char *modules[][2] = { { "*" }, { "s*" }, { "can" }, { "lib*" } };
	static char *units[] = { "a.service", NULL };
	struct rule rule = { 0 };

	rule.require.never = next_number(2);
	rule.require.nothing = !rule.require.never && next_number(2);
	if (next_number(2))
		rule.aliases = aliases[next_number(N_ELEMENTS(aliases))];
	if (next_number(2))
		rule.modules = modules[next_number(N_ELEMENTS(modules))];
	if (next_number(4) == 0)
		rule.units = units;
	return rule;
}

/*
 * That neither root nor the kernel gets a module by an alias, be it one of its own or of what
 * depends on it.
 */
static void expect_refused(const struct policy *policy, const char *module, const char *alias,
			   const char *dependency)
{
	const struct requester requesters[] = {
		{ .class = REQUESTER_KERNEL },
		{ .class = REQUESTER_PROCESS,
		  .effective = UINT64_MAX,
		  .in_initial_user_namespace = true,
		  .cgroup = (char *)"/a.service" },
		{ .class = REQUESTER_PROCESS,
		  .effective = UINT64_MAX,
		  .in_initial_user_namespace = true },
	};
	const char *const modules[] = { module, NULL }, *const dependencies[] = { dependency,
										  NULL };

	for (size_t i = 0; i < N_ELEMENTS(requesters); i++) {
		const struct request request = { .alias = alias,
						 .requester = &requesters[i],
						 .modules = modules,
						 .dependencies = dependencies };

		ck_assert_int_eq(policy_decide(policy, &request).decision, DECISION_REFUSED);
	}
}

START_TEST(what_is_exported_is_refused_to_root_and_the_kernel)
{
	unsigned int n_exported = 0;

	for (int i = 0; i < 20000; i++) {
		struct rule rules[3] = { any_rule(), any_rule(), any_rule() };
		const struct policy policy = { .mode = MODE_RESTRICT,
					       .rules = rules,
					       .n_rules = 3,
					       .require = { .never = next_number(2) } };

		char **names;

		ck_assert_int_eq(export_find(&policy, &tree, &names), 0);
		for (size_t j = 0; names[j]; j++) {
			const char *name = names[j];

			n_exported++;
			expect_refused(&policy, name, name, NULL);
			for (size_t k = 0; k < tree.n_aliases; k++)
				if (strcmp(tree.aliases[k].module, name) == 0)
					expect_refused(&policy, name, tree.aliases[k].alias, NULL);
			if (strcmp(name, "libcrc32c") == 0)
				expect_refused(&policy, "sctp", "net-pf-2-proto-132", name);
		}
		words_free(names);
	}
	ck_assert_uint_gt(n_exported, 1000);
}
END_TEST

int main(void)
{
	static const char modules[] = "kernel/net/sctp.ko: kernel/lib/libcrc32c.ko\n"
				      "kernel/net/can.ko:\nkernel/lib/libcrc32c.ko:\n";
	static const char built_in[] = "kernel/fs/ext4.ko\n";
	static const char aliases[] = "alias net-pf-2-proto-132 sctp\nalias net-pf-29 can\n";
	const TTest *const tests[] = {
		what_is_never_is_exported_also_if_the_kernel_lacks_it,
		what_some_may_load_is_not_exported,
		what_comes_along_with_others_is_not_exported,
		what_is_exported_is_refused_to_root_and_the_kernel,
	};
	int status;

	module_tree_add_modules(&tree, modules, strlen(modules));
	module_tree_add_built_in(&tree, built_in, strlen(built_in));
	module_tree_add_aliases(&tree, aliases, strlen(aliases));
	module_tree_sort(&tree);
	status = RUN_TESTS("export", tests);
	module_tree_clear(&tree);
	return status;
}
