/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A notification on the user's desktop, by D-Bus (org.freedesktop.Notifications). */
#pragma once

#include "notice.h"

struct notifier;

/* Connects to the user's bus. Returns 0 and *ret for notifier_close(), or a negative errno. */
int notifier_open(struct notifier **ret);
void notifier_close(struct notifier *notifier);

/*
 * Shows a notification. Returns 0; -EHOSTUNREACH if no program shows notifications; or another
 * negative errno.
 */
int notifier_show(struct notifier *notifier, const struct notice *notice);

/* For the cleanup attribute. */
static inline void cleanup_notifier(struct notifier **notifier)
{
	notifier_close(*notifier);
}
