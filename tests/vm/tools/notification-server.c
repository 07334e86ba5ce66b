/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Stands in for a desktop's notification server on the user's bus: prints what
 * Notify is called with, a line each: what it replaces, the summary, the body.
 */

#include <stdio.h>
#include <systemd/sd-bus.h>

#define NAME "org.freedesktop.Notifications"

static uint32_t last_id;

static int notify(sd_bus_message *call, void *data, sd_bus_error *error)
{
	const char *program, *icon, *summary, *body;
	uint32_t replaces;
	int r = sd_bus_message_read(call, "susss", &program, &replaces, &icon, &summary, &body);

	(void)data;
	(void)error;
	if (r < 0)
		return r;
	printf("%u|%s|", replaces, summary);
	/* A line each. */
	for (; *body; body++)
		putchar(*body == '\n' ? '|' : *body);
	putchar('\n');
	fflush(stdout);
	return sd_bus_reply_method_return(call, "u", replaces ? replaces : ++last_id);
}

static const sd_bus_vtable methods[] = {
	SD_BUS_VTABLE_START(0),
	SD_BUS_METHOD("Notify", "susssasa{sv}i", "u", notify, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_VTABLE_END,
};

int main(void)
{
	sd_bus *bus;
	int r = sd_bus_open_user(&bus);

	if (r >= 0)
		r = sd_bus_add_object_vtable(bus, NULL, "/org/freedesktop/Notifications", NAME,
					     methods, NULL);
	if (r >= 0)
		r = sd_bus_request_name(bus, NAME, 0);
	while (r >= 0) {
		r = sd_bus_process(bus, NULL);
		if (r == 0)
			r = sd_bus_wait(bus, UINT64_MAX);
	}
	fprintf(stderr, "notification-server: error %d\n", -r);
	return 1;
}
