// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>

#include "explain.h"
#include "run.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))
#define WORDS(...)         ((char *[]){ __VA_ARGS__, NULL })
#define NAMES(...)         ((const char *const[]){ __VA_ARGS__, NULL })
#define NOTHING            ((struct requirement){ .nothing = true })
#define MAINTAINED         ((struct requirement){ .maintained = true })
#define NEVER              ((struct requirement){ .never = true })
#define NEEDS(number)      ((struct requirement){ .capabilities = CAPABILITY(number) })

static const struct requester user = {
	.class = REQUESTER_PROCESS,
	.uid = 1000,
	.bounding = UINT64_MAX,
	.in_initial_user_namespace = true,
	.cgroup = "/system.slice/x.service",
};

static struct explanation explain_for(const struct policy *policy, const struct request *request)
{
	struct explanation explanation;

	ck_assert_int_eq(explain(policy, request, &explanation), 0);
	return explanation;
}

START_TEST(all_rules_that_match_are_listed_in_order)
{
	struct rule rules[] = {
		{ .aliases = WORDS("net-*"), .require = NOTHING },
		{ .aliases = WORDS("fs-*"), .require = NOTHING },
		{ .modules = WORDS("can"), .require = MAINTAINED },
		{ .units = WORDS("y.service"), .require = NOTHING },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 4 };
	const struct request request = { .alias = "net-pf-29",
					 .requester = &user,
					 .modules = NAMES("can", "other") };
	struct explanation explanation = explain_for(&policy, &request);

	ck_assert_uint_eq(explanation.n_modules, 2);
	ck_assert_uint_eq(explanation.modules[0].n_matching, 2);
	ck_assert_ptr_eq(explanation.modules[0].matching[0].rule, &rules[0]);
	ck_assert_ptr_eq(explanation.modules[0].matching[1].rule, &rules[2]);
	ck_assert_ptr_eq(explanation.modules[0].rule, &rules[2]);
	ck_assert(!explanation.modules[0].is_allowed);
	ck_assert_uint_eq(explanation.modules[1].n_matching, 1);
	ck_assert(explanation.modules[1].is_allowed);
	ck_assert(explanation_has_rule(&explanation, &rules[0]));
	ck_assert(!explanation_has_rule(&explanation, &rules[1]));
	explanation_clear(&explanation);
}
END_TEST

START_TEST(a_rule_about_what_is_not_known_is_uncertain)
{
	struct rule rules[] = {
		{ .aliases = WORDS("*"), .require = NOTHING },
		{ .uids = &(struct uid_range){ 0, 9 }, .n_uids = 1, .require = NEVER },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 2 };
	const struct requester unknown = { .class = REQUESTER_UNKNOWN };
	const struct request request = { .alias = "x",
					 .requester = &unknown,
					 .modules = NAMES("can") };
	struct explanation explanation = explain_for(&policy, &request);

	ck_assert(explanation.modules[0].matching[0].is_certain);
	ck_assert(!explanation.modules[0].matching[1].is_certain);
	ck_assert_ptr_eq(explanation.modules[0].rule, &rules[1]);
	explanation_clear(&explanation);
}
END_TEST

START_TEST(the_decision_of_the_rules_is_known_in_every_mode)
{
	for (enum mode mode = MODE_ALLOW; mode <= MODE_DENY; mode++) {
		const struct policy policy = { .mode = mode, .require = MAINTAINED };
		const struct request request = { .alias = "x",
						 .requester = &user,
						 .modules = NAMES("can"),
						 .least_mode = mode };
		struct explanation explanation = explain_for(&policy, &request);

		ck_assert_int_eq(explanation.verdict.mode, mode);
		ck_assert_int_eq(explanation.by_rules.decision, DECISION_REFUSED);
		ck_assert_ptr_eq(explanation.by_rules.require, &policy.require);
		ck_assert_ptr_eq(explanation.modules[0].require, &policy.require);
		explanation_clear(&explanation);
	}
}
END_TEST

START_TEST(a_dependency_is_only_asked_whether_it_is_never)
{
	struct rule rules[] = {
		{ .aliases = WORDS("*"), .require = NEVER },
		{ .modules = WORDS("sctp"), .require = NOTHING },
		{ .modules = WORDS("libcrc32c"), .require = NEVER },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 3 };
	const struct request request = { .alias = "x",
					 .requester = &user,
					 .modules = NAMES("sctp"),
					 .dependencies = NAMES("libcrc32c", "gf128mul") };
	struct explanation explanation = explain_for(&policy, &request);

	ck_assert(explanation.modules[0].is_allowed);
	ck_assert(explanation.modules[1].is_dependency);
	ck_assert_int_eq(explanation.modules[1].reason, REASON_NEVER);
	ck_assert_ptr_eq(explanation.modules[1].rule, &rules[2]);
	ck_assert_uint_eq(explanation.modules[1].n_matching, 1);
	ck_assert(explanation.modules[2].is_allowed);
	ck_assert_uint_eq(explanation.modules[2].n_matching, 0);
	ck_assert_uint_eq(explanation.capabilities_suffice, 0);
	ck_assert(!explanation.flags_suffice);
	explanation_clear(&explanation);
}
END_TEST

START_TEST(only_what_suffices_for_all_modules_suffices)
{
	struct rule rules[] = {
		{ .modules = WORDS("a"),
		  .require = { .maintained = true,
			       .capabilities =
				       CAPABILITY(CAP_NET_ADMIN) | CAPABILITY(CAP_SYS_ADMIN) } },
		{ .modules = WORDS("b"), .require = NEEDS(CAP_NET_ADMIN) },
	};
	const struct policy policy = { .mode = MODE_LOG, .rules = rules, .n_rules = 2 };
	struct request request = { .alias = "x", .requester = &user, .modules = NAMES("a") };
	struct explanation explanation = explain_for(&policy, &request);

	ck_assert(explanation.flags_suffice);
	ck_assert_uint_eq(explanation.capabilities_suffice, CAPABILITY(CAP_NET_ADMIN) |
								    CAPABILITY(CAP_SYS_ADMIN) |
								    CAPABILITY(CAP_SYS_MODULE));
	explanation_clear(&explanation);

	request.modules = NAMES("a", "b");
	explanation = explain_for(&policy, &request);
	ck_assert(!explanation.flags_suffice);
	ck_assert_uint_eq(explanation.capabilities_suffice,
			  CAPABILITY(CAP_NET_ADMIN) | CAPABILITY(CAP_SYS_MODULE));
	explanation_clear(&explanation);
}
END_TEST

START_TEST(nothing_suffices_for_never)
{
	const struct policy policy = { .mode = MODE_RESTRICT, .require = NEVER };
	const struct request request = { .alias = "x", .requester = &user, .modules = NAMES("a") };
	struct explanation explanation = explain_for(&policy, &request);

	ck_assert(!explanation.flags_suffice);
	ck_assert_uint_eq(explanation.capabilities_suffice, 0);
	explanation_clear(&explanation);
}
END_TEST

START_TEST(the_mode_has_the_source_that_made_it_so)
{
	static const struct {
		struct mode_sources sources;
		enum mode_source source;
	} cases[] = {
		{ { .policy = MODE_LOG }, MODE_OF_POLICY },
		{ { .policy = MODE_LOG, .lock = MODE_LOG, .confined = MODE_LOG }, MODE_OF_POLICY },
		{ { .policy = MODE_LOG, .confined = MODE_RESTRICT }, MODE_OF_CONFINED },
		{ { .confined = MODE_LOG, .lock = MODE_RESTRICT }, MODE_OF_LOCK },
		{ { .lock = MODE_RESTRICT, .cgroup = MODE_DENY }, MODE_OF_CGROUP },
		{ { .lock = MODE_DENY, .cgroup = MODE_DENY }, MODE_OF_LOCK },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++)
		ck_assert_int_eq(mode_source(&cases[i].sources), cases[i].source);
}
END_TEST

/* Policies and requests that are made up, the same in each run. */

static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 16;
}

static bool toss(unsigned int *state)
{
	return next_random(state) % 2;
}

#define PICK(state, array) (array)[next_random(state) % N_ELEMENTS(array)]

static struct requirement make_requirement(unsigned int *state)
{
	static const int capabilities[] = { CAP_NET_ADMIN, CAP_SYS_ADMIN, CAP_SYS_MODULE };

	switch (next_random(state) % 5) {
	case 0:
		return NOTHING;
	case 1:
		return NEVER;
	case 2:
		return MAINTAINED;
	case 3:
		return NEEDS(PICK(state, capabilities));
	default:
		return (struct requirement){ .maintained = true,
					     .capabilities = CAPABILITY(CAP_NET_ADMIN) };
	}
}

static struct rule make_rule(unsigned int *state)
{
	static char *aliases[][2] = { { "*" }, { "net-*" }, { "net-pf-2" }, { "fs-*" } };
	static char *modules[][3] = { { "a" }, { "b", "c" }, { "?" }, { "d" } };
	static char *units[][2] = { { "x.service" }, { "*.slice" }, { "y.service" } };
	static struct uid_range uids[] = { { 0, 0 }, { 1000, 1999 } };
	struct rule rule = { .require = make_requirement(state) };

	if (toss(state))
		rule.aliases = PICK(state, aliases);
	if (toss(state) || !rule.aliases)
		rule.modules = PICK(state, modules);
	if (next_random(state) % 4 == 0)
		rule.units = PICK(state, units);
	if (next_random(state) % 4 == 0) {
		rule.uids = &PICK(state, uids);
		rule.n_uids = 1;
	}
	return rule;
}

static struct requester make_requester(unsigned int *state)
{
	static const enum requester_class classes[] = { REQUESTER_PROCESS, REQUESTER_PROCESS,
							REQUESTER_KERNEL, REQUESTER_UNKNOWN };
	static const uint64_t sets[] = { 0, CAPABILITY(CAP_NET_ADMIN), CAPABILITY(CAP_SYS_ADMIN),
					 UINT64_MAX };
	static const char *const cgroups[] = { "/", "/system.slice/x.service", NULL };

	return (struct requester){
		.class = PICK(state, classes),
		.uid = toss(state) ? 1000 : 0,
		.effective = PICK(state, sets),
		.bounding = toss(state) ? UINT64_MAX : 0,
		.in_initial_user_namespace = toss(state),
		.cgroup = PICK(state, cgroups),
	};
}

static void expect_same(const struct verdict *one, const struct verdict *other)
{
	ck_assert_int_eq(one->decision, other->decision);
	ck_assert_int_eq(one->reason, other->reason);
	ck_assert_int_eq(one->mode, other->mode);
	ck_assert_ptr_eq(one->rule, other->rule);
	ck_assert_ptr_eq(one->module, other->module);
	ck_assert_ptr_eq(one->require, other->require);
}

/* The module by which the rules decided has to say the same. */
static void expect_consistent(const struct policy *policy, const struct explanation *explanation)
{
	const struct verdict *verdict = &explanation->by_rules;
	bool is_allowed = true, is_there = false;

	for (size_t i = 0; i < explanation->n_modules; i++) {
		const struct explained_module *module = &explanation->modules[i];

		is_allowed = is_allowed && module->is_allowed;
		if (module->rule)
			ck_assert(explanation_has_rule(explanation, module->rule));
		else if (!module->is_dependency)
			ck_assert_ptr_eq(module->require, &policy->require);
		is_there =
			is_there ||
			(module->name == verdict->module && module->rule == verdict->rule &&
			 module->reason == verdict->reason && module->require == verdict->require);
	}
	ck_assert_int_eq(is_allowed, verdict->decision == DECISION_ALLOWED);
	ck_assert(is_there);
}

/* Each capability suffices or not as the gate would say of a process that has it. */
static void expect_sufficient(const struct policy *policy, const struct request *request,
			      const struct explanation *explanation)
{
	struct requester requester = *request->requester;
	struct request again = *request;
	struct policy restricting = *policy;

	restricting.mode = MODE_RESTRICT;
	restricting.confined = MODE_ALLOW;
	again.least_mode = MODE_ALLOW;
	again.requester = &requester;
	requester.class = REQUESTER_PROCESS;
	requester.in_initial_user_namespace = true;
	for (int capability = 0; capability <= CAP_LAST_CAP; capability++) {
		bool suffices = explanation->capabilities_suffice & CAPABILITY(capability);

		requester.effective =
			requester_capabilities(request->requester) | CAPABILITY(capability);
		ck_assert_int_eq(suffices,
				 policy_decide(&restricting, &again).decision == DECISION_ALLOWED);
	}
	ck_assert_int_eq(!explanation->capabilities_suffice,
			 !(explanation->capabilities_suffice & CAPABILITY(CAP_SYS_MODULE)));
}

START_TEST(an_explanation_is_the_decision)
{
	static const char *const aliases[] = { "net-pf-2", "net-pf-40", "fs-x", "y" };
	static const char *const modules[][4] = { { "a" }, { "b", "a" }, { "c", "d", "a" } };
	static const char *const dependencies[][3] = { { NULL }, { "e" }, { "c", "f" } };
	unsigned int state = 1, n_refused = 0;

	for (int i = 0; i < 50000; i++) {
		struct rule rules[5];
		struct flags flags = { .maintained = true, .modules = WORDS("a", "c") };
		const struct policy policy = {
			.mode = next_random(&state) % 4,
			.confined = next_random(&state) % 4,
			.require = make_requirement(&state),
			.rules = rules,
			.n_rules = next_random(&state) % (N_ELEMENTS(rules) + 1),
			.flags = &flags,
			.n_flags = next_random(&state) % 2,
		};
		const struct requester requester = make_requester(&state);
		const struct request request = {
			.alias = PICK(&state, aliases),
			.requester = &requester,
			.modules = PICK(&state, modules),
			.dependencies = toss(&state) ? PICK(&state, dependencies) : NULL,
			.least_mode = next_random(&state) % 4,
		};
		struct explanation explanation;
		struct verdict verdict;

		for (size_t j = 0; j < policy.n_rules; j++)
			rules[j] = make_rule(&state);
		explanation = explain_for(&policy, &request);
		verdict = policy_decide(&policy, &request);
		expect_same(&explanation.verdict, &verdict);
		if (verdict.mode == MODE_RESTRICT)
			expect_same(&explanation.by_rules, &verdict);
		expect_consistent(&policy, &explanation);
		if (explanation.by_rules.decision != DECISION_ALLOWED) {
			expect_sufficient(&policy, &request, &explanation);
			n_refused++;
		}
		explanation_clear(&explanation);
	}
	/* Or it would say little. */
	ck_assert_uint_gt(n_refused, 10000);
	ck_assert_uint_lt(n_refused, 40000);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		all_rules_that_match_are_listed_in_order,
		a_rule_about_what_is_not_known_is_uncertain,
		the_decision_of_the_rules_is_known_in_every_mode,
		a_dependency_is_only_asked_whether_it_is_never,
		only_what_suffices_for_all_modules_suffices,
		nothing_suffices_for_never,
		the_mode_has_the_source_that_made_it_so,
		an_explanation_is_the_decision,
	};

	return RUN_TESTS("explain", tests);
}
