/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an entry of the gate tells of a request that was refused, or would be. Pure. */
#pragma once

#include <limits.h>
#include <stdint.h>

#include "alias.h"
#include "reader.h"
#include "policy.h"
#include "requester.h"

struct evidence {
	uint64_t time;  /* as in the entry */
	uint64_t times; /* how often: those that the kernel refused by itself count too */
	char alias[ALIAS_MAX + 1];
	/* The requester; its cgroup is "/UNIT", as slices are not recorded, or NULL. */
	struct requester requester;
	char cgroup[NAME_MAX + 2];
	enum reason reason;
	/*
	 * Printable and the entry's, "" where it says nothing: the modules with blanks between,
	 * the rule that decided and its file, and who asked.
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
 * Takes what an entry tells. Returns 1; 0 if it is of another kind, also of a load that failed,
 * which no rule mends; -EINVAL if a field is missing or makes no sense.
 */
int evidence_from_entry(const struct entry *entry, struct evidence *evidence);
