// SPDX-License-Identifier: GPL-2.0-or-later
#include "journal.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>

#include "cleanup.h"

#define IDENTIFIER "modprobe-gate"
#define SOCKET     "/run/systemd/journal/socket"

/* The kernel cuts a line of /dev/kmsg near 1 KiB (LOG_LINE_MAX, kernel/printk/printk.c). */
#define KMSG_SIZE (JOURNAL_MESSAGE_SIZE - 48)

static void append(struct journal_entry *entry, const void *data, size_t size)
{
	memcpy(entry->data + entry->size, data, size);
	entry->size += size;
}

/*
 * FIELD "\n" length as 64 bits, little endian, value "\n": holds for any value, also with newlines.
 */
void journal_add(struct journal_entry *entry, const char *field, const char *value)
{
	size_t length = strlen(value);
	uint64_t wire_length = htole64(length);

	if (strlen(field) + 1 + sizeof(wire_length) + length + 1 >
	    sizeof(entry->data) - entry->size)
		return;
	append(entry, field, strlen(field));
	append(entry, "\n", 1);
	append(entry, &wire_length, sizeof(wire_length));
	append(entry, value, length);
	append(entry, "\n", 1);
}

void journal_addf(struct journal_entry *entry, const char *field, const char *format, ...)
{
	char value[JOURNAL_MESSAGE_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(value, sizeof(value), format, arguments);
	va_end(arguments);
	journal_add(entry, field, value);
}

void journal_begin(struct journal_entry *entry, const char *message_id, int priority,
		   const char *message)
{
	entry->size = 0;
	entry->priority = priority;
	snprintf(entry->message, sizeof(entry->message), "%s", message);
	journal_add(entry, "MESSAGE", entry->message);
	journal_add(entry, "MESSAGE_ID", message_id);
	journal_addf(entry, "PRIORITY", "%d", priority);
	journal_add(entry, "SYSLOG_IDENTIFIER", IDENTIFIER);
	journal_add(entry, "DOCUMENTATION", "man:modprobe-gate(8)");
}

static int send_datagram(const struct journal_entry *entry)
{
	const struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = SOCKET };
	_cleanup_close_ int fd = -1;

	/*
	 * Without this a kernel whose AF_UNIX is a module would ask for it here, through another
	 * gate.
	 */
	if (access(SOCKET, F_OK) < 0)
		return -errno;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (sendto(fd, entry->data, entry->size, MSG_DONTWAIT | MSG_NOSIGNAL,
		   (const struct sockaddr *)&address, sizeof(address)) < 0)
		return -errno;
	return 0;
}

int kmsg_write(int priority, const char *message)
{
	_cleanup_close_ int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char line[JOURNAL_MESSAGE_SIZE];
	int length;

	if (fd < 0)
		return -errno;
	length = snprintf(line, sizeof(line), "<%d>" IDENTIFIER "[%d]: %.*s\n",
			  LOG_DAEMON | priority, getpid(), KMSG_SIZE, message);
	return write(fd, line, length) < 0 ? -errno : 0;
}

int journal_send(const struct journal_entry *entry, bool avoid_journald)
{
	if (!avoid_journald && send_datagram(entry) == 0)
		return 0;
	return kmsg_write(entry->priority, entry->message);
}
