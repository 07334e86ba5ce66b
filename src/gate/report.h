/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the gate says of a request: the journal's entries, with the fields named in
 * modprobe-gate(8).
 */
#pragma once

#include "journal.h"
#include "policy.h"
#include "requester.h"

/* What is known of the requester only by looking at the running system, for the entry alone. */
struct requester_details {
	/* Path of its program; "" where it is not known for certain. */
	char exe[256];
	/* Its systemd unit; "" where it has none. */
	char unit[256];
};

/*
 * Makes the entry of a decision, or where its insertion failed with a negative errno, of that;
 * error is 0 else. Pure. Every text of the requester's choice is escaped, in MESSAGE and fields.
 */
void report_decision(struct journal_entry *entry, const struct request *request,
		     const struct requester_details *details, const struct verdict *verdict,
		     int error);

/*
 * Makes the entry that says that the built-in policy decides, because of this error of this file.
 * line is 0 where there is none. Pure.
 */
void report_policy_broken(struct journal_entry *entry, const char *file, unsigned int line,
			  const char *error);

/* Makes the entry that says that requesters are looked for in /proc. Pure. */
void report_no_programs(struct journal_entry *entry);
