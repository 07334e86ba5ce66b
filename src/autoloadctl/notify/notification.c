// SPDX-License-Identifier: GPL-2.0-or-later
#include "notification.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <systemd/sd-bus.h>

#include "cleanup.h"

#define URGENCY_NORMAL 1

/* The server decides how long it is shown. */
#define EXPIRES_AS_USUAL (-1)

struct notifier {
	sd_bus *bus;
	uint32_t id; /* of the last notification, 0: there was none */
};

void notifier_close(struct notifier *notifier)
{
	if (!notifier)
		return;
	sd_bus_flush_close_unref(notifier->bus);
	free(notifier);
}

int notifier_open(struct notifier **ret)
{
	_cleanup_(cleanup_notifier) struct notifier *notifier = calloc(1, sizeof(*notifier));
	const char *name;
	int r;

	if (!notifier)
		return -ENOMEM;
	r = sd_bus_open_user(&notifier->bus);
	/* Waits for Hello(): opening does not, and the bus drops clients that have not sent it. */
	if (r >= 0)
		r = sd_bus_get_unique_name(notifier->bus, &name);
	if (r < 0)
		return r;
	*ret = steal_pointer(&notifier);
	return 0;
}

int notifier_show(struct notifier *notifier, const struct notice *notice)
{
	_cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	int r;

	r = sd_bus_call_method(notifier->bus, "org.freedesktop.Notifications",
			       "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
			       "Notify", NULL, &reply, "susssasa{sv}i", "modprobe-gate",
			       notice->replaces_last ? notifier->id : 0, "security-medium",
			       notice->summary, notice->body, 0, 1, "urgency", "y", URGENCY_NORMAL,
			       EXPIRES_AS_USUAL);
	if (r < 0)
		return r;
	r = sd_bus_message_read(reply, "u", &notifier->id);
	return r < 0 ? r : 0;
}
