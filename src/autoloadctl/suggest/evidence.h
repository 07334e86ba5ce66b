/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The data of an entry about a request that was refused, or would be. Pure. */
#pragma once

#include <limits.h>
#include <stdint.h>

#include "alias.h"
#include "reader.h"
#include "policy.h"
#include "requester.h"

struct evidence {
	uint64_t time;  /* as in the entry */
	uint64_t times; /* the number of requests, with those that the kernel refused itself */
	char alias[ALIAS_MAX + 1];
	/* The requester; its cgroup is "/UNIT", as slices are not recorded, or NULL. */
	struct requester requester;
	char cgroup[NAME_MAX + 2];
	enum reason reason;
	/*
	 * Printable, and owned by the entry; "" if missing: the modules, separated by blanks, the
	 * rule that decided and its file, and the requester.
	 */
	const char *modules;
	const char *rule;
	const char *file;
	const char *comm;
	const char *exe;
	const char *unit;
	const char *caller;
};

/*
 * Reads an entry. Returns 1; 0 if it is of another kind, also of a load that failed, which no rule
 * fixes; -EINVAL if a field is missing or invalid.
 */
int evidence_from_entry(const struct entry *entry, struct evidence *evidence);
