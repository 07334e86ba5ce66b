// SPDX-License-Identifier: GPL-2.0-or-later
#include "deadline.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <syslog.h>
#include <unistd.h>

#include "alias.h"
#include "escape.h"

static const struct itimerval deadline = { .it_value = { .tv_sec = 3 } };
static const struct itimerspec hard_deadline = { .it_value = { .tv_sec = 3,
							       .tv_nsec = 500000000 } };

/* A signal handler reaches nothing but what is static; written once, before the handler is set. */
static char last_words[sizeof("<30>modprobe-gate: no decision on \"\" within 3 s, refused\n") +
		       ALIAS_MAX * ESCAPED_BYTE];

/* Only calls of signal-safety(7). */
static void give_up(int signal)
{
	int kmsg = open("/dev/kmsg", O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t written = kmsg < 0 ? -1 : write(kmsg, last_words, strlen(last_words));

	(void)signal;
	(void)written;
	_exit(EXIT_FAILURE);
}

void deadline_start(struct deadline *started, const char *alias)
{
	struct sigaction action = { .sa_handler = give_up };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
	char escaped[ALIAS_MAX * ESCAPED_BYTE + 1];

	snprintf(last_words, sizeof(last_words),
		 "<%d>modprobe-gate: no decision on \"%s\" within 3 s, refused\n",
		 LOG_DAEMON | LOG_ERR, escape_text(alias, escaped, sizeof(escaped)));
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &deadline, NULL);
	/* It counts against what uid 0 may have (RLIMIT_SIGPENDING), which others may have taken.
	 */
	started->can_kill = timer_create(CLOCK_MONOTONIC, &event, &started->kill) == 0;
	if (started->can_kill)
		timer_settime(started->kill, 0, &hard_deadline, NULL);
}

void deadline_stop(const struct deadline *started)
{
	static const struct itimerval off;

	setitimer(ITIMER_REAL, &off, NULL);
	if (started->can_kill)
		timer_delete(started->kill);
}
