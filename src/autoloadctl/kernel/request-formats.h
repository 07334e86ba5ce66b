/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel requests modules for, and who can make it do so. Pure: a table, read from the
 * sources of 6.1, with what 6.12 has added.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum reach {
	/* Any user, with a system call. */
	REACH_USER,
	/* Any user who may make a user namespace, as its root. */
	REACH_USER_NAMESPACE,
	/* Who may open a device node, or write to a file that is root's. */
	REACH_NODE,
	/* Who has a capability in the initial user namespace. */
	REACH_CAPABILITY,
};

#define N_REACHES (REACH_CAPABILITY + 1)

/* What formats have in common, in the order in which it is shown. */
enum request_group {
	GROUP_PHONET,
	GROUP_NETLINK,
	GROUP_SOCKETS,
	GROUP_SOCKET_IOCTLS,
	GROUP_CRYPTO,
	GROUP_LINE_DISCIPLINES,
	GROUP_BINARY_FORMATS,
	GROUP_CLASSIFIERS,
	GROUP_QUEUES_AND_ACTIONS,
	GROUP_LINKS,
	GROUP_NFTABLES,
	GROUP_CONNECTION_TRACKING,
	GROUP_IPSET,
	GROUP_IPVS,
	GROUP_XTABLES,
	GROUP_IPSEC,
	GROUP_FILE_SYSTEMS,
	GROUP_DEVICE_NODES,
	GROUP_SOUND_AND_SCREENS,
	GROUP_PPP_COMPRESSION,
	GROUP_SYSFS,
	GROUP_BPF_LINKS,
	GROUP_INTERFACES_BY_NAME,
	GROUP_TCP,
	GROUP_TEAMS,
	GROUP_RDMA_LINKS,
	GROUP_WIFI_KEYS,
	GROUP_PARTS_OF_FILE_SYSTEMS,
	GROUP_SYMBOLS,
	GROUP_STORAGE,
	GROUP_USB_GADGETS,
	GROUP_VFIO,
	N_REQUEST_GROUPS,
};

struct request_group_info {
	const char *title; /* for people: it decides nothing */
	enum reach reach;
	/*
	 * The one that such requests are about, if any: CAP_NET_ADMIN or CAP_SYS_ADMIN
	 * (linux/capability.h). Rules that ask for another one would let too many in.
	 */
	int capability;
};

extern const struct request_group_info request_groups[N_REQUEST_GROUPS];

struct request_format {
	/* The aliases, possibly plain names of modules: a glob as in a rule. */
	const char *glob;
	enum request_group group;
	const char *how;
	/* Where the kernel makes the request. */
	const char *source;
};

/* In the order in which they are asked: the first that matches is an alias's format. */
extern const struct request_format request_formats[];
extern const size_t n_request_formats;

/* The format of an alias; NULL: the kernel does not ask for it on behalf of anybody. */
const struct request_format *request_format_find(const char *alias);

/* "user", "user namespace", "device node", "capability". */
const char *reach_name(enum reach reach);
