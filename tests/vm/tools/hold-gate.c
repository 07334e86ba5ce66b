/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Stops whoever executes ("exec") or opens ("open") FILE, until told to let
 * go. With the gate as FILE, its requester is pending for as long as one likes.
 *
 * Prints "ready" when it watches and "held PID" for each process it stops.
 * Reads from its standard input "oldest" (let the one go that is held longest),
 * "newest", and "quit" (let all go, and leave); its end means "quit".
 */

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <unistd.h>

#define MAX_HELD 64

static int held[MAX_HELD]; /* descriptors of the events not answered yet */
static int n_held;

static int hold_new(int group)
{
	struct fanotify_event_metadata events[16];
	struct fanotify_event_metadata *event = events;
	ssize_t length = read(group, events, sizeof(events));

	if (length < 0) {
		perror("hold-gate: read");
		return -1;
	}
	for (; FAN_EVENT_OK(event, length); event = FAN_EVENT_NEXT(event, length)) {
		if (n_held == MAX_HELD)
			return -1;
		held[n_held++] = event->fd;
		printf("held %d\n", event->pid);
	}
	return 0;
}

static void release(int group, int index)
{
	struct fanotify_response response = { .response = FAN_ALLOW };

	if (!n_held)
		return;
	response.fd = held[index];
	if (write(group, &response, sizeof(response)) < 0)
		perror("hold-gate: write");
	close(held[index]);
	n_held--;
	memmove(held + index, held + index + 1, (size_t)(n_held - index) * sizeof(held[0]));
}

/* Returns 0 when told to leave. Words come one to a write, as echo does it. */
static int obey(int group)
{
	char words[256];
	ssize_t length = read(STDIN_FILENO, words, sizeof(words) - 1);

	if (length <= 0)
		return 0;
	words[length] = '\0';
	for (char *word = strtok(words, "\n"); word; word = strtok(NULL, "\n")) {
		if (!strcmp(word, "quit"))
			return 0;
		if (!strcmp(word, "oldest"))
			release(group, 0);
		if (!strcmp(word, "newest"))
			release(group, n_held - 1);
	}
	return 1;
}

int main(int argc, char **argv)
{
	struct pollfd polled[2] = { { .fd = STDIN_FILENO, .events = POLLIN } };
	uint64_t mask;
	int group;

	if (argc != 3 || (strcmp(argv[1], "exec") && strcmp(argv[1], "open"))) {
		fputs("usage: hold-gate exec|open FILE\n", stderr);
		return 2;
	}
	mask = strcmp(argv[1], "exec") ? FAN_OPEN_PERM : FAN_OPEN_EXEC_PERM;
	setvbuf(stdout, NULL, _IOLBF, 0);

	group = fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC, O_RDONLY | O_CLOEXEC);
	if (group < 0 || fanotify_mark(group, FAN_MARK_ADD, mask, AT_FDCWD, argv[2]) < 0) {
		perror("hold-gate: fanotify");
		return 1;
	}
	puts("ready");

	polled[1] = (struct pollfd){ .fd = group, .events = POLLIN };
	while (poll(polled, 2, -1) > 0) {
		if (polled[1].revents && hold_new(group) < 0)
			break;
		if (polled[0].revents && !obey(group))
			break;
	}
	while (n_held)
		release(group, 0);
	return 0; /* what came in meanwhile goes on as the group is closed */
}
