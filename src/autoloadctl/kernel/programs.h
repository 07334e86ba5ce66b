/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The BPF programs that record requesters: loaded, attached and pinned, so that they work without a
 * daemon.
 */
#pragma once

#include "request-record.h"

/*
 * Attaches the programs and pins them below /sys/fs/bpf/modprobe-gate. They replace those that
 * may be there, without a gap. Returns 0 or a negative errno; on an error the old ones
 * stay.
 */
int programs_attach(void);

/* Detaches them. Returns 0, also when there were none, or a negative errno. */
int programs_detach(void);

enum programs_condition {
	PROGRAMS_HIDDEN,     /* only root can see them */
	PROGRAMS_MISSING,    /* none */
	PROGRAMS_OTHER,      /* of a version that the gate can't use */
	PROGRAMS_INCOMPLETE, /* some were removed */
	PROGRAMS_ATTACHED,
};

/*
 * Returns what is attached. project is set to the version of the project that it belongs to, ""
 * if that is not known.
 */
enum programs_condition programs_check(char project[static RECORD_PROJECT_SIZE]);

/* libbpf prints to standard error otherwise; its callers report what it returns. */
void programs_disable_libbpf_log(void);
