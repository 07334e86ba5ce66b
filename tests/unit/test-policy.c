// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <limits.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"
#include "run.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))
#define WORDS(...)         ((char *[]){ __VA_ARGS__, NULL })
#define NOTHING            ((struct requirement){ .nothing = true })
#define MAINTAINED         ((struct requirement){ .maintained = true })
#define NEVER              ((struct requirement){ .never = true })
#define NEEDS(number)      ((struct requirement){ .capabilities = CAPABILITY(number) })
#define UIDS(...)          ((struct uid_range[]){ __VA_ARGS__ })
#define SYS_MODULE         CAPABILITY(CAP_SYS_MODULE)

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

START_TEST(without_rules_mode_log_records_what_is_not_maintained)
{
	const struct policy policy = { .mode = MODE_LOG, .require = { .maintained = true } };

	expect(DECIDE(&policy, "x", &user, "sctp"), DECISION_WOULD_REFUSE,
	       REASON_REQUIREMENT_NOT_MET);
}
END_TEST

START_TEST(the_built_in_policy_opens_device_nodes_to_all)
{
	const struct policy policy = policy_builtin;

	expect(DECIDE(&policy, "char-major-10-200", &user, "tun"), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
	expect(DECIDE(&policy, "block-major-7", &namespace_root, "loop"), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
}
END_TEST

START_TEST(the_built_in_policy_keeps_the_rest_for_the_kernel_and_sys_module)
{
	const struct requester loader = user_with(CAP_SYS_MODULE), admin = user_with(CAP_SYS_ADMIN);
	const struct policy policy = policy_builtin;

	expect(DECIDE(&policy, "fs-ext4", &kernel, "ext4"), DECISION_ALLOWED, REASON_KERNEL);
	expect(DECIDE(&policy, "fs-ext4", &loader, "ext4"), DECISION_ALLOWED, REASON_CAPABILITY);
	expect(DECIDE(&policy, "fs-ext4", &admin, "ext4"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&policy, "fs-ext4", &user, "ext4"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
}
END_TEST

/* Whether a rule, which is alone in its policy, is the one for the module "sctp" of an alias. */
static bool is_for(struct rule *rule, const char *alias, const struct requester *requester)
{
	const struct policy policy = { .rules = rule, .n_rules = 1 };
	const struct request request = { .alias = alias, .requester = requester };

	return policy_find_rule(&policy, &request, "sctp") == rule;
}

static bool is_for_module(char **patterns, const char *module)
{
	struct rule rule = { .modules = patterns };
	const struct policy policy = { .rules = &rule, .n_rules = 1 };
	const struct request request = { .alias = "x", .requester = &user };

	return policy_find_rule(&policy, &request, module) == &rule;
}

static bool is_for_cgroup(char **patterns, const char *cgroup)
{
	struct rule rule = { .units = patterns };
	struct requester requester = user;

	requester.cgroup = cgroup;
	return is_for(&rule, "x", &requester);
}

static bool is_for_uid(struct uid_range *uids, size_t n, uid_t uid)
{
	struct rule rule = { .uids = uids, .n_uids = n };
	struct requester requester = user;

	requester.uid = uid;
	return is_for(&rule, "x", &requester);
}

START_TEST(a_rule_for_modules_matches_their_names)
{
	ck_assert(is_for_module(WORDS("sctp"), "sctp"));
	ck_assert(is_for_module(WORDS("dccp", "sctp"), "sctp"));
	ck_assert(!is_for_module(WORDS("sctp"), "sctp_diag"));
	ck_assert(!is_for_module(WORDS("sctp"), "SCTP"));
	ck_assert(!is_for_module(WORDS("x"), "sctp"));
}
END_TEST

START_TEST(a_rule_for_modules_takes_globs)
{
	ck_assert(is_for_module(WORDS("*"), "sctp"));
	ck_assert(is_for_module(WORDS("nft_*"), "nft_ct"));
	ck_assert(is_for_module(WORDS("esp[46]"), "esp6"));
	ck_assert(is_for_module(WORDS("esp?"), "esp4"));
	ck_assert(!is_for_module(WORDS("esp?"), "esp4_offload"));
	ck_assert(!is_for_module(WORDS("nft_*"), "xnft_ct"));
}
END_TEST

START_TEST(in_a_rule_for_modules_dash_and_underscore_are_the_same)
{
	ck_assert(is_for_module(WORDS("nf-log-*"), "nf_log_syslog"));
	ck_assert(is_for_module(WORDS("nf_log_*"), "nf-log-syslog"));
	ck_assert(is_for_module(WORDS("esp4_offload"), "esp4-offload"));
}
END_TEST

START_TEST(a_rule_for_modules_decides_about_each_module_alone)
{
	struct rule rules[] = {
		{ .modules = WORDS("vsock", "vmw*"), .require = NOTHING },
		{ .modules = WORDS("hv_sock"), .require = NEVER },
	};
	struct policy policy = requiring(NEEDS(CAP_NET_RAW));
	struct verdict verdict;

	policy.rules = rules;
	policy.n_rules = N_ELEMENTS(rules);
	expect(DECIDE(&policy, "net-pf-40", &user, "vsock", "vmw_vsock"), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
	verdict = DECIDE(&policy, "net-pf-40", &user, "vsock", "virtio_vsock");
	expect(verdict, DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
	ck_assert_ptr_null(verdict.rule);
	verdict = DECIDE(&policy, "net-pf-40", &kernel, "vsock", "hv_sock");
	expect(verdict, DECISION_REFUSED, REASON_NEVER);
	ck_assert_ptr_eq(verdict.rule, &rules[1]);
}
END_TEST

START_TEST(a_unit_and_the_slices_it_is_in_are_matched)
{
	static const char cgroup[] = "/a.slice/a-b.slice/nginx.service";

	ck_assert(is_for_cgroup(WORDS("a.slice"), cgroup));
	ck_assert(is_for_cgroup(WORDS("a-b.slice"), cgroup));
	ck_assert(is_for_cgroup(WORDS("nginx.service"), cgroup));
	ck_assert(is_for_cgroup(WORDS("apache.service", "nginx.service"), cgroup));
	ck_assert(is_for_cgroup(WORDS("nginx.service"), "/nginx.service"));
	ck_assert(is_for_cgroup(WORDS("nginx.service"), "nginx.service/"));
}
END_TEST

/* A user's manager starts nginx.service for whoever asks, and a service may make any cgroup. */
START_TEST(what_is_below_a_unit_can_pretend_nothing)
{
	ck_assert(!is_for_cgroup(WORDS("nginx.service"),
				 "/user.slice/user-1000.slice/user@1000.service/app.slice/"
				 "nginx.service"));
	ck_assert(!is_for_cgroup(WORDS("x.slice"), "/system.slice/nginx.service/x.slice"));
	ck_assert(!is_for_cgroup(WORDS("worker"), "/system.slice/nginx.service/worker"));
}
END_TEST

START_TEST(a_units_name_may_have_backslashes)
{
	ck_assert(is_for_cgroup(WORDS("system-x\\x2dy.slice"), "/system-x\\x2dy.slice/z.service"));
	ck_assert(!is_for_cgroup(WORDS("system-x\\x2dy.slice"), "/system-xx2dy.slice/z.service"));
}
END_TEST

START_TEST(a_unit_is_a_whole_component)
{
	static const char cgroup[] = "/system.slice/nginx.service/worker";

	ck_assert(!is_for_cgroup(WORDS("nginx"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("inx.service"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("/nginx.service"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("system.slice/nginx.service"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("system.slice*worker"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("NGINX.service"), cgroup));
}
END_TEST

START_TEST(a_rule_for_units_takes_globs)
{
	static const char cgroup[] = "/user.slice/user-1000.slice/session-3.scope";

	ck_assert(is_for_cgroup(WORDS("session-*.scope"), cgroup));
	ck_assert(is_for_cgroup(WORDS("user-[0-9]*.slice"), cgroup));
	ck_assert(is_for_cgroup(WORDS("*"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("session-?"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("user-2*"), cgroup));
}
END_TEST

START_TEST(in_a_rule_for_units_dash_and_underscore_differ)
{
	ck_assert(!is_for_cgroup(WORDS("my-app.service"), "/my_app.service"));
	ck_assert(!is_for_cgroup(WORDS("my_app.service"), "/my-app.service"));
	ck_assert(is_for_cgroup(WORDS("my_app.service"), "/my_app.service"));
}
END_TEST

START_TEST(empty_components_are_no_units)
{
	ck_assert(!is_for_cgroup(WORDS("*"), ""));
	ck_assert(!is_for_cgroup(WORDS("*"), "/"));
	ck_assert(!is_for_cgroup(WORDS("*", ""), "////"));
	ck_assert(is_for_cgroup(WORDS("x.service"), "//system.slice//x.service//"));
}
END_TEST

START_TEST(a_component_may_be_as_long_as_a_name)
{
	char cgroup[1 + NAME_MAX + 1] = "/";

	memset(cgroup + 1, 'a', NAME_MAX);
	ck_assert(is_for_cgroup(WORDS("aaa*"), cgroup));
	cgroup[NAME_MAX] = 'b';
	ck_assert(is_for_cgroup(WORDS("*b"), cgroup));
}
END_TEST

/* cgroupfs takes longer names than others do, and a requester may make one below its own cgroup. */
START_TEST(a_longer_component_hides_not_the_unit)
{
	char cgroup[PATH_MAX] = "/y.service/";
	size_t length = strlen(cgroup);

	memset(cgroup + length, 'a', sizeof(cgroup) - 1 - length);
	ck_assert(!is_for_cgroup(WORDS("aaa*"), cgroup));
	ck_assert(is_for_cgroup(WORDS("y.service"), cgroup));
	ck_assert(!is_for_cgroup(WORDS("aaa*"), cgroup + length));
}
END_TEST

START_TEST(a_component_may_be_any_bytes)
{
	ck_assert(!is_for_cgroup(WORDS("x.service"), "/y\nx.service"));
	ck_assert(!is_for_cgroup(WORDS("x.service"), "/x.service\n"));
	ck_assert(is_for_cgroup(WORDS("x.service"), "/y\n.slice/x.service/\xff\x1b%s"));
	ck_assert(is_for_cgroup(WORDS("y*"), "/y\nx.service"));
	ck_assert(!is_for_cgroup(WORDS("x.service"), "/*/?.service/[x].service"));
	ck_assert(is_for_cgroup(WORDS("*hidden"), "/.hidden"));
}
END_TEST

/* Not to be known is no way round a rule, nor a way to what it grants. */
START_TEST(where_the_cgroup_is_not_known_a_rule_for_units_can_only_refuse)
{
	struct rule rule = { .units = WORDS("x.service"), .require = NEVER };

	ck_assert_ptr_null(user.cgroup);
	ck_assert(is_for(&rule, "x", &user));
	rule.require = NOTHING;
	ck_assert(!is_for(&rule, "x", &user));
}
END_TEST

START_TEST(for_unknown_requesters_rules_for_units_and_uids_can_only_refuse)
{
	struct rule rules[] = {
		{ .units = WORDS("*") },
		{ .uids = UIDS({ 1, UINT32_MAX - 1 }), .n_uids = 1 },
	};

	for (size_t i = 0; i < N_ELEMENTS(rules); i++) {
		rules[i].require = NEEDS(CAP_NET_ADMIN);
		ck_assert(is_for(&rules[i], "x", &unknown));
		rules[i].require = NOTHING;
		ck_assert(!is_for(&rules[i], "x", &unknown));
	}
}
END_TEST

START_TEST(a_range_of_uids_includes_both_ends)
{
	ck_assert(!is_for_uid(UIDS({ 1000, 1999 }), 1, 999));
	ck_assert(is_for_uid(UIDS({ 1000, 1999 }), 1, 1000));
	ck_assert(is_for_uid(UIDS({ 1000, 1999 }), 1, 1500));
	ck_assert(is_for_uid(UIDS({ 1000, 1999 }), 1, 1999));
	ck_assert(!is_for_uid(UIDS({ 1000, 1999 }), 1, 2000));
}
END_TEST

START_TEST(a_uid_may_be_the_first_and_the_last_there_is)
{
	ck_assert(is_for_uid(UIDS({ 0, 0 }), 1, 0));
	ck_assert(!is_for_uid(UIDS({ 0, 0 }), 1, 1));
	ck_assert(!is_for_uid(UIDS({ 1, UINT32_MAX - 1 }), 1, 0));
	ck_assert(is_for_uid(UIDS({ 1, UINT32_MAX - 1 }), 1, UINT32_MAX - 1));
	ck_assert(!is_for_uid(UIDS({ 0, UINT32_MAX - 1 }), 1, UINT32_MAX));
}
END_TEST

START_TEST(any_of_a_rules_ranges_may_hold_the_uid)
{
	ck_assert(is_for_uid(UIDS({ 0, 0 }, { 33, 33 }, { 1000, 1999 }), 3, 0));
	ck_assert(is_for_uid(UIDS({ 0, 0 }, { 33, 33 }, { 1000, 1999 }), 3, 33));
	ck_assert(is_for_uid(UIDS({ 0, 0 }, { 33, 33 }, { 1000, 1999 }), 3, 1999));
	ck_assert(!is_for_uid(UIDS({ 0, 0 }, { 33, 33 }, { 1000, 1999 }), 3, 34));
}
END_TEST

/* A setuid program works for who started it. */
START_TEST(the_real_uid_counts)
{
	struct rule rule = { .uids = UIDS({ 1000, 1000 }), .n_uids = 1 };
	struct requester setuid_program = user;

	setuid_program.euid = 0;
	ck_assert(is_for(&rule, "x", &setuid_program));
	rule.uids[0] = (struct uid_range){ 0, 0 };
	ck_assert(!is_for(&rule, "x", &setuid_program));
}
END_TEST

START_TEST(rules_for_units_and_uids_do_not_match_the_kernel)
{
	struct rule by_unit = { .units = WORDS("*"), .require = NEVER },
		    by_uid = { .uids = UIDS({ 0, UINT32_MAX - 1 }), .n_uids = 1, .require = NEVER },
		    by_alias = { .aliases = WORDS("*") }, by_module = { .modules = WORDS("*") };
	struct requester requester = user;

	requester.cgroup = "/system.slice/x.service";
	ck_assert(is_for(&by_unit, "x", &requester));
	ck_assert(is_for(&by_uid, "x", &requester));
	requester.class = REQUESTER_KERNEL;
	ck_assert(!is_for(&by_unit, "x", &requester));
	ck_assert(!is_for(&by_uid, "x", &requester));
	ck_assert(is_for(&by_alias, "x", &requester));
	ck_assert(is_for(&by_module, "x", &requester));
}
END_TEST

enum condition {
	BY_ALIAS = 1,
	BY_MODULE = 2,
	BY_UNIT = 4,
	BY_UID = 8,
	ALL_CONDITIONS = 15,
};

START_TEST(all_the_conditions_that_a_rule_gives_must_match)
{
	/* Each choice of conditions, with each choice of those that are true. */
	for (int given = 0; given <= ALL_CONDITIONS; given++) {
		for (int true_ones = 0; true_ones <= ALL_CONDITIONS; true_ones++) {
			struct rule rule = {
				.aliases = given & BY_ALIAS ? WORDS("net-*") : NULL,
				.modules = given & BY_MODULE ? WORDS("sct?") : NULL,
				.units = given & BY_UNIT ? WORDS("x.service") : NULL,
				.uids = given & BY_UID ? UIDS({ 1000, 1001 }) : NULL,
				.n_uids = given & BY_UID ? 1 : 0,
			};
			const struct requester requester = {
				.class = REQUESTER_PROCESS,
				.uid = true_ones & BY_UID ? 1001 : 1002,
				.cgroup = true_ones & BY_UNIT ? "/a.slice/x.service"
							      : "/a.slice/y.service",
			};
			const struct policy policy = { .rules = &rule, .n_rules = 1 };
			const struct request request = {
				.alias = true_ones & BY_ALIAS ? "net-pf-2" : "fs-x",
				.requester = &requester,
			};
			const char *module = true_ones & BY_MODULE ? "sctp" : "dccp";
			bool found = policy_find_rule(&policy, &request, module);

			ck_assert_msg(found == !(given & ~true_ones), "%x of %x are true",
				      true_ones, given);
		}
	}
}
END_TEST

START_TEST(a_rule_that_does_not_match_leaves_it_to_the_one_before)
{
	struct rule rules[] = {
		{ .aliases = WORDS("*"), .require = NEVER },
		{ .units = WORDS("x.service"), .require = NOTHING },
		{ .aliases = WORDS("*"),
		  .uids = UIDS({ 2000, 2000 }),
		  .n_uids = 1,
		  .require = NOTHING },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 3 };
	struct requester requester = user;

	requester.cgroup = "/x.service";
	ck_assert_ptr_eq(DECIDE(&policy, "x", &requester, "sctp").rule, &rules[1]);
	requester.uid = 2000;
	ck_assert_ptr_eq(DECIDE(&policy, "x", &requester, "sctp").rule, &rules[2]);
	requester.class = REQUESTER_UNKNOWN;
	ck_assert_ptr_eq(DECIDE(&policy, "x", &requester, "sctp").rule, &rules[0]);
}
END_TEST

START_TEST(the_last_word_about_a_module_counts)
{
	struct flags words[] = {
		{ .maintained = true, .modules = WORDS("tls", "nf-log") },
		{ .maintained = false, .modules = WORDS("sctp", "tls", "nf_log") },
		{ .maintained = true, .modules = WORDS("tls") },
		{ .maintained = false, .modules = WORDS("dccp") },
	};
	struct policy policy = { .flags = words };

	ck_assert(!policy_is_maintained(&policy, "tls"));
	policy.n_flags = 1;
	ck_assert(policy_is_maintained(&policy, "tls"));
	ck_assert(policy_is_maintained(&policy, "nf_log"));
	policy.n_flags = 2;
	ck_assert(!policy_is_maintained(&policy, "tls"));
	ck_assert(!policy_is_maintained(&policy, "nf-log"));
	ck_assert(!policy_is_maintained(&policy, "sctp"));
	policy.n_flags = 4;
	ck_assert(policy_is_maintained(&policy, "tls"));
	ck_assert(!policy_is_maintained(&policy, "nf_log"));
	ck_assert(!policy_is_maintained(&policy, "never_named"));
}
END_TEST

START_TEST(a_flag_that_was_taken_away_does_not_suffice)
{
	struct flags words[] = {
		{ .maintained = true, .modules = WORDS("tls") },
		{ .maintained = false, .modules = WORDS("tls") },
	};
	struct policy policy = requiring(MAINTAINED);

	policy.flags = words;
	policy.n_flags = 1;
	expect(DECIDE(&policy, "x", &user, "tls"), DECISION_ALLOWED, REASON_MAINTAINED);
	policy.n_flags = 2;
	expect(DECIDE(&policy, "x", &user, "tls"), DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
}
END_TEST

/* Decides about an alias of the module "sctp", which brings others with it. */
static struct verdict decide_with(const struct policy *policy, const struct requester *requester,
				  const char *const *dependencies)
{
	const struct request request = {
		.alias = "net-pf-2-proto-132",
		.requester = requester,
		.modules = (const char *const[]){ "sctp", NULL },
		.dependencies = dependencies,
	};

	return policy_decide(policy, &request);
}

#define DEPENDENCIES(...) ((const char *const[]){ __VA_ARGS__, NULL })

START_TEST(what_may_never_be_loaded_does_not_come_in_as_a_dependency)
{
	struct rule rules[] = {
		{ .aliases = WORDS("net-*"), .require = NOTHING },
		{ .modules = WORDS("udp-tunnel"), .require = NEVER },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 2 };
	struct verdict verdict =
		decide_with(&policy, &user, DEPENDENCIES("libcrc32c", "udp_tunnel"));

	expect(verdict, DECISION_REFUSED, REASON_NEVER);
	ck_assert_ptr_eq(verdict.rule, &rules[1]);
	ck_assert_ptr_eq(verdict.require, &rules[1].require);
	expect(decide_with(&policy, &kernel, DEPENDENCIES("udp_tunnel", "libcrc32c")),
	       DECISION_REFUSED, REASON_NEVER);
}
END_TEST

START_TEST(never_for_a_module_that_does_not_come_along_changes_nothing)
{
	struct rule rules[] = {
		{ .modules = WORDS("udp_tunnel"), .require = NEVER },
		{ .modules = WORDS("sctp"), .require = NOTHING },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 2 };
	struct verdict verdict = decide_with(&policy, &user, DEPENDENCIES("libcrc32c"));

	expect(verdict, DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
	ck_assert_ptr_eq(verdict.rule, &rules[1]);
	expect(decide_with(&policy, &user, DEPENDENCIES(NULL)), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
	expect(decide_with(&policy, &user, NULL), DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
}
END_TEST

START_TEST(of_a_dependency_nothing_else_is_required)
{
	struct rule rules[] = {
		{ .modules = WORDS("sctp"), .require = NOTHING },
		{ .modules = WORDS("libcrc32c"), .require = NEEDS(CAP_SYS_MODULE) },
		{ .modules = WORDS("udp_tunnel"), .require = MAINTAINED },
	};
	struct policy policy = requiring(NEEDS(CAP_SYS_MODULE));
	struct verdict verdict;

	policy.rules = rules;
	policy.n_rules = N_ELEMENTS(rules);
	verdict = decide_with(&policy, &user, DEPENDENCIES("libcrc32c", "udp_tunnel", "x"));
	expect(verdict, DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
	ck_assert_ptr_eq(verdict.rule, &rules[0]);
	ck_assert_ptr_eq(verdict.require, &rules[0].require);
}
END_TEST

START_TEST(about_a_dependency_too_the_last_rule_decides)
{
	struct rule rules[] = {
		{ .modules = WORDS("*"), .require = NOTHING },
		{ .modules = WORDS("udp_tunnel"), .require = NEVER },
		{ .modules = WORDS("udp_*"),
		  .units = WORDS("x.service"),
		  .require = NEEDS(CAP_SYS_MODULE) },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 3 };
	struct requester requester = user;

	requester.cgroup = "/y.service";
	expect(decide_with(&policy, &requester, DEPENDENCIES("udp_tunnel")), DECISION_REFUSED,
	       REASON_NEVER);
	requester.cgroup = "/x.service";
	expect(decide_with(&policy, &requester, DEPENDENCIES("udp_tunnel")), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
}
END_TEST

/* As for what is asked for: not to be known is no way round a rule. */
START_TEST(about_a_dependency_too_a_rule_for_units_that_are_not_known_can_only_refuse)
{
	struct rule rules[] = {
		{ .modules = WORDS("sctp"), .require = NOTHING },
		{ .modules = WORDS("udp_tunnel"), .require = NEVER },
		{ .modules = WORDS("udp_*"), .units = WORDS("x.service"), .require = NOTHING },
	};
	const struct policy policy = { .mode = MODE_RESTRICT, .rules = rules, .n_rules = 3 };
	struct verdict verdict;

	ck_assert_ptr_null(user.cgroup);
	verdict = decide_with(&policy, &user, DEPENDENCIES("udp_tunnel"));
	expect(verdict, DECISION_REFUSED, REASON_NEVER);
	ck_assert_ptr_eq(verdict.rule, &rules[1]);
	expect(decide_with(&policy, &unknown, DEPENDENCIES("udp_tunnel")), DECISION_REFUSED,
	       REASON_NEVER);

	rules[1].require = NOTHING;
	rules[2].require = NEVER;
	verdict = decide_with(&policy, &user, DEPENDENCIES("udp_tunnel"));
	expect(verdict, DECISION_REFUSED, REASON_NEVER);
	ck_assert_ptr_eq(verdict.rule, &rules[2]);
}
END_TEST

START_TEST(what_is_asked_for_is_refused_before_its_dependencies)
{
	struct rule rule = { .modules = WORDS("udp_tunnel"), .require = NEVER };
	struct policy policy = requiring(NEEDS(CAP_NET_RAW));
	struct verdict verdict;

	policy.rules = &rule;
	policy.n_rules = 1;
	verdict = decide_with(&policy, &user, DEPENDENCIES("udp_tunnel"));
	expect(verdict, DECISION_REFUSED, REASON_REQUIREMENT_NOT_MET);
	ck_assert_ptr_null(verdict.rule);
}
END_TEST

START_TEST(mode_log_would_refuse_for_a_forbidden_dependency)
{
	struct rule rules[] = {
		{ .modules = WORDS("udp_tunnel"), .require = NEVER },
		{ .modules = WORDS("libcrc32c"), .require = NEEDS(CAP_SYS_MODULE) },
	};
	struct policy policy = requiring(NOTHING);
	struct verdict verdict;

	policy.mode = MODE_LOG;
	policy.rules = rules;
	policy.n_rules = N_ELEMENTS(rules);
	verdict = decide_with(&policy, &user, DEPENDENCIES("udp_tunnel"));
	expect(verdict, DECISION_WOULD_REFUSE, REASON_NEVER);
	ck_assert_int_eq(verdict.mode, MODE_LOG);
	ck_assert_ptr_eq(verdict.rule, &rules[0]);
	expect(decide_with(&policy, &user, DEPENDENCIES("libcrc32c")), DECISION_ALLOWED,
	       REASON_NOTHING_REQUIRED);
}
END_TEST

START_TEST(mode_log_would_refuse_by_module_unit_and_uid)
{
	struct rule rules[] = {
		{ .modules = WORDS("sctp"), .require = NEVER },
		{ .units = WORDS("x.service"), .require = NEEDS(CAP_NET_RAW) },
		{ .uids = UIDS({ 33, 33 }), .n_uids = 1, .require = NEVER },
	};
	const struct policy policy = {
		.mode = MODE_LOG,
		.require = NOTHING,
		.rules = rules,
		.n_rules = N_ELEMENTS(rules),
	};
	struct requester requester = user;

	requester.cgroup = "/y.service";
	expect(DECIDE(&policy, "x", &requester, "tls"), DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
	expect(DECIDE(&policy, "x", &requester, "sctp"), DECISION_WOULD_REFUSE, REASON_NEVER);
	requester.cgroup = "/x.service";
	expect(DECIDE(&policy, "x", &requester, "tls"), DECISION_WOULD_REFUSE,
	       REASON_REQUIREMENT_NOT_MET);
	requester.uid = 33;
	expect(DECIDE(&policy, "x", &requester, "tls"), DECISION_WOULD_REFUSE, REASON_NEVER);
}
END_TEST

static const struct requester unconfined = {
	.class = REQUESTER_PROCESS,
	.bounding = UINT64_MAX,
	.in_initial_user_namespace = true,
};

/* As ProtectKernelModules= makes it: even with the capability, it was given up for good. */
static const struct requester without_sys_module = {
	.class = REQUESTER_PROCESS,
	.effective = UINT64_MAX,
	.bounding = ~SYS_MODULE,
	.in_initial_user_namespace = true,
};

/* The mode that a request of this requester gets. */
static enum mode mode_for(enum mode mode, enum mode confined, enum mode least,
			  const struct requester *requester)
{
	const struct policy policy = { .mode = mode, .confined = confined, .require = NOTHING };
	const struct request request = {
		.alias = "x",
		.requester = requester,
		.modules = (const char *const[]){ "sctp", NULL },
		.least_mode = least,
	};

	return policy_decide(&policy, &request).mode;
}

START_TEST(the_mode_for_confined_requesters_only_makes_theirs_stricter)
{
	for (enum mode mode = MODE_ALLOW; mode <= MODE_DENY; mode++) {
		for (enum mode confined = MODE_ALLOW; confined <= MODE_DENY; confined++) {
			enum mode stricter = mode > confined ? mode : confined;

			ck_assert_int_eq(mode_for(mode, confined, MODE_ALLOW, &without_sys_module),
					 stricter);
			ck_assert_int_eq(mode_for(mode, confined, MODE_ALLOW, &namespace_root),
					 stricter);
			ck_assert_int_eq(mode_for(mode, confined, MODE_ALLOW, &unconfined), mode);
		}
	}
}
END_TEST

START_TEST(the_kernel_is_not_confined)
{
	struct requester confined_kernel = without_sys_module;

	ck_assert_int_eq(mode_for(MODE_LOG, MODE_DENY, MODE_ALLOW, &kernel), MODE_LOG);
	confined_kernel.class = REQUESTER_KERNEL;
	ck_assert_int_eq(mode_for(MODE_LOG, MODE_DENY, MODE_ALLOW, &confined_kernel), MODE_LOG);
	confined_kernel.in_initial_user_namespace = false;
	ck_assert_int_eq(mode_for(MODE_LOG, MODE_DENY, MODE_ALLOW, &confined_kernel), MODE_LOG);
}
END_TEST

START_TEST(who_is_not_known_at_all_is_confined)
{
	const struct requester nobody = { .class = REQUESTER_UNKNOWN };

	ck_assert_int_eq(mode_for(MODE_LOG, MODE_RESTRICT, MODE_ALLOW, &nobody), MODE_RESTRICT);
}
END_TEST

START_TEST(confined_requesters_are_refused_what_others_are_not)
{
	struct policy policy = requiring(NEEDS(CAP_SYS_MODULE));

	policy.mode = MODE_LOG;
	policy.confined = MODE_RESTRICT;
	expect(DECIDE(&policy, "x", &unconfined, "sctp"), DECISION_WOULD_REFUSE,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&policy, "x", &namespace_root, "sctp"), DECISION_REFUSED,
	       REASON_REQUIREMENT_NOT_MET);
	expect(DECIDE(&policy, "x", &without_sys_module, "sctp"), DECISION_ALLOWED,
	       REASON_CAPABILITY);
	policy.confined = MODE_DENY;
	expect(DECIDE(&policy, "x", &without_sys_module, "sctp"), DECISION_REFUSED,
	       REASON_MODE_DENY);
}
END_TEST

START_TEST(the_least_mode_only_makes_it_stricter)
{
	for (enum mode mode = MODE_ALLOW; mode <= MODE_DENY; mode++) {
		for (enum mode least = MODE_ALLOW; least <= MODE_DENY; least++) {
			enum mode stricter = mode > least ? mode : least;

			ck_assert_int_eq(mode_for(mode, MODE_ALLOW, least, &user), stricter);
			ck_assert_int_eq(mode_for(mode, MODE_ALLOW, least, &kernel), stricter);
			ck_assert_int_eq(mode_for(MODE_ALLOW, mode, least, &namespace_root),
					 stricter);
		}
	}
}
END_TEST

START_TEST(deny_from_anywhere_beats_all_else)
{
	struct rule rule = { .aliases = WORDS("*"), .require = NOTHING };
	struct policy policy = requiring(NOTHING);
	struct request request = {
		.alias = "x",
		.requester = &without_sys_module,
		.modules = (const char *const[]){ "sctp", NULL },
	};

	policy.rules = &rule;
	policy.n_rules = 1;
	expect(policy_decide(&policy, &request), DECISION_ALLOWED, REASON_NOTHING_REQUIRED);
	for (enum mode other = MODE_ALLOW; other <= MODE_DENY; other++) {
		request.least_mode = MODE_DENY;
		policy.mode = policy.confined = other;
		expect(policy_decide(&policy, &request), DECISION_REFUSED, REASON_MODE_DENY);
		request.least_mode = policy.confined = other;
		policy.mode = MODE_DENY;
		expect(policy_decide(&policy, &request), DECISION_REFUSED, REASON_MODE_DENY);
		policy.mode = request.least_mode = other;
		policy.confined = MODE_DENY;
		expect(policy_decide(&policy, &request), DECISION_REFUSED, REASON_MODE_DENY);
	}
	ck_assert_ptr_null(policy_decide(&policy, &request).rule);
	ck_assert_ptr_null(policy_decide(&policy, &request).require);
}
END_TEST

START_TEST(a_cleared_policy_is_empty_and_can_be_cleared_again)
{
	struct policy policy = { .rules = calloc(1, sizeof(struct rule)), .n_rules = 1 };

	ck_assert_ptr_nonnull(policy.rules);
	policy.rules[0].name = strdup("x");
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
		without_rules_mode_log_records_what_is_not_maintained,
		the_built_in_policy_opens_device_nodes_to_all,
		the_built_in_policy_keeps_the_rest_for_the_kernel_and_sys_module,
		a_rule_for_modules_matches_their_names,
		a_rule_for_modules_takes_globs,
		in_a_rule_for_modules_dash_and_underscore_are_the_same,
		a_rule_for_modules_decides_about_each_module_alone,
		a_unit_and_the_slices_it_is_in_are_matched,
		what_is_below_a_unit_can_pretend_nothing,
		a_units_name_may_have_backslashes,
		a_unit_is_a_whole_component,
		a_rule_for_units_takes_globs,
		in_a_rule_for_units_dash_and_underscore_differ,
		empty_components_are_no_units,
		a_component_may_be_as_long_as_a_name,
		a_longer_component_hides_not_the_unit,
		a_component_may_be_any_bytes,
		where_the_cgroup_is_not_known_a_rule_for_units_can_only_refuse,
		for_unknown_requesters_rules_for_units_and_uids_can_only_refuse,
		a_range_of_uids_includes_both_ends,
		a_uid_may_be_the_first_and_the_last_there_is,
		any_of_a_rules_ranges_may_hold_the_uid,
		the_real_uid_counts,
		rules_for_units_and_uids_do_not_match_the_kernel,
		all_the_conditions_that_a_rule_gives_must_match,
		a_rule_that_does_not_match_leaves_it_to_the_one_before,
		the_last_word_about_a_module_counts,
		a_flag_that_was_taken_away_does_not_suffice,
		what_may_never_be_loaded_does_not_come_in_as_a_dependency,
		never_for_a_module_that_does_not_come_along_changes_nothing,
		of_a_dependency_nothing_else_is_required,
		about_a_dependency_too_the_last_rule_decides,
		about_a_dependency_too_a_rule_for_units_that_are_not_known_can_only_refuse,
		what_is_asked_for_is_refused_before_its_dependencies,
		mode_log_would_refuse_for_a_forbidden_dependency,
		mode_log_would_refuse_by_module_unit_and_uid,
		the_mode_for_confined_requesters_only_makes_theirs_stricter,
		the_kernel_is_not_confined,
		who_is_not_known_at_all_is_confined,
		confined_requesters_are_refused_what_others_are_not,
		the_least_mode_only_makes_it_stricter,
		deny_from_anywhere_beats_all_else,
		a_cleared_policy_is_empty_and_can_be_cleared_again,
		modes_have_names_and_are_ordered_by_strictness,
		modes_have_the_numbers_of_2017,
		an_unknown_mode_is_refused_and_changes_nothing,
		the_words_of_the_journals_fields_do_not_change,
	};

	return RUN_TESTS("policy", tests);
}
