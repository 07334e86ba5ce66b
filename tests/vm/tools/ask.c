/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Makes the kernel ask for a module by one ordinary system call, and prints
 * how that call ended: OK, or the name of its errno.
 */

#include <errno.h>
#include <fcntl.h>
#include <linux/if_alg.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Each of these returns what its system call returned. */

static int ask_socket(char **argv)
{
	static const struct {
		const char *name;
		int family, type, protocol;
	} SOCKETS[] = {
		{ "appletalk", AF_APPLETALK, SOCK_DGRAM, 0 },
		{ "can", AF_CAN, SOCK_DGRAM, 0 },
		{ "llc", AF_LLC, SOCK_DGRAM, 0 },
		{ "phonet", AF_PHONET, SOCK_DGRAM, 0 },
		{ "rxrpc", AF_RXRPC, SOCK_DGRAM, PF_INET },
		{ "sctp", AF_INET, SOCK_STREAM, IPPROTO_SCTP },
		{ "unknown", AF_INET, SOCK_STREAM, 200 },
		{ "vsock", AF_VSOCK, SOCK_STREAM, 0 },
	};

	for (size_t i = 0; i < sizeof(SOCKETS) / sizeof(SOCKETS[0]); i++)
		if (!strcmp(argv[0], SOCKETS[i].name))
			return socket(SOCKETS[i].family, SOCKETS[i].type, SOCKETS[i].protocol);
	fprintf(stderr, "ask: no socket \"%s\"\n", argv[0]);
	exit(2);
}

static int ask_alg(char **argv)
{
	struct sockaddr_alg address = { .salg_family = AF_ALG };
	int fd = socket(AF_ALG, SOCK_SEQPACKET, 0);

	if (fd < 0)
		return -1;
	/* The kernel takes these as bytes and wants no end marker. */
	memcpy(address.salg_type, argv[0], strnlen(argv[0], sizeof(address.salg_type)));
	if (argv[1])
		memcpy(address.salg_name, argv[1], strnlen(argv[1], sizeof(address.salg_name)));
	return bind(fd, (struct sockaddr *)&address, sizeof(address));
}

static int ask_open(char **argv)
{
	return open(argv[0], O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static int ask_mount(char **argv)
{
	return mount("none", "/mnt", argv[0], 0, NULL);
}

static int ask_netdev(char **argv)
{
	struct ifreq request = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0)
		return -1;
	memcpy(request.ifr_name, argv[0], strnlen(argv[0], sizeof(request.ifr_name) - 1));
	return ioctl(fd, SIOCGIFFLAGS, &request);
}

static int ask_ldisc(char **argv)
{
	int number = atoi(argv[0]);
	int fd = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);

	return fd < 0 ? -1 : ioctl(fd, TIOCSETD, &number);
}

static const struct {
	const char *name;
	int (*ask)(char **argv);
	const char *arguments;
} KINDS[] = {
	{ "socket", ask_socket, "NAME" }, { "alg", ask_alg, "TYPE [NAME]" },
	{ "open", ask_open, "PATH" },     { "mount", ask_mount, "TYPE" },
	{ "netdev", ask_netdev, "NAME" }, { "ldisc", ask_ldisc, "NUMBER" },
};

#define N_KINDS (sizeof(KINDS) / sizeof(KINDS[0]))

static int usage(void)
{
	for (size_t i = 0; i < N_KINDS; i++)
		fprintf(stderr, "usage: ask [-c COMM] %s %s\n", KINDS[i].name, KINDS[i].arguments);
	return 2;
}

int main(int argc, char **argv)
{
	argv++;
	if (argc > 2 && !strcmp(argv[0], "-c")) {
		prctl(PR_SET_NAME, argv[1]);
		argv += 2;
	}
	if (!argv[0] || !argv[1])
		return usage();

	for (size_t i = 0; i < N_KINDS; i++) {
		if (strcmp(argv[0], KINDS[i].name))
			continue;
		puts(KINDS[i].ask(argv + 1) < 0 ? strerrorname_np(errno) : "OK");
		return 0;
	}
	return usage();
}
