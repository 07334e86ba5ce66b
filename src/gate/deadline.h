/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The requester waits in the kernel, and with it whoever waits for one of the kernel's 50 slots,
 * which are given up after 5 s (kernel/kmod.c). So a decision that takes long is a refusal.
 */
#pragma once

#include <stdbool.h>
#include <time.h>

struct deadline {
	timer_t kill;
	bool can_kill;
};

/*
 * From now on the process ends after 3 s, with status 1 and a line in the kernel's log that names
 * the alias; by SIGKILL half a second later where it hangs in the kernel, if there is a timer to be
 * had for that.
 */
void deadline_start(struct deadline *deadline, const char *alias);

/* What follows may last. */
void deadline_stop(const struct deadline *deadline);
