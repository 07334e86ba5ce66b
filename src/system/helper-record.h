/* SPDX-License-Identifier: GPL-2.0-or-later */
/* This helper's entry in the map that the BPF programs fill (src/bpf/). */
#pragma once

#include "request-record.h"
#include "requester.h"

/*
 * Gets the record of who caused this process to be started.
 * Returns 0; -ENOENT: the programs are not attached; -ESRCH: they are, but have no record of this
 * process; -ESTALE: they are of another version; else the negative errno of the call that failed.
 */
int helper_record_get(struct request_record *record);

/*
 * Tells the programs that what this process asks for from now on belongs to the insertion of a
 * module that was approved. record is what helper_record_get() gave. Returns 0 or a negative errno.
 */
int helper_record_set_inserting(struct request_record *record);

/*
 * Takes what the BPF programs recorded of a request. A record of another layout, and one made by
 * the kernel thread that tests crypto algorithms on a user's behalf, give class unknown.
 */
void requester_from_record(const struct request_record *record, struct requester *requester);
