/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * As root, makes an io_uring and lets it start a worker; then becomes uid 1000
 * for good and has that worker do a socket(AF_APPLETALK). /proc shows
 * the worker with the credentials of root, under which it was made; the
 * request runs with those of uid 1000. Prints OK or the name of the errno.
 *
 * By raw system calls, so that nothing has to be in the guest for it.
 */

#include <errno.h>
#include <linux/io_uring.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ring {
	int fd;
	struct io_uring_sqe *entries;
	unsigned int *sq_tail, *sq_mask, *sq_array;
	unsigned int *cq_head, *cq_tail, *cq_mask;
	struct io_uring_cqe *results;
};

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void *map(int fd, size_t size, off_t offset)
{
	void *area =
		mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, offset);

	if (area == MAP_FAILED)
		die("mmap");
	return area;
}

static struct ring make_ring(void)
{
	struct io_uring_params params = { 0 };
	struct ring ring = { 0 };
	char *sq, *cq;

	ring.fd = (int)syscall(SYS_io_uring_setup, 4, &params);
	if (ring.fd < 0)
		die("io_uring_setup");

	sq = map(ring.fd, params.sq_off.array + params.sq_entries * sizeof(unsigned int),
		 IORING_OFF_SQ_RING);
	ring.sq_tail = (unsigned int *)(sq + params.sq_off.tail);
	ring.sq_mask = (unsigned int *)(sq + params.sq_off.ring_mask);
	ring.sq_array = (unsigned int *)(sq + params.sq_off.array);

	cq = map(ring.fd, params.cq_off.cqes + params.cq_entries * sizeof(*ring.results),
		 IORING_OFF_CQ_RING);
	ring.cq_head = (unsigned int *)(cq + params.cq_off.head);
	ring.cq_tail = (unsigned int *)(cq + params.cq_off.tail);
	ring.cq_mask = (unsigned int *)(cq + params.cq_off.ring_mask);
	ring.results = (struct io_uring_cqe *)(cq + params.cq_off.cqes);

	ring.entries = map(ring.fd, params.sq_entries * sizeof(*ring.entries), IORING_OFF_SQES);
	return ring;
}

/* Hands one entry to a worker, waits for its end and returns its result. */
static int run_in_worker(struct ring *ring, struct io_uring_sqe entry)
{
	unsigned int tail = *ring->sq_tail, index = tail & *ring->sq_mask;
	unsigned int head = *ring->cq_head;

	entry.flags |= IOSQE_ASYNC;
	ring->entries[index] = entry;
	ring->sq_array[index] = index;
	__atomic_store_n(ring->sq_tail, tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring->fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
		die("io_uring_enter");
	if (__atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE) == head) {
		fputs("io-uring-ask: no result\n", stderr);
		exit(1);
	}
	__atomic_store_n(ring->cq_head, head + 1, __ATOMIC_RELEASE);
	return ring->results[head & *ring->cq_mask].res;
}

int main(void)
{
	struct io_uring_sqe entry = { .opcode = IORING_OP_NOP };
	struct ring ring;
	int result;

	ring = make_ring();
	run_in_worker(&ring, entry);

	if (setresgid(1000, 1000, 1000) || setresuid(1000, 1000, 1000))
		die("setresuid");

	entry.opcode = IORING_OP_SOCKET;
	entry.fd = AF_APPLETALK;
	entry.off = SOCK_DGRAM; /* this field is the type here */
	result = run_in_worker(&ring, entry);
	puts(result < 0 ? strerrorname_np(-result) : "OK");
	return 0;
}
