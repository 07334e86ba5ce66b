// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/capability.h>
#include <string.h>

#include "checks.h"
#include "run.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))
#define WORDS(...)         ((char *[]){ __VA_ARGS__, NULL })
#define NOTHING                 \
	{                       \
		.nothing = true \
	}
#define MAINTAINED                 \
	{                          \
		.maintained = true \
	}
#define RULE(...)  ((struct rule){ .name = "r", .file = "f", .line = 1, __VA_ARGS__ })
#define FLAGS(...) ((struct flags){ .name = "g", .file = "f", .line = 1, __VA_ARGS__ })
#define TODAY      "2026-11-24"

static struct module_tree tree;
static struct findings findings;

static void look_at(const struct policy *policy, const struct module_tree *modules)
{
	findings_clear(&findings);
	lint_policy(policy, modules, TODAY, &findings);
	ck_assert_int_eq(findings.error, 0);
}

static void look_at_rule(struct rule rule)
{
	look_at(&(struct policy){ .rules = &rule, .n_rules = 1 }, &tree);
}

static void look_at_flags(struct flags flags)
{
	look_at(&(struct policy){ .flags = &flags, .n_flags = 1 }, &tree);
}

/* That the findings are these, by their names. */
static void expect(const char *const *checks)
{
	size_t n = 0;

	for (; checks[n]; n++) {
		ck_assert_msg(n < findings.n, "no %s", checks[n]);
		ck_assert_msg(strcmp(findings.list[n].check, checks[n]) == 0, "%s, not %s: %s",
			      findings.list[n].check, checks[n], findings.list[n].text);
	}
	ck_assert_msg(n == findings.n, "one too many: %s", findings.list[n].text);
}

#define EXPECT(...) expect((const char *const[]){ __VA_ARGS__, NULL })

static void expect_hint(size_t i, const char *says)
{
	ck_assert_msg(findings.list[i].hint && strstr(findings.list[i].hint, says), "%s",
		      findings.list[i].hint);
}

START_TEST(a_good_policy_has_no_findings)
{
	look_at_rule(RULE(.aliases = WORDS("net-pf-*", "nosuch-iosched", "bfq*"),
			  .require = MAINTAINED));
	EXPECT(NULL);
	look_at_rule(RULE(.modules = WORDS("ext4", "s*"), .units = WORDS("a.service"),
			  .require = NOTHING));
	EXPECT(NULL);
	look_at_flags(FLAGS(.maintained = true, .modules = WORDS("sctp", "ext4"),
			    .reviewed = "2026-01-01"));
	EXPECT(NULL);
}
END_TEST

START_TEST(patterns_that_nobody_asks_for_are_found)
{
	look_at_rule(RULE(.aliases = WORDS("netpf-*", "pci:v8086*", "sctp2", "ext4"),
			  .require = MAINTAINED));
	EXPECT("no-such-request", "no-such-request", "no-such-request", "no-such-request");
	expect_hint(0, "KINDS OF ALIASES");
	expect_hint(1, "udev");
	expect_hint(2, "KINDS OF ALIASES");
	expect_hint(3, "module = ext4");
}
END_TEST

START_TEST(modules_that_the_kernel_lacks_are_found)
{
	look_at_rule(
		RULE(.modules = WORDS("sctpp", "net-pf-2-*", "ip_*", "x*"), .require = MAINTAINED));
	EXPECT("no-such-module", "no-such-module", "no-such-module", "no-such-module");
	expect_hint(0, "misspelt");
	expect_hint(1, "alias");
}
END_TEST

START_TEST(without_modules_none_is_missed)
{
	struct rule rule = RULE(.modules = WORDS("nosuch"), .require = MAINTAINED);
	struct flags flags = FLAGS(.modules = WORDS("sctp", "nosuch"));

	look_at(&(struct policy){ .rules = &rule, .n_rules = 1, .flags = &flags, .n_flags = 1 },
		NULL);
	EXPECT(NULL);
}
END_TEST

START_TEST(a_group_for_another_kernel_is_not_a_mistake)
{
	look_at_flags(FLAGS(.modules = WORDS("nosuch", "neither")));
	EXPECT(NULL);
	look_at_flags(FLAGS(.modules = WORDS("nosuch", "sctp")));
	EXPECT("no-such-module");
}
END_TEST

START_TEST(flags_age_while_they_count)
{
	struct flags flags[] = {
		FLAGS(.maintained = true, .modules = WORDS("sctp"), .reviewed = "2025-05-23"),
		FLAGS(.modules = WORDS("sctp")),
	};

	look_at_flags(flags[0]);
	EXPECT("review-is-old");
	look_at(&(struct policy){ .flags = flags, .n_flags = 2 }, &tree);
	EXPECT(NULL);
	flags[0].reviewed = "2025-05-24";
	look_at_flags(flags[0]);
	EXPECT(NULL);
}
END_TEST

START_TEST(what_lets_everybody_load_everything_is_found)
{
	struct policy policy = { .mode = MODE_ALLOW, .require = NOTHING };

	look_at_rule(RULE(.aliases = WORDS("*"), .require = NOTHING));
	EXPECT("allows-everything");
	look_at_rule(RULE(.aliases = WORDS("*"), .units = WORDS("a.service"), .require = NOTHING));
	EXPECT(NULL);
	look_at_rule(RULE(.aliases = WORDS("*"), .require = MAINTAINED));
	EXPECT(NULL);
	/* Nobody has written that. */
	look_at(&policy, &tree);
	EXPECT(NULL);
	policy.mode_place = policy.require_place = (struct place){ "f", 2 };
	look_at(&policy, &tree);
	EXPECT("allows-everything", "allows-everything");
}
END_TEST

START_TEST(words_of_no_effect_are_found)
{
	look_at_rule(RULE(.aliases = WORDS("net-pf-*"),
			  .require = { .capabilities = CAPABILITY(CAP_SYS_MODULE) }));
	EXPECT(NULL);
	look_at_rule(RULE(.aliases = WORDS("net-pf-*"),
			  .require = { .maintained = true,
				       .capabilities = CAPABILITY(CAP_SYS_MODULE) }));
	EXPECT("adds-nothing");
	look_at_rule(RULE(.aliases = WORDS("net-pf-*"),
			  .require = { .nothing = true, .maintained = true }));
	EXPECT("adds-nothing");
	look_at_rule(RULE(.aliases = WORDS("net-pf-1", "net_pf_1"), .require = MAINTAINED));
	EXPECT("adds-nothing");
	look_at_flags(FLAGS(.modules = WORDS("sctp", "bfq", "sctp")));
	EXPECT("adds-nothing");
}
END_TEST

START_TEST(units_need_a_suffix)
{
	look_at_rule(RULE(.units = WORDS("nginx", "user-1000.slice", "ng*", "*"),
			  .require = MAINTAINED));
	EXPECT("adds-nothing", "adds-nothing", "adds-nothing", "no-such-unit");
	expect_hint(3, "nginx.service");
}
END_TEST

START_TEST(to_override_another_file_is_not_a_mistake)
{
	struct rule rules[] = {
		RULE(.aliases = WORDS("net-pf-1"), .require = MAINTAINED),
		RULE(.aliases = WORDS("net-pf-*"), .require = NOTHING),
	};
	const struct policy policy = { .rules = rules, .n_rules = 2 };

	look_at(&policy, &tree);
	EXPECT("never-decides");
	ck_assert_int_eq(findings.list[0].severity, SEVERITY_WARNING);
	rules[1].file = "other";
	look_at(&policy, &tree);
	EXPECT("overridden");
	ck_assert_int_eq(findings.list[0].severity, SEVERITY_NOTE);
	rules[1].aliases = WORDS("fs-*");
	look_at(&policy, &tree);
	EXPECT("same-name");
	ck_assert_int_eq(findings.list[0].severity, SEVERITY_NOTE);
}
END_TEST

static void make_tree(void)
{
	static const char modules[] = "kernel/net/sctp.ko:\nkernel/block/bfq.ko:\n";
	static const char built_in[] = "kernel/fs/ext4.ko\n";
	static const char aliases[] = "alias bfq-iosched bfq\nalias net-pf-2-proto-132 sctp\n";

	module_tree_add_modules(&tree, modules, strlen(modules));
	module_tree_add_built_in(&tree, built_in, strlen(built_in));
	module_tree_add_aliases(&tree, aliases, strlen(aliases));
	module_tree_sort(&tree);
}

int main(void)
{
	const TTest *const tests[] = {
		a_good_policy_has_no_findings,
		patterns_that_nobody_asks_for_are_found,
		modules_that_the_kernel_lacks_are_found,
		without_modules_none_is_missed,
		a_group_for_another_kernel_is_not_a_mistake,
		flags_age_while_they_count,
		what_lets_everybody_load_everything_is_found,
		words_of_no_effect_are_found,
		units_need_a_suffix,
		to_override_another_file_is_not_a_mistake,
	};
	int status;

	make_tree();
	status = RUN_TESTS("lint", tests);
	findings_clear(&findings);
	module_tree_clear(&tree);
	return status;
}
