// SPDX-License-Identifier: GPL-2.0-or-later
#include "notice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"

/* Room for the largest of the fields; what is longer is cut. */
#define FIELD_SIZE 256

/* Larger counts are not of interest. */
#define COUNT_MAX 1000000u

/*
 * Servers may interpret markup in a body: org.freedesktop.Notifications, "body-markup". As the text
 * is printable, only these three characters matter.
 */
static const char *escape_markup(const char *text, char buffer[static FIELD_SIZE])
{
	size_t used = 0;

	for (; text && *text && used + ESCAPED_BYTE < FIELD_SIZE; text++) {
		if (strchr("<>&", *text))
			used += snprintf(buffer + used, FIELD_SIZE - used, "\\x%02x", *text);
		else
			buffer[used++] = *text;
	}
	buffer[used] = '\0';
	return buffer;
}

static void describe(const struct entry *entry, struct notices *notices)
{
	char comm[FIELD_SIZE], pid[FIELD_SIZE], alias[FIELD_SIZE], modules[FIELD_SIZE];
	enum decision decision;

	notices->is_refused = entry_decision(entry, &decision) && decision == DECISION_REFUSED;
	snprintf(notices->text, sizeof(notices->text), "%s[%s] asked for \"%s\" (%s)",
		 escape_markup(entry->fields[ENTRY_COMM], comm),
		 escape_markup(entry->fields[ENTRY_PID], pid),
		 escape_markup(entry->fields[ENTRY_ALIAS], alias),
		 escape_markup(entry->fields[ENTRY_MODULES], modules));
}

static unsigned int count(const struct entry *entry)
{
	uint64_t n = entry_requests(entry);

	return n < COUNT_MAX ? n : COUNT_MAX;
}

static unsigned int add_saturating(unsigned int some, unsigned int more)
{
	return some < COUNT_MAX - more ? some + more : COUNT_MAX;
}

void notices_add(struct notices *notices, const struct entry *entry, uint64_t now)
{
	/* What was not shown yet belongs to the burst, however long ago it was. */
	if (!notices->is_pending && now - notices->last_added >= NOTICE_BURST) {
		notices->n_burst = 0;
		notices->is_shown = false;
	}
	notices->last_added = now;
	notices->n_burst = add_saturating(notices->n_burst, count(entry));
	notices->is_pending = true;
	describe(entry, notices);
}

uint64_t notices_timeout(const struct notices *notices, uint64_t now)
{
	if (!notices->is_pending)
		return UINT64_MAX;
	if (!notices->last_shown || now - notices->last_shown >= NOTICE_INTERVAL)
		return 0;
	return notices->last_shown + NOTICE_INTERVAL - now;
}

bool notices_pop(struct notices *notices, uint64_t now, struct notice *notice)
{
	char others[64] = "";

	if (notices_timeout(notices, now) > 0)
		return false;
	if (notices->n_burst > 1)
		snprintf(others, sizeof(others), "\n%u more before it", notices->n_burst - 1);
	notice->summary = notices->is_refused ? "A kernel module was refused"
					      : "A kernel module would be refused in mode restrict";
	snprintf(notice->body, sizeof(notice->body), "%.*s%s",
		 (int)(sizeof(notice->body) - sizeof(others)), notices->text, others);
	notice->replaces_last = notices->is_shown;
	notices->is_shown = true;
	notices->is_pending = false;
	notices->last_shown = now;
	return true;
}
