/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a notification says of a user's refusals, and when: who causes a flood of them gets few
 * notifications. Pure: times are microseconds of any clock that never goes back.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reader.h"

/* The shortest time between two notifications. */
#define NOTICE_INTERVAL UINT64_C(5000000)

/* Refusals that are not this far apart are told in one notification, which changes. */
#define NOTICE_BURST UINT64_C(60000000)

#define NOTICE_SIZE 1024

/* All zero: nothing happened yet. */
struct notices {
	uint64_t last_shown;  /* when the last notification was */
	uint64_t last_added;  /* when the last refusal was */
	unsigned int n_burst; /* refusals in this burst, a million at most */
	bool is_pending;      /* no notification told of the last one */
	bool is_shown;        /* there was a notification of this burst */
	/* Of the last refusal. */
	bool is_refused; /* else it would be, in mode restrict */
	char text[NOTICE_SIZE];
};

/* What a notification consists of. No byte of it means something in a notification's markup. */
struct notice {
	const char *summary;
	char body[NOTICE_SIZE];
	bool replaces_last; /* it takes the place of the last one */
};

/* Takes up an entry of a refusal that was read at this time. */
void notices_add(struct notices *notices, const struct entry *entry, uint64_t now);

/* How long nothing is to be told, if nothing more is added; UINT64_MAX: for ever. */
uint64_t notices_timeout(const struct notices *notices, uint64_t now);

/* Makes what is to be told now, which is told then. Returns false if nothing is. */
bool notices_pop(struct notices *notices, uint64_t now, struct notice *notice);
