// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <linux/capability.h>

#include "run.h"
#include "suggest-entries.h"

#define STRICT "[gate]\nmode = log\nrequire = CAP_SYS_MODULE\n"

/* That these rules and no others are suggested for entries. */
#define EXPECT(policy, rules, ...)                                  \
	expect(policy, rules, (const struct told[]){ __VA_ARGS__ }, \
	       N_ELEMENTS(((const struct told[]){ __VA_ARGS__ })))

static void expect(const char *policy, const char *rules, const struct told *told, size_t n)
{
	char *text = suggest_under(policy, told, n);

	ck_assert_str_eq(keep_rules(text), rules);
	free(text);
}

/* That the comments say something; or with "!" before it, that they do not. */
#define EXPECT_COMMENT(policy, says, ...)                                  \
	expect_comment(policy, says, (const struct told[]){ __VA_ARGS__ }, \
		       N_ELEMENTS(((const struct told[]){ __VA_ARGS__ })))

static void expect_comment(const char *policy, const char *says, const struct told *told, size_t n)
{
	char *text = suggest_under(policy, told, n), *to = text;
	bool wanted = *says != '!';

	/* As it was before it was broken into lines. */
	for (char *from = text; *from; from++) {
		if (from[0] == '\n' && from[1] == '#') {
			*to++ = ' ';
			from += 1 + strspn(from + 2, " ");
			continue;
		}
		*to++ = *from;
	}
	*to = '\0';
	ck_assert_msg(!!strstr(text, says + !wanted) == wanted, "%s\n%s", says, text);
	free(text);
}

START_TEST(a_user_in_a_session_gets_a_rule_for_the_user)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { 0 }, { .unit = "session-5.scope" }, { .unit = "user@1000.service" });
}
END_TEST

START_TEST(a_service_gets_a_rule_for_the_service_as_its_user)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = diameter.service\n"
	       "uid     = 107\n"
	       "require = nothing\n",
	       { .unit = "diameter.service", .uid = "107" });
}
END_TEST

START_TEST(users_that_services_get_at_each_start_are_not_named)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = dynamic.service\n"
	       "require = nothing\n",
	       { .unit = "dynamic.service", .uid = "61184" });
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = dynamic.service\n"
	       "require = nothing\n",
	       { .unit = "dynamic.service", .uid = "65519" });
}
END_TEST

START_TEST(users_of_services_are_named_only_where_each_was_seen_in_each)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = a.service b.service\n"
	       "require = nothing\n",
	       { .unit = "b.service", .uid = "2" }, { .unit = "a.service", .uid = "1" });
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = a.service b.service\n"
	       "uid     = 1 2\n"
	       "require = nothing\n",
	       { .unit = "b.service", .uid = "2" }, { .unit = "a.service", .uid = "1" },
	       { .unit = "b.service", .uid = "1" }, { .unit = "a.service", .uid = "2" });
	/* One user in two kinds of user namespace is still one. */
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = a.service b.service\n"
	       "require = nothing\n",
	       { .unit = "a.service", .uid = "1" },
	       { .unit = "a.service", .uid = "1", .userns = "4026532000" },
	       { .unit = "b.service", .uid = "2" },
	       { .unit = "b.service", .uid = "2", .userns = "4026532000" });
}
END_TEST

START_TEST(a_user_who_needs_a_rule_needs_none_for_services)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { .unit = "a.service" }, { 0 });
}
END_TEST

START_TEST(services_and_users_get_a_rule_each)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = a.service\n"
	       "uid     = 107\n"
	       "require = nothing\n"
	       "[rule suggested-net-pf-29-2]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1000 1001\n"
	       "require = nothing\n",
	       { .uid = "1001" }, { .unit = "a.service", .uid = "107" }, { 0 });
}
END_TEST

START_TEST(aliases_with_the_same_needs_share_a_rule)
{
	EXPECT(STRICT,
	       "[rule suggested-can-proto-1]\n"
	       "alias   = can-proto-1 net-pf-29\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { 0 }, { .alias = "can-proto-1", .modules = "can_raw" });
}
END_TEST

START_TEST(services_share_a_rule_also_where_their_users_differ)
{
	EXPECT(STRICT,
	       "[rule suggested-can-proto-1]\n"
	       "alias   = can-proto-1 net-pf-29\n"
	       "unit    = a.service\n"
	       "require = nothing\n",
	       { .unit = "a.service" },
	       { .unit = "a.service", .alias = "can-proto-1", .uid = "0" });
	EXPECT(STRICT,
	       "[rule suggested-can-proto-1]\n"
	       "alias   = can-proto-1 net-pf-29\n"
	       "unit    = a.service\n"
	       "uid     = 107\n"
	       "require = nothing\n",
	       { .unit = "a.service", .uid = "107" },
	       { .unit = "a.service", .alias = "can-proto-1", .uid = "107" });
}
END_TEST

START_TEST(an_alias_in_two_spellings_is_one)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1000 1001\n"
	       "require = nothing\n",
	       { 0 }, { .alias = "net_pf_29", .uid = "1001" });
}
END_TEST

START_TEST(a_capability_that_all_had_is_preferred)
{
	/* CAP_NET_ADMIN is 12, CAP_SYS_ADMIN 21. */
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "require = CAP_NET_ADMIN\n",
	       { .caps = "0000000000201000" }, { .caps = "0000000000001000", .unit = "a.service" });
}
END_TEST

START_TEST(the_capability_is_the_one_that_the_request_is_about)
{
	EXPECT(STRICT,
	       "[rule suggested-fs-xfs]\n"
	       "alias   = fs-xfs\n"
	       "require = CAP_SYS_ADMIN\n",
	       { .alias = "fs-xfs", .caps = "0000000000201000" });
	EXPECT(STRICT,
	       "[rule suggested-fs-xfs]\n"
	       "alias   = fs-xfs\n"
	       "require = CAP_NET_ADMIN\n",
	       { .alias = "fs-xfs", .caps = "0000000000001000" });
	EXPECT(STRICT,
	       "[rule suggested-rtnl-link-veth]\n"
	       "alias   = rtnl-link-veth\n"
	       "require = CAP_SYS_ADMIN\n",
	       { .alias = "rtnl-link-veth", .caps = "0000000000200000" });
}
END_TEST

/* Which capability is suggested where who asked has both of those that may be. */
static void expect_capability(const char *alias, const char *capability)
{
	const struct told told = { .alias = alias, .caps = "0000000000201000" };
	char *rules = keep_rules(suggest_under(STRICT, &told, 1)), *require;

	require = strstr(rules, "require = ");
	ck_assert_msg(require && strncmp(require + strlen("require = "), capability,
					 strlen(capability)) == 0,
		      "%s for %s is not suggested, but\n%s", capability, alias, rules);
	free(rules);
}

/* Of who has both, the one; of each kind of requests an alias. */
START_TEST(each_kind_of_requests_is_about_one_capability)
{
	static const char *const about_the_network[] = {
		"net-pf-35-proto-0",
		"net-pf-16-proto-16-family-0",
		"bt-proto-0",
		"bridge",
		"crypto-0",
		"cls_0",
		"sch_0",
		"rtnl-link-0",
		"nfnetlink-subsys-0",
		"nfct-helper-0",
		"ip_set_0",
		"ip_vs_0",
		"xt_0",
		"xfrm-type-0",
		"ppp-compress-0",
		"nf_defrag_ipv0",
		"netdev-0",
		"tcp-ulp-0",
		"team-mode-0",
		"rdma-link-0",
		"lib80211_crypt_0",
	};
	static const char *const about_the_system[] = {
		"tty-ldisc-0", "binfmt-0000", "fs-0", "char-major-0", "snd-card-0",   "0-iosched",
		"nls_0",       "symbol:0",    "dm-0", "usbfunc:0",    "vfio-reset:0", "ext4",
	};

	for (size_t i = 0; i < N_ELEMENTS(about_the_network); i++)
		expect_capability(about_the_network[i], "CAP_NET_ADMIN");
	for (size_t i = 0; i < N_ELEMENTS(about_the_system); i++)
		expect_capability(about_the_system[i], "CAP_SYS_ADMIN");
}
END_TEST

START_TEST(capabilities_for_other_things_are_not_suggested)
{
	/* All of 6.1's but CAP_NET_ADMIN, CAP_SYS_MODULE and CAP_SYS_ADMIN. */
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = a.service\n"
	       "uid     = 0\n"
	       "require = nothing\n",
	       { .caps = "000001ffffdeefff", .unit = "a.service", .uid = "0" });
}
END_TEST

START_TEST(a_capability_that_only_some_had_is_not_suggested)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { .caps = "0000000000001000" }, { 0 });
}
END_TEST

START_TEST(capabilities_of_a_user_namespace_do_not_count)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { .caps = "000001ffffffffff", .userns = "4026532000" });
}
END_TEST

START_TEST(a_capability_is_added_to_what_suffices_already)
{
	EXPECT("[gate]\nmode = log\n[rule sockets]\nalias = net-*\n"
	       "require = maintained CAP_NET_RAW\n",
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "require = maintained CAP_NET_ADMIN CAP_NET_RAW\n",
	       { .caps = "0000000000001000" });
	EXPECT("[gate]\nmode = log\nrequire = maintained\n",
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "require = maintained CAP_NET_ADMIN\n",
	       { .caps = "0000000000001000" });
}
END_TEST

START_TEST(aliases_that_need_different_things_share_no_rule)
{
	EXPECT(STRICT "[rule flags]\nalias = net-pf-29\nrequire = maintained\n",
	       "[rule suggested-net-pf-40]\n"
	       "alias   = net-pf-40\n"
	       "require = CAP_NET_ADMIN\n"
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "require = maintained CAP_NET_ADMIN\n",
	       { .caps = "0000000000001000" },
	       { .caps = "0000000000001000", .alias = "net-pf-40", .modules = "vsock" });
}
END_TEST

START_TEST(a_requester_has_the_capabilities_that_all_its_requests_had)
{
	static const struct told told[] = { { .caps = "0000000000001000" },
					    { .caps = "0000000000201000" } };
	struct policy admin = make_policy("[gate]\nrequire = CAP_NET_ADMIN\n");
	struct policy system = make_policy("[gate]\nrequire = CAP_SYS_ADMIN\n");
	struct policy strict = make_policy(STRICT);
	struct study study = { .policy = &strict };
	const struct studied_alias *alias;

	study_entries(&study, told, N_ELEMENTS(told));
	alias = &study.aliases[0];
	ck_assert(study_requester_is_allowed(&admin, alias, &alias->requesters[0]));
	ck_assert(!study_requester_is_allowed(&system, alias, &alias->requesters[0]));
	ck_assert(!study_requester_is_allowed(&strict, alias, &alias->requesters[0]));
	study_clear(&study);
	policy_clear(&admin);
	policy_clear(&system);
	policy_clear(&strict);
}
END_TEST

START_TEST(a_capability_takes_nothing_from_those_who_have_rules_of_their_own)
{
	static const char rule[] = "[rule suggested-net-pf-29]\n"
				   "alias   = net-pf-29\n"
				   "unit    = a.service\n"
				   "uid     = 1000\n"
				   "require = nothing\n";
	const struct told told = { .caps = "0000000000001000", .unit = "a.service" };

	EXPECT(STRICT "[rule anna]\nuid = 2000\nrequire = nothing\n", rule, told);
	EXPECT(STRICT "[rule b]\nunit = b.service\nrequire = nothing\n", rule, told);
	EXPECT(STRICT "[rule can]\nmodule = can\nrequire = CAP_NET_RAW\n", rule, told);
	/* One that is overridden anyway does not matter. */
	EXPECT(STRICT "[rule anna]\nuid = 2000\nrequire = nothing\n"
		      "[rule all]\nalias = net-pf-*\nrequire = CAP_NET_RAW\n",
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "require = CAP_NET_ADMIN CAP_NET_RAW\n",
	       told);
}
END_TEST

START_TEST(an_unknown_requester_gets_a_rule_for_everybody_with_a_warning)
{
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "require = nothing\n",
	       { .requester = "unknown", .caps = "000001ffffffffff" }, { 0 });
	EXPECT_COMMENT(STRICT, "WARNING: the requester is unknown, so this lets everybody load it",
		       { .requester = "unknown" }, { 0 });
	EXPECT_COMMENT(STRICT, "!WARNING", { 0 });
}
END_TEST

START_TEST(a_user_namespace_brings_a_warning)
{
	EXPECT_COMMENT(STRICT, "WARNING: it was asked for in a user namespace",
		       { .userns = "4026532000" });
	EXPECT_COMMENT(STRICT, "WARNING: it was asked for in a user namespace",
		       { .userns = "4026532000", .unit = "a.service" });
	/* Only the rule for those who were in one. */
	EXPECT_COMMENT(STRICT,
		       "root.\n[rule suggested-net-pf-29]\nalias   = net-pf-29\n"
		       "unit    = a.service",
		       { 0 }, { .userns = "4026532000", .unit = "a.service", .uid = "107" });
	EXPECT_COMMENT(STRICT, "!root.\n[rule suggested-net-pf-29-2]", { 0 },
		       { .userns = "4026532000", .unit = "a.service", .uid = "107" });
	EXPECT_COMMENT(STRICT, "uid 1000, session-3.scope, in a user namespace",
		       { .userns = "4026532000" });
}
END_TEST

START_TEST(a_rule_for_uid_0_brings_a_warning)
{
	EXPECT_COMMENT(STRICT, "run as uid 0 too", { .uid = "0", .unit = "docker-0123.scope" });
	EXPECT_COMMENT(STRICT, "!WARNING", { .uid = "0", .unit = "a.service" });
}
END_TEST

START_TEST(a_rule_for_a_user_made_up_by_systemd_brings_a_warning)
{
	EXPECT_COMMENT(STRICT, "WARNING: uids from 61184",
		       { .uid = "61184", .unit = "run-u5.service" });
	EXPECT_COMMENT(STRICT, "WARNING: uids from 61184", { 0 }, { .uid = "65519" });
	EXPECT_COMMENT(STRICT, "!WARNING", { .uid = "61183" }, { .uid = "65520" });
}
END_TEST

START_TEST(units_that_come_and_go_are_not_named)
{
	static const char *const going[] = { "session-3.scope",
					     "user@1000.service",
					     "run-u12.service",
					     "run-r0123456789.scope",
					     "docker-0123.scope",
					     "sshd@3-192.0.2.1:22-192.0.2.7:50122.service",
					     "systemd-coredump@0-812-0.service",
					     "not systemd's",
					     "a.service?" };
	static const char *const persistent[] = { "nginx.service", "getty@tty1.service",
						  "docker.socket", "run-media.mount",
						  "a@-b.service",  "dev-disk-by\\x2dlabel.swap" };

	for (size_t i = 0; i < N_ELEMENTS(going); i++)
		ck_assert_msg(!unit_is_persistent(going[i]), "%s", going[i]);
	for (size_t i = 0; i < N_ELEMENTS(persistent); i++)
		ck_assert_msg(unit_is_persistent(persistent[i]), "%s", persistent[i]);
}
END_TEST

START_TEST(a_units_escaped_name_is_named_as_it_is)
{
	EXPECT(STRICT,
	       "[rule suggested-fs-vfat]\n"
	       "alias   = fs-vfat\n"
	       "unit    = dev-disk-by\\x2dlabel.swap\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { .alias = "fs-vfat", .unit = "dev-disk-by\\x5cx2dlabel.swap" });
}
END_TEST

START_TEST(a_pattern_matches_just_the_alias)
{
	static const char *const held[] = { "a*",   "a?b",  "a[b", "a]b",
					    "[ab]", "[!a]", "a-b", "a%b=c:d/e,f(g)!h^",
					    "*?[" };
	static const char *const others[] = { "ab", "a", "axb", "b", "a-b-c", "aab", "a*b" };
	char pattern[CONFIG_WORD_MAX + 1];

	for (size_t i = 0; i < N_ELEMENTS(held); i++) {
		ck_assert_int_eq(suggestion_pattern(held[i], pattern), 0);
		ck_assert_msg(alias_matches(pattern, held[i]), "%s", held[i]);
		for (size_t j = 0; j < N_ELEMENTS(others); j++)
			ck_assert_msg(!alias_matches(pattern, others[j]), "%s matches %s", held[i],
				      others[j]);
	}
}
END_TEST

START_TEST(an_alias_that_no_pattern_can_hold_gets_none)
{
	static const char *const not_held[] = { "",    "a b", "a\nb", "a\tb", "a#b",      "a;b",
						"\"a", "'a'", "a\\",  "\x7f", "a\xc3\xa4" };
	char pattern[CONFIG_WORD_MAX + 1], stars[ALIAS_MAX + 1] = "";

	for (size_t i = 0; i < N_ELEMENTS(not_held); i++)
		ck_assert_int_eq(suggestion_pattern(not_held[i], pattern), -EINVAL);
	memset(stars, '*', ALIAS_MAX);
	ck_assert_int_eq(suggestion_pattern(stars, pattern), -EINVAL);
	EXPECT(STRICT, "", { .alias = "net-pf-2\\x0a[rule", .modules = "can" });
	EXPECT_COMMENT(STRICT, "\"net-pf-2\\x0a[rule\": once, and no pattern",
		       { .alias = "net-pf-2\\x0a[rule", .modules = "can" });
	EXPECT_COMMENT(STRICT, "\"a\\x5cb\": once, and no pattern",
		       { .alias = "a\\x5cb", .modules = "can" });
}
END_TEST

START_TEST(what_is_never_allowed_gets_no_rule)
{
	static const char policy[] = STRICT "[rule hole]\nmodule = can\nrequire = never\n";

	EXPECT(policy, "", { 0 });
	EXPECT_COMMENT(policy,
		       "net-pf-29: 2 times, and rule \"hole\" (autoload.conf:4) requires never",
		       { 0 }, { .uid = "1001" });
	EXPECT_COMMENT("[gate]\nrequire = never\n", "net-pf-29: once, and [gate] requires never",
		       { 0 });
}
END_TEST

START_TEST(never_of_a_dependency_is_known_from_the_entry)
{
	static const char policy[] = STRICT "[rule hole]\nmodule = libcrc32c\nrequire = never\n";
	const struct told told = { .reason = "never", .rule = "hole", .file = "autoload.conf" };

	EXPECT(policy, "", told);
	EXPECT_COMMENT(policy, "rule \"hole\" (autoload.conf:4) requires never", told);
	EXPECT_COMMENT(STRICT "[rule hole]\nmodule = libcrc32c\nrequire = never\n"
			      "[rule can]\nalias = net-pf-29\nrequire = nothing\n",
		       "rule \"hole\" (autoload.conf:4) requires never", told);
	/* Of the module itself, a later rule has the last word. */
	EXPECT(STRICT "[rule hole]\nmodule = can\nrequire = never\n"
		      "[rule can]\nalias = net-pf-29\nrequire = CAP_SYS_ADMIN\n",
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "module  = can\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       told);
	/* The rule is gone meanwhile. */
	EXPECT(STRICT,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       told);
}
END_TEST

START_TEST(a_rule_is_not_for_other_modules_that_are_never_allowed)
{
	EXPECT(STRICT "[rule hole]\nmodule = vmw_vsock*\nrequire = never\n",
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29 net-pf-40\n"
	       "module  = can vsock vsock_diag\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { 0 }, { .alias = "net-pf-40", .modules = "vsock can vsock_diag" });
}
END_TEST

START_TEST(where_modules_can_not_be_named_an_alias_gets_no_rule)
{
	static const char policy[] = STRICT "[rule hole]\nmodule = vmw_vsock*\nrequire = never\n";

	EXPECT(policy, "", { .modules = "a b c d e f g h i" },
	       { .alias = "fs-x", .modules = "x." });
	EXPECT_COMMENT(policy,
		       "net-pf-29: once, and it names too many modules, and others may never be "
		       "loaded",
		       { .modules = "a b c d e f g h i" });
	EXPECT_COMMENT(policy,
		       "net-pf-29: once, and a module has no proper name, and others may never be "
		       "loaded",
		       { .modules = "x." });
}
END_TEST

START_TEST(a_rule_after_one_with_never_for_some_brings_a_warning)
{
	EXPECT_COMMENT(
		STRICT "[rule containers]\nunit = machine.slice\nrequire = never\n",
		"WARNING: rule \"containers\" (autoload.conf:4) requires never for some requesters",
		{ 0 });
	EXPECT_COMMENT(STRICT "[rule others]\nalias = fs-*\nuid = 0\nrequire = never\n", "!WARNING",
		       { 0 });
}
END_TEST

START_TEST(a_rule_after_one_for_a_module_brings_a_warning)
{
	EXPECT_COMMENT(STRICT "[rule hole]\nmodule = can\nrequire = CAP_SYS_MODULE\n",
		       "WARNING: rule \"hole\" (autoload.conf:4) is for such modules", { 0 });
	EXPECT_COMMENT(STRICT "[rule hole]\nmodule = sctp\nrequire = CAP_SYS_MODULE\n", "!WARNING",
		       { 0 });
}
END_TEST

START_TEST(a_rule_for_a_slice_that_refused_is_taken_to_refuse_still)
{
	static const char policy[] = "[gate]\nmode = log\n[rule all]\nalias = *\n"
				     "require = nothing\n[rule guests]\nunit = guests.slice\n"
				     "require = CAP_SYS_MODULE\n";

	EXPECT(policy,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "unit    = a.service\n"
	       "uid     = 1000\n"
	       "require = nothing\n",
	       { .unit = "a.service", .rule = "guests", .file = "autoload.conf" });
	EXPECT(policy, "", { .unit = "a.service", .rule = "gone", .file = "autoload.conf" });
	EXPECT("[rule guests]\nunit = guests.slice\nrequire = CAP_SYS_MODULE\n"
	       "[rule all]\nalias = *\nrequire = nothing\n",
	       "", { .unit = "a.service", .rule = "guests", .file = "autoload.conf" });
	EXPECT_COMMENT(STRICT "[rule guests]\nunit = guests.slice\nrequire = never\n",
		       "net-pf-29: once, and rule \"guests\" (autoload.conf:4) requires never",
		       { .unit = "a.service",
			 .rule = "guests",
			 .file = "autoload.conf",
			 .reason = "never" });
}
END_TEST

START_TEST(what_the_policy_allows_meanwhile_gets_no_rule)
{
	static const char policy[] = STRICT "[rule anna]\nuid = 1000\nrequire = nothing\n";

	EXPECT(policy, "", { 0 });
	EXPECT_COMMENT(policy, "2 times: the policy would allow it by now", { 0 }, { 0 });
	EXPECT(policy,
	       "[rule suggested-net-pf-29]\n"
	       "alias   = net-pf-29\n"
	       "uid     = 1001\n"
	       "require = nothing\n",
	       { 0 }, { .uid = "1001" });
}
END_TEST

START_TEST(suggestions_that_are_followed_leave_nothing_to_suggest)
{
	static const struct told told[] = {
		{ 0 },
		{ .unit = "a.service", .uid = "0" },
		{ .alias = "fs-xfs", .modules = "xfs", .caps = "0000000000200000" },
		{ .alias = "a*b", .modules = "star" },
		{ .alias = "net-pf-9", .modules = "x25", .requester = "unknown" },
	};
	char *text = suggest_under(STRICT, told, N_ELEMENTS(told)), *policy, *again;

	ck_assert_int_gt(asprintf(&policy, STRICT "%s", text), 0);
	again = suggest_under(policy, told, N_ELEMENTS(told));
	ck_assert_str_eq(keep_rules(again), "");
	free(text);
	free(policy);
	free(again);
}
END_TEST

START_TEST(refusals_by_mode_deny_get_no_rule)
{
	EXPECT(STRICT, "", { .reason = "mode-deny", .decision = "refused" });
	EXPECT_COMMENT(STRICT, "once: refused by mode deny",
		       { .reason = "mode-deny", .decision = "refused" });
}
END_TEST

START_TEST(a_mode_in_which_no_rule_is_asked_brings_a_warning)
{
	EXPECT_COMMENT("[gate]\nmode = deny\nrequire = CAP_SYS_MODULE\n",
		       "WARNING: the policy's mode is deny", { 0 });
	EXPECT_COMMENT(STRICT "confined = deny\n", "WARNING: for confined requesters",
		       { .confined = "yes" });
	EXPECT_COMMENT(STRICT "confined = deny\n", "!WARNING", { 0 });
}
END_TEST

START_TEST(entries_of_other_kinds_do_not_count)
{
	EXPECT(STRICT, "", { .decision = "allowed" }, { .error = "2" });
	EXPECT_COMMENT(STRICT, "Nothing to suggest: there is no refusal",
		       { .decision = "allowed" });
}
END_TEST

START_TEST(incomplete_entries_are_counted)
{
	EXPECT(STRICT, "", { .uid = "" }, { .caps = "x" }, { .alias = "" }, { .alias = "a\\y" },
	       { .modules = "" }, { .requester = "ghost" }, { .reason = "" }, { .uid = "-1" },
	       { .uid = "4294967295" },
	       { .alias = "12345678901234567890123456789012345678901234567890123456" });
	EXPECT_COMMENT(STRICT, "2 times: incomplete entries", { .uid = "" }, { .caps = "x" },
		       { 0 });
}
END_TEST

START_TEST(the_evidence_is_printed)
{
	static const struct told told[] = {
		{ .time = 3600 },
		{ .repeats = "9", .exe = "", .comm = "\\x1b[2J" },
		{ .unit = "a.service", .caller = "can_create", .uid = "0" },
	};
	char *text;

	setenv("TZ", "UTC", 1);
	text = suggest_under(STRICT, told, N_ELEMENTS(told));
	ck_assert_msg(
		strstr(text,
		       "\n"
		       "# net-pf-29 (can): 12 times, 2026-11-20 12:00:00 to "
		       "2026-11-20 13:00:00, from\n"
		       "#   __sock_create can_create\n"
		       "#   11 times: \"candump\" (\"/usr/bin/candump\") and others, uid 1000,\n"
		       "#     session-3.scope\n"
		       "[rule suggested-net-pf-29-2]\n"),
		"%s", text);
	ck_assert_msg(strstr(text,
			     "#   once: \"candump\" (\"/usr/bin/candump\"), uid 0, a.service\n"
			     "[rule suggested-net-pf-29]\n"),
		      "%s", text);
	ck_assert_msg(strstr(text, "12 times, 2026-11-20 12:00:00 to 2026-11-20 13:00:00 UTC."),
		      "%s", text);
	free(text);
}
END_TEST

/* As many requests as could come, of users that each ask for an alias of their own. */
START_TEST(what_requesters_make_up_is_bounded_and_counted)
{
	enum {
		N_ALIASES = STUDY_ALIASES_MAX + 20,
		N_USERS = STUDY_REQUESTERS_MAX + 10
	};
	struct told *told = calloc(N_ALIASES * N_USERS, sizeof(*told));
	char(*names)[2][64] = calloc(N_ALIASES * N_USERS, sizeof(*names));
	char *text;
	size_t n = 0;

	for (unsigned int i = 0; i < N_ALIASES; i++) {
		for (unsigned int j = 0; j < N_USERS; j++, n++) {
			snprintf(names[n][0], sizeof(names[n][0]), "crypto-xxxxxxxxxxxxxxx%u", i);
			snprintf(names[n][1], sizeof(names[n][1]), "%u", 1000 + i + j);
			told[n] = (struct told){ .alias = names[n][0], .uid = names[n][1] };
		}
	}
	text = suggest_under(STRICT, told, n);
	ck_assert_uint_le(strlen(text), CONFIG_SIZE_MAX);
	ck_assert_ptr_nonnull(strstr(text, "#   10 times: others beyond the limit, and no rule"));
	ck_assert_ptr_nonnull(strstr(text, "#   840 times: other aliases beyond the limit; sel"));
	free(text);
	free(told);
	free(names);
}
END_TEST

START_TEST(with_less_room_fewer_requesters_are_listed)
{
	enum {
		N_ALIASES = 60,
		N_USERS = STUDY_REQUESTERS_MAX
	};
	struct told *told = calloc(N_ALIASES * N_USERS, sizeof(*told));
	char(*names)[2][64] = calloc(N_ALIASES * N_USERS, sizeof(*names));
	char *text;
	size_t n = 0;

	for (unsigned int i = 0; i < N_ALIASES; i++) {
		for (unsigned int j = 0; j < N_USERS; j++, n++) {
			snprintf(names[n][0], sizeof(names[n][0]), "crypto-%u", i);
			snprintf(names[n][1], sizeof(names[n][1]), "%u", 1000 + 50 * i + j);
			told[n] = (struct told){ .alias = names[n][0], .uid = names[n][1] };
		}
	}
	text = suggest_under(STRICT, told, n);
	ck_assert_uint_le(strlen(text), CONFIG_SIZE_MAX);
	ck_assert_ptr_nonnull(strstr(text, "#   once: \"candump\""));
	ck_assert_ptr_nonnull(strstr(text, " times: others\n"));
	ck_assert_ptr_null(strstr(text, "Without a rule"));
	free(text);
	free(told);
	free(names);
}
END_TEST

START_TEST(rules_that_do_not_fit_a_policy_file_are_listed)
{
	enum {
		N_ALIASES = STUDY_ALIASES_MAX,
		N_USERS = STUDY_REQUESTERS_MAX
	};
	struct told *told = calloc(N_ALIASES * N_USERS + 2, sizeof(*told));
	char(*names)[2][64] = calloc(N_ALIASES * N_USERS, sizeof(*names));
	char *text;
	size_t n = 0;

	for (unsigned int i = 0; i < N_ALIASES - 1; i++) {
		for (unsigned int j = 0; j < N_USERS; j++, n++) {
			snprintf(names[n][0], sizeof(names[n][0]), "crypto-%045u", i);
			snprintf(names[n][1], sizeof(names[n][1]), "%u", 4000000000U + 50 * i + j);
			told[n] = (struct told){ .alias = names[n][0], .uid = names[n][1] };
		}
	}
	told[n++] = (struct told){ .alias = "net-pf-29", .unit = "a.service" };
	told[n++] = (struct told){ .alias = "net-pf-29" };
	text = suggest_under(STRICT, told, n);
	ck_assert_uint_le(strlen(text), CONFIG_SIZE_MAX);
	ck_assert_uint_gt(strlen(text), CONFIG_SIZE_MAX * 8 / 10);
	ck_assert_ptr_nonnull(
		strstr(text, "\n#   crypto-000000000000000000000000000000000000000000126: 32 "
			     "times,"));
	ck_assert_ptr_nonnull(
		strstr(text, "and a policy\n#     file has no room for all its rules\n"));
	ck_assert_ptr_nonnull(strstr(text, "[rule suggested-net-pf-29]"));
	free(text);
	free(told);
	free(names);
}
END_TEST

START_TEST(lines_stay_within_what_a_policy_may_have)
{
	struct told told[STUDY_ALIASES_MAX + STUDY_REQUESTERS_MAX] = { 0 };
	char names[N_ELEMENTS(told)][2][256];
	char *text;

	/* Many aliases that need the same, then one that many services need. */
	for (unsigned int i = 0; i < N_ELEMENTS(told); i++) {
		bool is_alias = i < STUDY_ALIASES_MAX - 1;

		snprintf(names[i][0], sizeof(names[i][0]), "crypto-*********************%u",
			 is_alias ? i : 0);
		snprintf(names[i][1], sizeof(names[i][1]), "%0100u.service", is_alias ? 0 : i);
		told[i] = (struct told){ .alias = is_alias ? names[i][0] : "fs-xfs",
					 .unit = names[i][1] };
	}
	text = suggest_under(STRICT, told, N_ELEMENTS(told));
	ck_assert_ptr_nonnull(strstr(text, " \\\n          "));
	free(text);
}
END_TEST

/* Entries of other machines may hold what no gate writes. */
START_TEST(a_comment_never_goes_on_in_the_next_line)
{
	static const char *const texts[] = {
		"\\",
		"\\ ",
		"\\    ",
		"a\\  b",
		"\\                                                              b",
	};

	for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
		free(suggest_under(STRICT, &(struct told){ .unit = texts[i] }, 1));
		free(suggest_under(STRICT, &(struct told){ .caller = texts[i] }, 1));
	}
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_user_in_a_session_gets_a_rule_for_the_user,
		a_service_gets_a_rule_for_the_service_as_its_user,
		users_that_services_get_at_each_start_are_not_named,
		users_of_services_are_named_only_where_each_was_seen_in_each,
		a_user_who_needs_a_rule_needs_none_for_services,
		services_and_users_get_a_rule_each,
		aliases_with_the_same_needs_share_a_rule,
		services_share_a_rule_also_where_their_users_differ,
		an_alias_in_two_spellings_is_one,
		a_capability_that_all_had_is_preferred,
		the_capability_is_the_one_that_the_request_is_about,
		each_kind_of_requests_is_about_one_capability,
		capabilities_for_other_things_are_not_suggested,
		a_capability_that_only_some_had_is_not_suggested,
		capabilities_of_a_user_namespace_do_not_count,
		a_capability_is_added_to_what_suffices_already,
		aliases_that_need_different_things_share_no_rule,
		a_requester_has_the_capabilities_that_all_its_requests_had,
		a_capability_takes_nothing_from_those_who_have_rules_of_their_own,
		an_unknown_requester_gets_a_rule_for_everybody_with_a_warning,
		a_user_namespace_brings_a_warning,
		a_rule_for_uid_0_brings_a_warning,
		a_rule_for_a_user_made_up_by_systemd_brings_a_warning,
		units_that_come_and_go_are_not_named,
		a_units_escaped_name_is_named_as_it_is,
		a_pattern_matches_just_the_alias,
		an_alias_that_no_pattern_can_hold_gets_none,
		what_is_never_allowed_gets_no_rule,
		never_of_a_dependency_is_known_from_the_entry,
		a_rule_is_not_for_other_modules_that_are_never_allowed,
		where_modules_can_not_be_named_an_alias_gets_no_rule,
		a_rule_after_one_with_never_for_some_brings_a_warning,
		a_rule_after_one_for_a_module_brings_a_warning,
		a_rule_for_a_slice_that_refused_is_taken_to_refuse_still,
		what_the_policy_allows_meanwhile_gets_no_rule,
		suggestions_that_are_followed_leave_nothing_to_suggest,
		refusals_by_mode_deny_get_no_rule,
		a_mode_in_which_no_rule_is_asked_brings_a_warning,
		entries_of_other_kinds_do_not_count,
		incomplete_entries_are_counted,
		the_evidence_is_printed,
		what_requesters_make_up_is_bounded_and_counted,
		with_less_room_fewer_requesters_are_listed,
		rules_that_do_not_fit_a_policy_file_are_listed,
		lines_stay_within_what_a_policy_may_have,
		a_comment_never_goes_on_in_the_next_line,
	};

	return RUN_TESTS("suggest", tests);
}
