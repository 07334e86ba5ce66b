// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "alias.h"
#include "pattern.h"
#include "request-formats.h"
#include "run.h"

static void expect(const char *alias, const char *group, enum reach reach)
{
	const struct request_format *format = request_format_find(alias);

	ck_assert_msg(format != NULL, "%s has no format", alias);
	ck_assert_str_eq(format->group, group);
	ck_assert_int_eq(format->reach, reach);
}

START_TEST(any_user_can_ask_for_sockets_and_ciphers)
{
	expect("net-pf-29", "sockets", REACH_USER);
	expect("net-pf-2-proto-132-type-1", "sockets", REACH_USER);
	expect("net-pf-10-proto-132", "sockets", REACH_USER);
	expect("can-proto-1", "sockets", REACH_USER);
	expect("net-pf-16-proto-16-family-wireguard", "netlink", REACH_USER);
	expect("net-pf-16-proto-4-type-17", "netlink", REACH_USER);
	expect("crypto-authencesn(x,y)", "crypto", REACH_USER);
	expect("algif-aead", "crypto", REACH_USER);
	expect("tty-ldisc-13", "line disciplines", REACH_USER);
	expect("bridge", "socket ioctls", REACH_USER);
}
END_TEST

START_TEST(any_user_can_ask_for_classifiers_but_not_for_queues)
{
	expect("cls_u32", "classifiers", REACH_USER);
	expect("net-cls-u32", "classifiers", REACH_USER);
	expect("sch_fq", "queues and actions", REACH_USER_NAMESPACE);
	expect("net-act-police", "queues and actions", REACH_USER_NAMESPACE);
}
END_TEST

START_TEST(root_of_a_user_namespace_can_ask_for_networks_and_file_systems)
{
	expect("rtnl-link-vxlan", "links", REACH_USER_NAMESPACE);
	expect("nfnetlink-subsys-10", "nftables", REACH_USER_NAMESPACE);
	expect("nft-expr-2-reject", "nftables", REACH_USER_NAMESPACE);
	expect("xt_MASQUERADE", "xtables", REACH_USER_NAMESPACE);
	expect("xfrm-type-2-50", "IPsec", REACH_USER_NAMESPACE);
	expect("fs-nfs", "file systems", REACH_USER_NAMESPACE);
}
END_TEST

START_TEST(capabilities_and_nodes_are_told_apart)
{
	expect("net-pf-35-proto-2", "phonet protocols", REACH_CAPABILITY);
	expect("netdev-eth0", "interfaces by name", REACH_CAPABILITY);
	expect("tcp-ulp-tls", "TCP", REACH_CAPABILITY);
	expect("dm-crypt", "storage", REACH_CAPABILITY);
	expect("char-major-10-200", "device nodes", REACH_NODE);
	expect("snd-seq", "sound and screens", REACH_NODE);
}
END_TEST

START_TEST(plain_names_are_met_by_the_formats_that_resolve_to_them)
{
	expect("algif_hash", "crypto", REACH_USER);
	expect("crypto_user", "crypto", REACH_USER);
	expect("nf_nat", "connection tracking", REACH_USER_NAMESPACE);
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

START_TEST(groups_stand_together_and_have_one_reach)
{
	for (size_t i = 1; i < n_request_formats; i++) {
		const struct request_format *format = &request_formats[i];

		if (strcmp(format->group, format[-1].group) == 0) {
			ck_assert_int_eq(format->reach, format[-1].reach);
			continue;
		}
		for (size_t j = 0; j < i; j++)
			ck_assert_msg(strcmp(request_formats[j].group, format->group) != 0,
				      "group %s is in two parts", format->group);
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

START_TEST(every_format_says_how_and_where)
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
		capabilities_and_nodes_are_told_apart,
		plain_names_are_met_by_the_formats_that_resolve_to_them,
		what_the_kernel_does_not_ask_for_has_no_format,
		groups_stand_together_and_have_one_reach,
		no_format_hides_behind_an_earlier_one,
		every_format_says_how_and_where,
	};

	return RUN_TESTS("request-formats", tests);
}
