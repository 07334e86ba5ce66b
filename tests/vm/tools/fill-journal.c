/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Sends to the journal's socket until it takes no more. Of use when journald
 * is stopped: whoever then waits for room waits for ever.
 */

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define JOURNAL_SOCKET "/run/systemd/journal/socket"
#define MESSAGE        "MESSAGE=fill-journal\n"

/*
 * A sender may only have so much in flight, which can be less than what the
 * receiver's queue holds: take a new socket until one can't send at all.
 * Returns how many datagrams this one brought in, -1 on error.
 */
static int fill_from_one_socket(void)
{
	struct sockaddr_un journal = { .sun_family = AF_UNIX, .sun_path = JOURNAL_SOCKET };
	int sent = 0;
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	while (sendto(fd, MESSAGE, sizeof(MESSAGE) - 1, 0, (struct sockaddr *)&journal,
		      sizeof(journal)) >= 0)
		sent++;
	if (errno != EAGAIN) {
		close(fd);
		return -1;
	}
	close(fd);
	return sent;
}

int main(void)
{
	int sent, total = 0;

	while ((sent = fill_from_one_socket()) > 0)
		total += sent;
	if (sent < 0) {
		perror("fill-journal: " JOURNAL_SOCKET);
		return 1;
	}
	printf("full after %d datagrams\n", total);
	return 0;
}
