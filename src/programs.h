/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The BPF programs that record requesters: loaded, attached and pinned, so that they work without a
 * daemon.
 */
#pragma once

/*
 * Attaches the programs and pins them below /sys/fs/bpf/modprobe-gate, in the place of those that
 * may be there, with no moment without. Returns 0 or a negative errno; on an error the old ones
 * stay.
 */
int programs_attach(void);

/* Detaches them. Returns 0, also when there were none, or a negative errno. */
int programs_detach(void);

/* libbpf prints to standard error otherwise; its callers report what it returns. */
void programs_silence_library(void);
