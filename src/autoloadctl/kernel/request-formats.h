/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel asks modules for, and who can make it do so. Pure: a table, read from the sources
 * of 6.1, with what 6.12 has added.
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

struct request_format {
	/* The aliases, possibly plain names of modules: a glob as in a rule. */
	const char *glob;
	/* What they have in common, for a table; formats of one group have one reach. */
	const char *group;
	enum reach reach;
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
