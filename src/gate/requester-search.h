/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search in /proc for who asked, where no BPF program recorded it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "requester.h"

/* Whether a /proc/PID/stack is that of a task that waits for the helper of a module request. */
bool stack_is_module_request(const char *text);

/*
 * Looks for the requester when no BPF program recorded it: among all tasks that wait for the helper
 * of a module request it takes the least privileged. Its class is unknown when there is none, when
 * several differ and none of them is the least, and where /proc does not show the credentials that
 * the kernel tests (io_uring workers). parent is the gate's own, self_exe the inode of its program:
 * a waiting task that is a gate too is class kernel. This can be fooled, see SECURITY.md. Returns 0
 * or a negative errno.
 */
int requester_search(int proc, pid_t parent, uint64_t self_exe, struct requester *requester);
