// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/capability.h>
#include <string.h>

#include "policy.h"
#include "run.h"
#include "shadowed-rules.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))
#define WORDS(...)         ((char *[]){ __VA_ARGS__, NULL })
#define UIDS(...)          ((struct uid_range[]){ __VA_ARGS__ })
#define NOTHING                 \
	{                       \
		.nothing = true \
	}
#define MAINTAINED                 \
	{                          \
		.maintained = true \
	}
#define NEVER                 \
	{                     \
		.never = true \
	}
#define NEEDS(number)                              \
	{                                          \
		.capabilities = CAPABILITY(number) \
	}

/* Whether the second of two rules shadows the first. */
static bool shadows(struct rule earlier, struct rule later)
{
	struct rule rules[] = { earlier, later };
	const struct policy policy = { .rules = rules, .n_rules = 2 };
	const struct rule *found = shadow_find(&policy, 0);

	ck_assert(!found || found == &rules[1]);
	ck_assert_ptr_null(shadow_find(&policy, 1));
	return found;
}

#define RULE(...) ((struct rule){ __VA_ARGS__ })

START_TEST(a_wider_later_rule_shadows)
{
	ck_assert(shadows(RULE(.aliases = WORDS("net-pf-2", "fs-*"), .require = NOTHING),
			  RULE(.aliases = WORDS("fs-*", "net_pf_*"), .require = NEVER)));
	ck_assert(shadows(
		RULE(.aliases = WORDS("a"), .uids = UIDS({ 5, 5 }), .n_uids = 1, .require = NEVER),
		RULE(.aliases = WORDS("*"), .require = NOTHING)));
	ck_assert(
		shadows(RULE(.aliases = WORDS("a"), .units = WORDS("b.service"), .require = NEVER),
			RULE(.aliases = WORDS("a"), .require = MAINTAINED)));
}
END_TEST

START_TEST(a_condition_more_does_not_shadow)
{
	const struct rule rule = RULE(.aliases = WORDS("a"), .require = NOTHING);

	ck_assert(!shadows(rule,
			   RULE(.aliases = WORDS("a"), .modules = WORDS("b"), .require = NEVER)));
	ck_assert(
		!shadows(rule, RULE(.aliases = WORDS("a"), .units = WORDS("*"), .require = NEVER)));
	ck_assert(!shadows(
		rule, RULE(.uids = UIDS({ 0, UINT32_MAX - 1 }), .n_uids = 1, .require = NEVER)));
	/* All modules, whatever they are. */
	ck_assert(shadows(rule, RULE(.modules = WORDS("*"), .require = NEVER)));
}
END_TEST

START_TEST(ranges_of_ids_count_together)
{
	const struct rule rule = RULE(.uids = UIDS({ 10, 20 }), .n_uids = 1, .require = NOTHING);

	ck_assert(shadows(rule, RULE(.uids = UIDS({ 16, 30 }, { 1, 12 }, { 13, 15 }), .n_uids = 3,
				     .require = NEVER)));
	ck_assert(!shadows(rule, RULE(.uids = UIDS({ 16, 30 }, { 1, 12 }, { 14, 15 }), .n_uids = 3,
				      .require = NEVER)));
	ck_assert(!shadows(rule, RULE(.uids = UIDS({ 10, 19 }), .n_uids = 1, .require = NEVER)));
}
END_TEST

START_TEST(for_unknown_requesters_the_stricter_rule_decides)
{
	const struct rule strict = RULE(.uids = UIDS({ 5, 5 }), .n_uids = 1, .require = NEVER);
	const struct rule lax = RULE(.uids = UIDS({ 5, 5 }), .n_uids = 1, .require = NOTHING);

	ck_assert(!shadows(strict, lax));
	ck_assert(shadows(lax, strict));
}
END_TEST

START_TEST(never_of_a_module_holds_for_dependencies)
{
	ck_assert(!shadows(RULE(.modules = WORDS("sctp"), .require = NEVER),
			   RULE(.aliases = WORDS("*"), .require = NOTHING)));
	ck_assert(shadows(RULE(.modules = WORDS("sctp"), .require = MAINTAINED),
			  RULE(.aliases = WORDS("*"), .require = NOTHING)));
	ck_assert(shadows(RULE(.modules = WORDS("sctp"), .require = NEVER),
			  RULE(.modules = WORDS("sc*"), .require = NOTHING)));
	/* Who is not known may be user 5: as a dependency it is refused by the first rule alone. */
	ck_assert(!shadows(RULE(.modules = WORDS("sctp"), .require = NEVER),
			   RULE(.modules = WORDS("sctp"), .uids = UIDS({ 5, 5 }), .n_uids = 1,
				.require = NEEDS(CAP_NET_ADMIN))));
	ck_assert(!shadows(RULE(.modules = WORDS("sctp"), .uids = UIDS({ 5, 5 }), .n_uids = 1,
				.require = NEVER),
			   RULE(.modules = WORDS("sctp"), .uids = UIDS({ 5, 5 }), .n_uids = 1,
				.require = NEEDS(CAP_NET_ADMIN))));
}
END_TEST

START_TEST(a_rule_that_ends_the_search_for_never_is_needed)
{
	struct rule rules[] = {
		RULE(.modules = WORDS("s*"), .require = NEVER),
		RULE(.modules = WORDS("sctp"), .require = MAINTAINED),
		RULE(.aliases = WORDS("*"), .require = NOTHING),
	};
	const struct policy policy = { .rules = rules, .n_rules = 3 };

	ck_assert_ptr_null(shadow_find(&policy, 1));
}
END_TEST

/* Numbers that are the same in each run. */
static unsigned int next_number(unsigned int limit)
{
	static unsigned int state = 1;

	state = state * 1103515245 + 12345;
	return (state >> 16) % limit;
}

#define ANY_OF(list) ((list)[next_number(N_ELEMENTS(list))])

static struct rule any_rule(void)
{
	static char *aliases[][3] = { { "*" }, { "a" }, { "a", "b" }, { "?" } };
	static char *modules[][3] = { { "m*" }, { "m1" }, { "m1", "m2" }, { "*" } };
	static char *units[][3] = { { "u.service" }, { "*.service" }, { "u*" } };
	static struct uid_range uids[][2] = { { { 1, 1 }, { 2, 2 } }, { { 1, 3 }, { 2, 2 } } };
	static const struct requirement requirements[] = {
		NOTHING,
		NEVER,
		MAINTAINED,
		NEEDS(CAP_NET_ADMIN),
		NEEDS(CAP_SYS_MODULE),
		{ .maintained = true, .capabilities = CAPABILITY(CAP_NET_ADMIN) },
		{ .capabilities = CAPABILITY(CAP_NET_ADMIN) | CAPABILITY(CAP_SYS_ADMIN) },
	};
	struct rule rule = { .require = ANY_OF(requirements) };

	if (next_number(2))
		rule.aliases = ANY_OF(aliases);
	if (next_number(2))
		rule.modules = ANY_OF(modules);
	if (next_number(2))
		rule.units = ANY_OF(units);
	if (next_number(3) == 0) {
		rule.uids = ANY_OF(uids);
		rule.n_uids = 1 + next_number(2);
	}
	return rule;
}

static struct requester any_requester(void)
{
	static const char *const cgroups[] = { NULL, "/system.slice/u.service", "/v.service", "/" };
	static const uint64_t capabilities[] = { 0, CAPABILITY(CAP_NET_ADMIN),
						 CAPABILITY(CAP_SYS_ADMIN),
						 CAPABILITY(CAP_SYS_MODULE) };

	return (struct requester){
		.class = next_number(3)   ? REQUESTER_PROCESS
			 : next_number(2) ? REQUESTER_KERNEL
					  : REQUESTER_UNKNOWN,
		.uid = next_number(4),
		.effective = ANY_OF(capabilities),
		.in_initial_user_namespace = true,
		.cgroup = (char *)ANY_OF(cgroups),
	};
}

static void expect_same(const struct policy *with, const struct policy *without,
			const struct rule *left_out)
{
	static const char *const aliases[] = { "a", "b", "cc" };
	static const char *const names[] = { "m1", "m2", "n" };
	const struct requester requester = any_requester();
	const char *const modules[] = { ANY_OF(names), NULL };
	const char *const dependencies[] = { ANY_OF(names), NULL };
	const struct request request = {
		.alias = ANY_OF(aliases),
		.requester = &requester,
		.modules = modules,
		.dependencies = dependencies,
	};
	const struct verdict one = policy_decide(with, &request);
	const struct verdict other = policy_decide(without, &request);

	ck_assert_int_eq(one.decision, other.decision);
	ck_assert_int_eq(one.reason, other.reason);
	ck_assert(!one.rule == !other.rule);
	ck_assert_ptr_ne(one.rule, left_out);
}

/* Policies decide the same without a rule that is reported never to decide. */
START_TEST(what_is_shadowed_is_not_missed)
{
	struct flags flags = { .maintained = true, .modules = WORDS("m1", "n") };
	unsigned int n_shadowed = 0;

	for (int i = 0; i < 3000; i++) {
		struct rule rules[4], rest[3];
		struct policy with = { .mode = MODE_RESTRICT,
				       .rules = rules,
				       .n_rules = 4,
				       .flags = &flags,
				       .n_flags = 1 };
		struct policy without = with;
		size_t left_out = next_number(3);

		for (size_t j = 0; j < 4; j++)
			rules[j] = any_rule();
		if (!shadow_find(&with, left_out))
			continue;
		n_shadowed++;
		for (size_t j = 0, n = 0; j < 4; j++)
			if (j != left_out)
				rest[n++] = rules[j];
		without.rules = rest;
		without.n_rules = 3;
		for (int j = 0; j < 100; j++)
			expect_same(&with, &without, &rules[left_out]);
	}
	ck_assert_uint_gt(n_shadowed, 200);
}
END_TEST

START_TEST(all_is_covered_by_a_star_only)
{
	ck_assert(patterns_cover_all(NULL));
	ck_assert(patterns_cover_all(WORDS("a", "**")));
	ck_assert(!patterns_cover_all(WORDS("?*", "a*")));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_wider_later_rule_shadows,
		a_condition_more_does_not_shadow,
		ranges_of_ids_count_together,
		for_unknown_requesters_the_stricter_rule_decides,
		never_of_a_module_holds_for_dependencies,
		a_rule_that_ends_the_search_for_never_is_needed,
		what_is_shadowed_is_not_missed,
		all_is_covered_by_a_star_only,
	};

	return RUN_TESTS("shadow", tests);
}
