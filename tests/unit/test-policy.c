// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/capability.h>
#include <string.h>

#include "policy.h"
#include "run.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))
#define WORDS(...)         ((char *[]){ __VA_ARGS__, NULL })
#define NOTHING            ((struct requirement){ .nothing = true })
#define MAINTAINED         ((struct requirement){ .maintained = true })
#define NEVER              ((struct requirement){ .never = true })
#define NEEDS(number)      ((struct requirement){ .capabilities = CAPABILITY(number) })

/* Decides about an alias that names these modules. */
#define DECIDE(policy, alias, requester, ...) \
	decide(policy, alias, requester, (const char *const[]){ __VA_ARGS__, NULL })

static struct verdict decide(const struct policy *policy, const char *alias,
			     const struct requester *requester, const char *const *modules)
{
	struct request request = { .alias = alias, .requester = requester, .modules = modules };

	return policy_decide(policy, &request);
}

static const struct requester user = {
	.class = REQUESTER_PROCESS,
	.uid = 1000,
	.in_initial_user_namespace = true,
};

/* Root of a user namespace of its own, as `unshare -Ur` makes it. */
static const struct requester namespace_root = {
	.class = REQUESTER_PROCESS,
	.uid = 1000,
	.effective = UINT64_MAX,
	.bounding = UINT64_MAX,
};

static const struct requester kernel = { .class = REQUESTER_KERNEL };

/* A record that is not to be trusted may say anything. */
static const struct requester unknown = {
	.class = REQUESTER_UNKNOWN,
	.effective = UINT64_MAX,
	.bounding = UINT64_MAX,
	.in_initial_user_namespace = true,
};

static struct requester user_with(int capability)
{
	struct requester requester = user;

	requester.effective = CAPABILITY(capability);
	return requester;
}

/* A restrictive policy of a single requirement, for every alias. */
static struct policy requiring(struct requirement require)
{
	return (struct policy){ .mode = MODE_RESTRICT, .require = require };
}

static void expect(struct verdict verdict, enum decision decision, enum reason reason)
{
	ck_assert_str_eq(decision_name(verdict.decision), decision_name(decision));
	ck_assert_str_eq(reason_name(verdict.reason), reason_name(reason));
}

START_TEST(the_last_rule_that_matches_decides)
{
	struct rule rules[] = {
		{ .aliases = WORDS("net-pf-*"), .require = NOTHING },
		{ .aliases = WORDS("net-pf-2?"), .require = NEVER },
		{ .aliases = WORDS("fs-*"), .require = NOTHING },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 3 };
	struct verdict verdict = DECIDE(&policy, "net-pf-29", &user, "can");

	expect(verdict, DECISION_REFUSED, REASON_NEVER);
	ck_assert_ptr_eq(verdict.rule, &rules[1]);
	ck_assert_ptr_eq(verdict.require, &rules[1].require);

	verdict = DECIDE(&policy, "net-pf-9", &user, "x25");
	expect(verdict, DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
	ck_assert_ptr_eq(verdict.rule, &rules[0]);
}
END_TEST

START_TEST(a_later_rule_can_also_allow_what_an_earlier_one_forbids)
{
	struct rule rules[] = {
		{ .aliases = WORDS("net-*"), .require = NEVER },
		{ .aliases = WORDS("net-pf-29"), .require = NOTHING },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 2 };

	expect(DECIDE(&policy, "net-pf-29", &user, "can"), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
}
END_TEST

START_TEST(any_of_a_rules_patterns_may_match)
{
	struct rule rule = { .aliases = WORDS("char-major-*", "block-major-*"),
			     .require = NOTHING };
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = &rule, .n_rules = 1 };

	ck_assert_ptr_eq(DECIDE(&policy, "char-major-10-200", &user, "tun").rule, &rule);
	ck_assert_ptr_eq(DECIDE(&policy, "block-major-7", &user, "loop").rule, &rule);
	ck_assert_ptr_null(DECIDE(&policy, "fs-ext4", &user, "ext4").rule);
}
END_TEST

START_TEST(where_no_rule_matches_the_policys_own_requirement_decides)
{
	struct rule rule = { .aliases = WORDS("net-*"), .require = NOTHING };
	const struct policy policy = {
		.mode = MODE_RESTRICT,
		.require = NEVER,
		.rules = &rule,
		.n_rules = 1,
	};
	struct verdict verdict = DECIDE(&policy, "fs-ext4", &user, "ext4");

	expect(verdict, DECISION_REFUSED, REASON_NEVER);
	ck_assert_ptr_null(verdict.rule);
	ck_assert_ptr_eq(verdict.require, &policy.require);
}
END_TEST

START_TEST(the_capability_that_is_asked_for_suffices)
{
	const struct policy policy = requiring(NEEDS(CAP_NET_ADMIN));
	const struct requester admin = user_with(CAP_NET_ADMIN), other = user_with(CAP_NET_RAW);

	expect(DECIDE(&policy, "netdev-x", &admin, "x"), DECISION_ALLOWED, REASON_CAPABILITY);
	expect(DECIDE(&policy, "netdev-x", &other, "x"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&policy, "netdev-x", &user, "x"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
}
END_TEST

START_TEST(any_part_of_a_requirement_suffices)
{
	struct flags group = { .maintained = true, .modules = WORDS("tls") };
	const struct policy policy = {
		.mode = MODE_RESTRICT,
		.require = { .maintained = true,
			     .capabilities = CAPABILITY(CAP_SYS_ADMIN) | CAPABILITY(CAP_BPF) },
		.flags = &group,
		.n_flags = 1,
	};
	const struct requester admin = user_with(CAP_SYS_ADMIN), bpf = user_with(CAP_BPF);

	expect(DECIDE(&policy, "x", &user, "tls"), DECISION_ALLOWED, REASON_MAINTAINED);
	expect(DECIDE(&policy, "x", &admin, "sctp"), DECISION_ALLOWED, REASON_CAPABILITY);
	expect(DECIDE(&policy, "x", &bpf, "sctp"), DECISION_ALLOWED, REASON_CAPABILITY);
	expect(DECIDE(&policy, "x", &user, "sctp"), DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
}
END_TEST

START_TEST(sys_module_suffices_everywhere_but_under_never)
{
	const struct policy maintained = requiring(MAINTAINED), raw = requiring(NEEDS(CAP_NET_RAW)),
			    never = requiring(NEVER);
	const struct requester loader = user_with(CAP_SYS_MODULE);

	expect(DECIDE(&maintained, "x", &loader, "sctp"), DECISION_ALLOWED, REASON_CAPABILITY);
	expect(DECIDE(&raw, "x", &loader, "sctp"), DECISION_ALLOWED, REASON_CAPABILITY);
	expect(DECIDE(&never, "x", &loader, "sctp"), DECISION_REFUSED, REASON_NEVER);
}
END_TEST

START_TEST(the_kernel_passes_but_for_never)
{
	const struct policy maintained = requiring(MAINTAINED), raw = requiring(NEEDS(CAP_NET_RAW)),
			    never = requiring(NEVER);

	expect(DECIDE(&maintained, "x", &kernel, "sctp"), DECISION_ALLOWED, REASON_KERNEL);
	expect(DECIDE(&raw, "x", &kernel, "sctp"), DECISION_ALLOWED, REASON_KERNEL);
	expect(DECIDE(&never, "x", &kernel, "sctp"), DECISION_REFUSED, REASON_NEVER);
}
END_TEST

START_TEST(never_holds_also_beside_other_words)
{
	const struct policy policy = requiring(
		(struct requirement){ .never = true, .nothing = true, .maintained = true });

	expect(DECIDE(&policy, "x", &kernel, "sctp"), DECISION_REFUSED, REASON_NEVER);
}
END_TEST

START_TEST(capabilities_in_a_child_user_namespace_count_for_nothing)
{
	const struct policy maintained = requiring(MAINTAINED), raw = requiring(NEEDS(CAP_NET_RAW)),
			    nothing = requiring(NOTHING);

	expect(DECIDE(&maintained, "x", &namespace_root, "sctp"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&raw, "x", &namespace_root, "sctp"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&nothing, "x", &namespace_root, "sctp"), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
}
END_TEST

START_TEST(an_unknown_requester_has_no_capability)
{
	const struct policy raw = requiring(NEEDS(CAP_NET_RAW)), nothing = requiring(NOTHING);

	expect(DECIDE(&raw, "x", &unknown, "sctp"), DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&nothing, "x", &unknown, "sctp"), DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
}
END_TEST

START_TEST(one_refusal_refuses_all)
{
	struct flags group = { .maintained = true, .modules = WORDS("tls", "vsock") };
	struct policy policy = requiring(MAINTAINED);

	policy.flags = &group;
	policy.n_flags = 1;
	expect(DECIDE(&policy, "x", &user, "tls", "vsock"), DECISION_ALLOWED, REASON_MAINTAINED);
	expect(DECIDE(&policy, "x", &user, "sctp", "tls"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&policy, "x", &user, "tls", "sctp"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&policy, "x", &user, "tls", "sctp", "vsock"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
}
END_TEST

START_TEST(maintained_modules_are_the_same_with_dash_and_underscore)
{
	struct flags groups[] = {
		{ .maintained = true, .modules = WORDS("tls") },
		{ .maintained = true, .modules = WORDS("crypto-user", "nf_log-syslog") },
	};
	struct policy policy = requiring(MAINTAINED);

	policy.flags = groups;
	policy.n_flags = N_ELEMENTS(groups);
	expect(DECIDE(&policy, "x", &user, "crypto_user"), DECISION_ALLOWED, REASON_MAINTAINED);
	expect(DECIDE(&policy, "x", &user, "nf-log_syslog"), DECISION_ALLOWED, REASON_MAINTAINED);
	expect(DECIDE(&policy, "x", &user, "nf_log"), DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
}
END_TEST

START_TEST(a_maintained_module_is_a_name_and_no_pattern)
{
	struct flags group = { .maintained = true, .modules = WORDS("*") };
	struct policy policy = requiring(MAINTAINED);

	policy.flags = &group;
	policy.n_flags = 1;
	expect(DECIDE(&policy, "x", &user, "sctp"), DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
}
END_TEST

START_TEST(maintained_counts_only_where_it_is_asked_for)
{
	struct flags group = { .maintained = true, .modules = WORDS("tls") };
	struct policy policy = requiring(NEEDS(CAP_NET_ADMIN));

	policy.flags = &group;
	policy.n_flags = 1;
	expect(DECIDE(&policy, "x", &user, "tls"), DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
}
END_TEST

START_TEST(mode_log_tells_what_restrict_would_have_done)
{
	struct policy policy = requiring(NEVER);
	struct verdict verdict;

	policy.mode = MODE_LOG;
	verdict = DECIDE(&policy, "x", &user, "sctp");
	expect(verdict, DECISION_WOULD_REFUSE, REASON_NEVER);
	ck_assert_int_eq(verdict.mode, MODE_LOG);
	ck_assert_ptr_eq(verdict.require, &policy.require);

	policy.require = NOTHING;
	expect(DECIDE(&policy, "x", &user, "sctp"), DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
}
END_TEST

START_TEST(mode_allow_asks_no_rule)
{
	struct policy policy = requiring(NEVER);
	struct verdict verdict;

	policy.mode = MODE_ALLOW;
	verdict = DECIDE(&policy, "x", &user, "sctp");
	expect(verdict, DECISION_ALLOWED, REASON_MODE_ALLOW);
	ck_assert_int_eq(verdict.mode, MODE_ALLOW);
	ck_assert_ptr_null(verdict.rule);
	ck_assert_ptr_null(verdict.require);
}
END_TEST

START_TEST(mode_deny_refuses_even_the_kernel)
{
	struct policy policy = requiring(NOTHING);
	struct verdict verdict;

	policy.mode = MODE_DENY;
	verdict = DECIDE(&policy, "x", &kernel, "sctp");
	expect(verdict, DECISION_REFUSED, REASON_MODE_DENY);
	ck_assert_int_eq(verdict.mode, MODE_DENY);
	ck_assert_ptr_null(verdict.rule);
	ck_assert_ptr_null(verdict.require);
}
END_TEST

START_TEST(the_default_policy_logs_what_is_not_maintained)
{
	struct policy policy;

	policy_init_default(&policy);
	ck_assert_int_eq(policy.mode, MODE_LOG);
	expect(DECIDE(&policy, "x", &user, "sctp"), DECISION_WOULD_REFUSE,
	       REASON_REQUIREMENT_NOT_MET);
	policy_clear(&policy);
}
END_TEST

START_TEST(the_built_in_policy_opens_device_nodes_to_all)
{
	struct policy policy;

	ck_assert_int_eq(policy_init_builtin(&policy), 0);
	expect(DECIDE(&policy, "char-major-10-200", &user, "tun"), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
	expect(DECIDE(&policy, "block-major-7", &namespace_root, "loop"), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
	policy_clear(&policy);
}
END_TEST

START_TEST(the_built_in_policy_keeps_the_rest_for_the_kernel_and_sys_module)
{
	const struct requester loader = user_with(CAP_SYS_MODULE), admin = user_with(CAP_SYS_ADMIN);
	struct policy policy;

	ck_assert_int_eq(policy_init_builtin(&policy), 0);
	expect(DECIDE(&policy, "fs-ext4", &kernel, "ext4"), DECISION_ALLOWED, REASON_KERNEL);
	expect(DECIDE(&policy, "fs-ext4", &loader, "ext4"), DECISION_ALLOWED, REASON_CAPABILITY);
	expect(DECIDE(&policy, "fs-ext4", &admin, "ext4"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&policy, "fs-ext4", &user, "ext4"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	policy_clear(&policy);
}
END_TEST

START_TEST(a_cleared_policy_is_empty_and_can_be_cleared_again)
{
	struct policy policy;

	ck_assert_int_eq(policy_init_builtin(&policy), 0);
	policy_clear(&policy);
	ck_assert_ptr_null(policy.rules);
	ck_assert_uint_eq(policy.n_rules, 0);
	policy_clear(&policy);
}
END_TEST

START_TEST(modes_have_names_and_are_ordered_by_strictness)
{
	static const char *const names[] = { "allow", "log", "restrict", "deny" };
	enum mode mode;

	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		ck_assert_int_eq(mode_from_name(names[i], &mode), 0);
		ck_assert_uint_eq(mode, i);
		ck_assert_str_eq(mode_name(mode), names[i]);
	}
}
END_TEST

START_TEST(modes_have_the_numbers_of_2017)
{
	static const enum mode modes[] = { MODE_ALLOW, MODE_RESTRICT, MODE_DENY };
	char number[] = "0";
	enum mode mode;

	for (size_t i = 0; i < N_ELEMENTS(modes); i++) {
		number[0] = (char)('0' + i);
		ck_assert_int_eq(mode_from_name(number, &mode), 0);
		ck_assert_int_eq(mode, modes[i]);
	}
}
END_TEST

START_TEST(an_unknown_mode_is_refused_and_changes_nothing)
{
	static const char *const unknown_modes[] = { "",    "3",   "-1",    "00", "1 ",
						     "Log", "off", "denyy", "res" };

	for (size_t i = 0; i < N_ELEMENTS(unknown_modes); i++) {
		enum mode mode = MODE_DENY;

		ck_assert_msg(mode_from_name(unknown_modes[i], &mode) == -EINVAL, "\"%s\"",
			      unknown_modes[i]);
		ck_assert_int_eq(mode, MODE_DENY);
	}
}
END_TEST

START_TEST(the_words_of_the_journals_fields_do_not_change)
{
	ck_assert_str_eq(decision_name(DECISION_ALLOWED), "allowed");
	ck_assert_str_eq(decision_name(DECISION_REFUSED), "refused");
	ck_assert_str_eq(decision_name(DECISION_WOULD_REFUSE), "would-refuse");
	ck_assert_str_eq(reason_name(REASON_MODE_ALLOW), "mode-allow");
	ck_assert_str_eq(reason_name(REASON_MODE_DENY), "mode-deny");
	ck_assert_str_eq(reason_name(REASON_NOTHING_REQUIRED), "nothing-required");
	ck_assert_str_eq(reason_name(REASON_MAINTAINED), "maintained");
	ck_assert_str_eq(reason_name(REASON_CAPABILITY), "capability");
	ck_assert_str_eq(reason_name(REASON_KERNEL), "kernel");
	ck_assert_str_eq(reason_name(REASON_NEVER), "never");
	ck_assert_str_eq(reason_name(REASON_REQUIREMENT_NOT_MET), "requirement-not-met");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		the_last_rule_that_matches_decides,
		a_later_rule_can_also_allow_what_an_earlier_one_forbids,
		any_of_a_rules_patterns_may_match,
		where_no_rule_matches_the_policys_own_requirement_decides,
		the_capability_that_is_asked_for_suffices,
		any_part_of_a_requirement_suffices,
		sys_module_suffices_everywhere_but_under_never,
		the_kernel_passes_but_for_never,
		never_holds_also_beside_other_words,
		capabilities_in_a_child_user_namespace_count_for_nothing,
		an_unknown_requester_has_no_capability,
		one_refusal_refuses_all,
		maintained_modules_are_the_same_with_dash_and_underscore,
		a_maintained_module_is_a_name_and_no_pattern,
		maintained_counts_only_where_it_is_asked_for,
		mode_log_tells_what_restrict_would_have_done,
		mode_allow_asks_no_rule,
		mode_deny_refuses_even_the_kernel,
		the_default_policy_logs_what_is_not_maintained,
		the_built_in_policy_opens_device_nodes_to_all,
		the_built_in_policy_keeps_the_rest_for_the_kernel_and_sys_module,
		a_cleared_policy_is_empty_and_can_be_cleared_again,
		modes_have_names_and_are_ordered_by_strictness,
		modes_have_the_numbers_of_2017,
		an_unknown_mode_is_refused_and_changes_nothing,
		the_words_of_the_journals_fields_do_not_change,
	};

	return RUN_TESTS("policy", tests);
}
