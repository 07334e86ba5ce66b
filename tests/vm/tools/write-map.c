/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Tries to set the one value of a pinned array of 32-bit numbers, and prints how
 * that ended: OK, or the name of its errno.
 */

#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int bpf(enum bpf_cmd command, union bpf_attr *attributes)
{
	return syscall(SYS_bpf, command, attributes, sizeof(*attributes));
}

int main(int argc, char **argv)
{
	union bpf_attr open = { 0 }, update = { 0 };
	uint32_t key = 0, value;

	if (argc != 3) {
		fputs("usage: write-map PATH VALUE\n", stderr);
		return 2;
	}
	value = atoi(argv[2]);
	open.pathname = (uintptr_t)argv[1];
	update.map_fd = bpf(BPF_OBJ_GET, &open);
	if ((int)update.map_fd < 0) {
		perror(argv[1]);
		return 1;
	}
	update.key = (uintptr_t)&key;
	update.value = (uintptr_t)&value;
	puts(bpf(BPF_MAP_UPDATE_ELEM, &update) == 0 ? "OK" : strerrorname_np(errno));
	return 0;
}
