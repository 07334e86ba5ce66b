// SPDX-License-Identifier: GPL-2.0-or-later
#include "selection.h"

#include <errno.h>
#include <string.h>

#include "common.h"
#include "clock.h"
#include "time-text.h"

enum {
	KEY_SINCE = 0x400, /* above all characters: these have no short form */
	KEY_UNTIL,
	KEY_REFUSED,
	KEY_WOULD_REFUSE,
	KEY_ALLOWED,
	KEY_ALIAS,
	KEY_UID,
	KEY_UNIT,
	KEY_FILE,
};

static void parse_time(struct argp_state *state, const char *text, uint64_t *time)
{
	if (time_from_text(text, clock_now(CLOCK_REALTIME), time) < 0)
		argp_error(
			state,
			"invalid time \"%s\": use one such as \"2026-11-20 18:30\", \"yesterday\" "
			"or \"-2h\"",
			text);
	/* 0 is no limit. */
	if (*time == 0)
		*time = 1;
}

static void validate_sources(struct argp_state *state, const struct selection *selection)
{
	if (!!selection->directory + !!selection->file + selection->merge > 1)
		argp_error(state, "only one of --directory, --file and --merge can be used");
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct selection *selection = state->input;

	switch (key) {
	case KEY_SINCE:
		parse_time(state, value, &selection->since);
		return 0;
	case KEY_UNTIL:
		parse_time(state, value, &selection->until);
		return 0;
	case 'b':
		selection->this_boot = true;
		return 0;
	case KEY_REFUSED:
		selection->decisions |= 1U << DECISION_REFUSED;
		return 0;
	case KEY_WOULD_REFUSE:
		selection->decisions |= 1U << DECISION_WOULD_REFUSE;
		return 0;
	case KEY_ALLOWED:
		selection->decisions |= 1U << DECISION_ALLOWED;
		return 0;
	case KEY_ALIAS:
		selection->alias = value;
		return 0;
	case KEY_UID:
		parse_uid_option(state, value, &selection->uid);
		selection->has_uid = true;
		return 0;
	case KEY_UNIT:
		selection->unit = value;
		return 0;
	case 'D':
		selection->directory = value;
		return 0;
	case KEY_FILE:
		selection->file = value;
		return 0;
	case 'm':
		selection->merge = true;
		return 0;
	case ARGP_KEY_END:
		validate_sources(state, selection);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option selection_options[] = {
	{ NULL, 0, NULL, 0, "Which entries; several decisions may be given:", 2 },
	{ "since", KEY_SINCE, "TIME", 0,
	  "Since this time: \"2026-11-20 18:30\", \"18:30\", yesterday, -2h", 0 },
	{ "until", KEY_UNTIL, "TIME", 0, "Until this time", 0 },
	{ "boot", 'b', NULL, 0, "Since the last boot", 0 },
	{ "refused", KEY_REFUSED, NULL, 0, "Refused requests", 0 },
	{ "would-refuse", KEY_WOULD_REFUSE, NULL, 0, "Requests that mode restrict would refuse",
	  0 },
	{ "allowed", KEY_ALLOWED, NULL, 0, "Allowed requests", 0 },
	{ "alias", KEY_ALIAS, "GLOB", 0, "For these aliases", 0 },
	{ "uid", KEY_UID, "N", 0, "By this user", 0 },
	{ "unit", KEY_UNIT, "GLOB", 0, "By these systemd units", 0 },
	{ NULL, 0, NULL, 0, "What to read instead of this machine's journal:", 3 },
	{ "directory", 'D', "DIR", 0, "The journal files in a directory, such as other machines'",
	  0 },
	{ "file", KEY_FILE, "FILE", 0, "One journal file", 0 },
	{ "merge", 'm', NULL, 0, "This journal, and those that other machines sent here", 0 },
	{ 0 },
};

const struct argp selection_argp = { .options = selection_options, .parser = parse_option };

static const char *source_name(const struct selection *selection)
{
	if (selection->file)
		return selection->file;
	return selection->directory ?: "the journal";
}

bool selection_open(const struct selection *selection, struct journal_reader **reader)
{
	int r = journal_reader_open(selection, reader);

	if (r == -EACCES && !selection->file && !selection->directory)
		print_error("only root and members of group systemd-journal or adm may read the "
			    "system's journal");
	else if (r < 0)
		print_error("can't read %s: %s", source_name(selection),
			    strerrordesc_np(-r) ?: "unknown error");
	return r == 0;
}
