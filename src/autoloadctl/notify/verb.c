// SPDX-License-Identifier: GPL-2.0-or-later
/* notify: shows refusals of the user's own processes on the user's desktop, as they come. */
#include <argp.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "clock.h"
#include "common.h"
#include "notice.h"
#include "notification.h"
#include "options.h"
#include "reader.h"
#include "verbs.h"

/* The unit does not restart after this, as another attempt would fail too. */
#define EXIT_MAY_NOT_READ 3

enum {
	KEY_WOULD_REFUSE = 0x300, /* above all characters: this has no short form */
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	unsigned int *decisions = state->input;

	(void)value;
	switch (key) {
	case KEY_WOULD_REFUSE:
		*decisions |= 1U << DECISION_WOULD_REFUSE;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "would-refuse", KEY_WOULD_REFUSE, NULL, 0,
	  "Also show what was loaded and mode restrict would refuse", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.doc = "Show a notification on the desktop when a request of one of this user's own "
	       "processes is refused. Runs until it is stopped; for each session: systemctl --user "
	       "enable modprobe-gate-notify.service"
	       "\vExit status: 1 on failure; 2 for wrong usage; 3 if this user may not read the "
	       "system's journal.",
};

static int read_new(struct journal_reader *reader, struct notices *notices)
{
	struct entry entry;
	int r;

	while ((r = journal_reader_next(reader, &entry)) > 0)
		notices_add(notices, &entry, clock_now(CLOCK_MONOTONIC));
	if (r < 0)
		print_error("can't read the journal: %s", strerrordesc_np(-r));
	return r;
}

static int show_due(struct notifier *notifier, struct notices *notices)
{
	struct notice notice;
	int r;

	if (!notices_pop(notices, clock_now(CLOCK_MONOTONIC), &notice))
		return 0;
	r = notifier_show(notifier, &notice);
	if (r == -EHOSTUNREACH)
		print_error("no program in this user's session shows notifications");
	else if (r < 0)
		print_error("can't show a notification: %s", strerrordesc_np(-r));
	return r;
}

/* Returns a negative errno if it can't go on, after printing an error. */
static int follow(struct journal_reader *reader, struct notifier *notifier)
{
	struct notices notices = { 0 };
	int r = 0;

	while (r == 0) {
		r = read_new(reader, &notices);
		if (r == 0)
			r = show_due(notifier, &notices);
		if (r == 0)
			r = journal_reader_wait(
				reader, notices_timeout(&notices, clock_now(CLOCK_MONOTONIC)));
	}
	return r;
}

/* Returns 0 or an exit status. */
static int open_journal(unsigned int decisions, struct journal_reader **reader)
{
	const struct selection selection = {
		.decisions = decisions,
		.has_uid = true,
		.uid = getuid(),
	};
	int r = journal_reader_open(&selection, reader);

	if (r == -EACCES) {
		print_error(
			"this user may not read the system's journal: add the user to the group "
			"systemd-journal and log in again");
		return EXIT_MAY_NOT_READ;
	}
	/* Earlier refusals can be seen with log. */
	if (r == 0)
		r = journal_reader_seek_last(*reader, 0);
	if (r < 0)
		print_error("can't read the journal: %s", strerrordesc_np(-r));
	return r < 0 ? EXIT_FAILURE : 0;
}

int verb_notify(int argc, char *argv[])
{
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;
	_cleanup_(cleanup_notifier) struct notifier *notifier = NULL;
	unsigned int decisions = 1U << DECISION_REFUSED;
	int r;

	if (options_parse(&argp, argc, argv, 0, NULL, &decisions) != 0)
		return EXIT_FAILURE;
	r = open_journal(decisions, &reader);
	if (r != 0)
		return r;
	r = notifier_open(&notifier);
	if (r < 0)
		print_error("can't reach the bus of this user's session: %s", strerrordesc_np(-r));
	else
		follow(reader, notifier);
	return EXIT_FAILURE;
}
