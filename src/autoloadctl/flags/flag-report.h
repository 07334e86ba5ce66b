/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compares the flags of a policy with the modules of a kernel, its MAINTAINERS file, and today's
 * date, to find flags that are no longer true.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "maintainers.h"
#include "module-tree.h"
#include "policy.h"

/* What the flags are compared with. All of it belongs to the caller. */
struct flag_evidence {
	const struct module_tree *tree;
	const char *directory; /* of the modules */
	const char *today;     /* "2026-11-20" */
	/* The text of MAINTAINERS, and the directory of the source; NULL: not used. */
	const char *maintainers;
	size_t maintainers_size;
	const char *source;
};

/* A module and the group that has the last word about it, the policy's. */
struct flagged {
	const struct flags *group;
	const char *name;
	const struct module *module; /* of the tree; NULL: this kernel has none of that name */
	int months;                  /* since the review */
	bool is_old;                 /* so the review is doubtful */
	bool is_staging;
	bool has_maintenance;
	bool is_unmaintained; /* doubtful: no section covers it, or its status is not good */
	struct maintenance maintenance;
};

/* A remark about a group or one of its modules. The text is printable. */
struct flag_remark {
	const struct flags *group;
	char *text;
	bool is_doubt; /* else for information */
};

struct flag_report {
	struct flagged *modules;
	size_t n_modules;
	struct flag_remark *remarks;
	size_t n_remarks;
};

/*
 * Reads what it takes of the modules' files and the source. Returns 0 and *ret for
 * flag_report_clear(), or -ENOMEM. Policy and evidence have to outlive it.
 */
int flag_report_make(const struct policy *policy, const struct flag_evidence *evidence,
		     struct flag_report *ret);
void flag_report_clear(struct flag_report *report);

/* Whether a flag is doubtful. */
bool flag_report_has_doubts(const struct flag_report *report);
