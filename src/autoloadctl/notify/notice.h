/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When to show notifications of a user's refusals, and their text. The rate is limited, however
 * many refusals there are. Pure: times are microseconds of any clock that never goes back.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reader.h"

/* The shortest time between two notifications. */
#define NOTICE_INTERVAL UINT64_C(5000000)

/* Refusals less than this apart share one notification, which is updated. */
#define NOTICE_BURST UINT64_C(60000000)

#define NOTICE_SIZE 1024

/* All zero: nothing happened yet. */
struct notices {
	uint64_t last_shown;  /* when the last notification was */
	uint64_t last_added;  /* when the last refusal was */
	unsigned int n_burst; /* refusals in this burst, a million at most */
	bool is_pending;      /* the last one was not shown yet */
	bool is_shown;        /* there was a notification of this burst */
	/* Of the last refusal. */
	bool is_refused; /* else it would be, in mode restrict */
	char text[NOTICE_SIZE];
};

/* The content of a notification. It has no markup. */
struct notice {
	const char *summary;
	char body[NOTICE_SIZE];
	bool replaces_last; /* it takes the place of the last one */
};

/* Adds the entry of a refusal that was read at this time. */
void notices_add(struct notices *notices, const struct entry *entry, uint64_t now);

/* The time until a notification is due, if nothing more is added; UINT64_MAX: none is pending. */
uint64_t notices_timeout(const struct notices *notices, uint64_t now);

/* Gets the notification that is due, which then counts as shown. Returns false if none is. */
bool notices_pop(struct notices *notices, uint64_t now, struct notice *notice);
