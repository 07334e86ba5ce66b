// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>

#include "alias.h"
#include "pattern.h"
#include "request-formats.h"
#include "run.h"

static void expect(const char *alias, enum request_group group, enum reach reach)
{
	const struct request_format *format = request_format_find(alias);

	ck_assert_msg(format != NULL, "%s has no format", alias);
	ck_assert_int_eq(format->group, group);
	ck_assert_int_eq(request_groups[group].reach, reach);
}

START_TEST(any_user_can_ask_for_sockets_and_ciphers)
{
	expect("net-pf-29", GROUP_SOCKETS, REACH_USER);
	expect("net-pf-2-proto-132-type-1", GROUP_SOCKETS, REACH_USER);
	expect("net-pf-10-proto-132", GROUP_SOCKETS, REACH_USER);
	expect("can-proto-1", GROUP_SOCKETS, REACH_USER);
	expect("net-pf-16-proto-16-family-wireguard", GROUP_NETLINK, REACH_USER);
	expect("net-pf-16-proto-4-type-17", GROUP_NETLINK, REACH_USER);
	expect("crypto-authencesn(x,y)", GROUP_CRYPTO, REACH_USER);
	expect("algif-aead", GROUP_CRYPTO, REACH_USER);
	expect("tty-ldisc-13", GROUP_LINE_DISCIPLINES, REACH_USER);
	expect("bridge", GROUP_SOCKET_IOCTLS, REACH_USER);
}
END_TEST

START_TEST(any_user_can_ask_for_classifiers_but_not_for_queues)
{
	expect("cls_u32", GROUP_CLASSIFIERS, REACH_USER);
	expect("net-cls-u32", GROUP_CLASSIFIERS, REACH_USER);
	expect("sch_fq", GROUP_QUEUES_AND_ACTIONS, REACH_USER_NAMESPACE);
	expect("net-act-police", GROUP_QUEUES_AND_ACTIONS, REACH_USER_NAMESPACE);
}
END_TEST

START_TEST(root_of_a_user_namespace_can_ask_for_networks_and_file_systems)
{
	expect("rtnl-link-vxlan", GROUP_LINKS, REACH_USER_NAMESPACE);
	expect("nfnetlink-subsys-10", GROUP_NFTABLES, REACH_USER_NAMESPACE);
	expect("nft-expr-2-reject", GROUP_NFTABLES, REACH_USER_NAMESPACE);
	expect("xt_MASQUERADE", GROUP_XTABLES, REACH_USER_NAMESPACE);
	expect("xfrm-type-2-50", GROUP_IPSEC, REACH_USER_NAMESPACE);
	expect("fs-nfs", GROUP_FILE_SYSTEMS, REACH_USER_NAMESPACE);
}
END_TEST

START_TEST(capabilities_and_nodes_are_distinguished)
{
	expect("net-pf-35-proto-2", GROUP_PHONET, REACH_CAPABILITY);
	expect("netdev-eth0", GROUP_INTERFACES_BY_NAME, REACH_CAPABILITY);
	expect("tcp-ulp-tls", GROUP_TCP, REACH_CAPABILITY);
	expect("dm-crypt", GROUP_STORAGE, REACH_CAPABILITY);
	expect("char-major-10-200", GROUP_DEVICE_NODES, REACH_NODE);
	expect("snd-seq", GROUP_SOUND_AND_SCREENS, REACH_NODE);
}
END_TEST

START_TEST(plain_names_are_met_by_the_formats_that_resolve_to_them)
{
	expect("algif_hash", GROUP_CRYPTO, REACH_USER);
	expect("crypto_user", GROUP_CRYPTO, REACH_USER);
	expect("nf_nat", GROUP_CONNECTION_TRACKING, REACH_USER_NAMESPACE);
}
END_TEST

START_TEST(what_the_kernel_does_not_ask_for_has_no_format)
{
	static const char *const aliases[] = {
		"",
		"ext4",
		"pci:v00008086d*",
		"usb:v*",
		"nf-logger-2-0",
		"binfmt_misc",
		"nft_chain_nat",
		"nf_nat_ftp",
		"nf_tables",
		"overlay",
		"fbdev",
	};

	for (size_t i = 0; i < N_ELEMENTS(aliases); i++)
		ck_assert_msg(!request_format_find(aliases[i]), "%s", aliases[i]);
}
END_TEST

/* What containers have, CAP_NET_ADMIN, must not be suggested for what CAP_SYS_ADMIN is about. */
START_TEST(requests_are_about_the_system_or_about_the_network)
{
	static const enum request_group about_the_system[] = {
		GROUP_LINE_DISCIPLINES,
		GROUP_BINARY_FORMATS,
		GROUP_FILE_SYSTEMS,
		GROUP_DEVICE_NODES,
		GROUP_SOUND_AND_SCREENS,
		GROUP_SYSFS,
		GROUP_PARTS_OF_FILE_SYSTEMS,
		GROUP_SYMBOLS,
		GROUP_STORAGE,
		GROUP_USB_GADGETS,
		GROUP_VFIO,
	};
	bool expected[N_REQUEST_GROUPS] = { false };

	for (size_t i = 0; i < N_ELEMENTS(about_the_system); i++)
		expected[about_the_system[i]] = true;
	for (enum request_group i = 0; i < N_REQUEST_GROUPS; i++)
		ck_assert_msg(request_groups[i].capability ==
				      (expected[i] ? CAP_SYS_ADMIN : CAP_NET_ADMIN),
			      "capability of group %u", i);
}
END_TEST

START_TEST(each_group_has_a_title_of_its_own_and_formats)
{
	bool has_formats[N_REQUEST_GROUPS] = { false };

	for (size_t i = 0; i < n_request_formats; i++)
		has_formats[request_formats[i].group] = true;
	for (enum request_group i = 0; i < N_REQUEST_GROUPS; i++) {
		ck_assert(has_formats[i] && request_groups[i].title[0]);
		for (enum request_group j = 0; j < i; j++)
			ck_assert_str_ne(request_groups[i].title, request_groups[j].title);
	}
}
END_TEST

/* Something that a glob matches, if it takes a 0 for all that it does not name. */
static void fill_in(const char *glob, char alias[static 64])
{
	size_t used = 0;

	while (*glob) {
		const struct pattern_element element = pattern_take(glob);

		ck_assert_uint_lt(used, 63);
		alias[used++] = element.type == PATTERN_BYTE ? *element.start : '0';
		glob += element.length;
	}
	alias[used] = '\0';
}

START_TEST(no_format_hides_behind_an_earlier_one)
{
	for (size_t i = 0; i < n_request_formats; i++) {
		char alias[64];

		fill_in(request_formats[i].glob, alias);
		ck_assert_msg(request_format_find(alias) == &request_formats[i], "%s for %s", alias,
			      request_formats[i].glob);
	}
}
END_TEST

START_TEST(every_format_has_a_cause_and_a_source)
{
	for (size_t i = 0; i < n_request_formats; i++) {
		ck_assert(request_formats[i].how[0]);
		ck_assert_ptr_nonnull(strchr(request_formats[i].source, '/'));
	}
	for (int reach = 0; reach < N_REACHES; reach++)
		ck_assert(reach_name(reach)[0]);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		any_user_can_ask_for_sockets_and_ciphers,
		any_user_can_ask_for_classifiers_but_not_for_queues,
		root_of_a_user_namespace_can_ask_for_networks_and_file_systems,
		capabilities_and_nodes_are_distinguished,
		plain_names_are_met_by_the_formats_that_resolve_to_them,
		what_the_kernel_does_not_ask_for_has_no_format,
		requests_are_about_the_system_or_about_the_network,
		each_group_has_a_title_of_its_own_and_formats,
		no_format_hides_behind_an_earlier_one,
		every_format_has_a_cause_and_a_source,
	};

	return RUN_TESTS("request-formats", tests);
}
