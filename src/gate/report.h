/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the gate says of a request: the journal's records, with the fields named in
 * modprobe-gate(8).
 */
#pragma once

#include "journal.h"
#include "policy.h"
#include "requester.h"

/* What is known of the requester only by looking at the running system, for the record alone. */
struct circumstances {
	/* Path of its program; "" where it is not known for certain. */
	char exe[256];
	/* Its systemd unit; "" where it has none. */
	char unit[256];
};

/*
 * Makes the record of a decision. Pure. Every text of the requester's choice is escaped, in MESSAGE
 * and fields.
 */
void report_decision(struct journal_record *record, const struct request *request,
		     const struct circumstances *circumstances, const struct verdict *verdict);

/* Makes the record of an allowed insertion that failed with this negative errno. Pure. */
void report_load_failed(struct journal_record *record, const struct request *request,
			const struct circumstances *circumstances, const struct verdict *verdict,
			int error);

/*
 * Makes the record that says that the built-in policy decides, because of this error of this file.
 * line is 0 where there is none. Pure.
 */
void report_policy_broken(struct journal_record *record, const char *file, unsigned int line,
			  const char *error);

/* Makes the record that says that requesters are looked for in /proc. Pure. */
void report_no_programs(struct journal_record *record);
