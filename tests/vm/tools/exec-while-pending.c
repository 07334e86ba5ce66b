/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * One thread makes the kernel ask for a module; while that is pending, another
 * one of the same process executes PROGRAM. With a setuid-root PROGRAM and
 * "leader" as the one that asks, what /proc shows under the requester's pid is
 * then a process of root that has the requester's pid and start time.
 *
 * The helper must be held until the exec is done (see hold-gate), or there is
 * nothing to see.
 */

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char **program;
static pid_t requester;

static void *ask(void *unused)
{
	(void)unused;
	__atomic_store_n(&requester, gettid(), __ATOMIC_RELEASE);
	socket(AF_APPLETALK, SOCK_DGRAM, 0);
	return NULL;
}

static int is_pending(pid_t tid)
{
	char path[64], where[64] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%d/wchan", tid);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (!fgets(where, sizeof(where), file))
		where[0] = '\0';
	fclose(file);
	return !strcmp(where, "call_usermodehelper_exec");
}

static void *exec_when_pending(void *unused)
{
	pid_t tid;

	(void)unused;
	do {
		usleep(1000);
		tid = __atomic_load_n(&requester, __ATOMIC_ACQUIRE);
	} while (!tid || !is_pending(tid));

	execv(program[0], program);
	perror(program[0]);
	return NULL;
}

int main(int argc, char **argv)
{
	int leader_asks = argc > 2 && !strcmp(argv[1], "leader");
	pthread_t other;

	if (argc < 3 || (!leader_asks && strcmp(argv[1], "thread"))) {
		fputs("usage: exec-while-pending leader|thread PROGRAM [ARG]...\n", stderr);
		return 2;
	}
	program = argv + 2;

	if (pthread_create(&other, NULL, leader_asks ? exec_when_pending : ask, NULL))
		return 1;
	(leader_asks ? ask : exec_when_pending)(NULL);

	/* Here only if the request ended before the exec, or the exec failed. */
	fputs("exec-while-pending: the request was not pending long enough\n", stderr);
	return 1;
}
