// SPDX-License-Identifier: GPL-2.0-or-later
/* log: the gate's entries, or statistics of them. */
#include "print.h"

#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "common.h"
#include "options.h"
#include "selection.h"
#include "verbs.h"

#define LINES_ALL SIZE_MAX

/* As many as tail(1) and journalctl(1) show. */
#define LINES_DEFAULT 10

/* Entries between two updates of the progress. */
#define PROGRESS_ENTRIES 10000

struct options {
	struct selection selection;
	struct output output;
	size_t lines;
	bool has_lines;
	bool follow;
	bool reverse;
	bool stats;
};

enum {
	KEY_STATS = 0x300, /* above all characters: it has no short form */
};

static void parse_lines(struct argp_state *state, const char *text, struct options *options)
{
	char *end;

	errno = 0;
	options->has_lines = true;
	options->lines = strtoul(text, &end, 10);
	if (strcmp(text, "all") == 0)
		options->lines = LINES_ALL;
	else if (!isdigit((unsigned char)*text) || *end || errno)
		argp_error(state, "invalid number of lines \"%s\": use a number or all", text);
}

static void validate_options(struct argp_state *state, struct options *options)
{
	if (options->stats && (options->follow || options->reverse))
		argp_error(state, "--stats can't be used with --follow or --reverse");
	if (options->follow && options->reverse)
		argp_error(state, "--follow can't be used with --reverse");
	if (!options->has_lines)
		options->lines = options->stats || options->follow ? LINES_DEFAULT : LINES_ALL;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'n':
		parse_lines(state, value, options);
		return 0;
	case 'f':
		options->follow = true;
		return 0;
	case 'r':
		options->reverse = true;
		return 0;
	case KEY_STATS:
		options->stats = true;
		return 0;
	case ARGP_KEY_END:
		validate_options(state, options);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "lines", 'n', "N", 0,
	  "Show the last N entries, or all; 10 with --follow. With --stats, N rows of each group",
	  0 },
	{ "follow", 'f', NULL, 0, "Wait for new entries and show them", 0 },
	{ "reverse", 'r', NULL, 0, "Show the newest entries first", 0 },
	{ "stats", KEY_STATS, NULL, 0,
	  "Count by alias, program, unit, user, calling kernel function and host", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.doc = "Show the gate's decisions from the journal. Forged entries are left out.\vExit "
	       "status: 0, also if there are no entries; 1 on failure; 2 for wrong usage.",
};

/* Whether entries may be of several machines. */
static bool with_hosts(const struct options *options)
{
	const struct selection *selection = &options->selection;

	return selection->directory || selection->file || selection->merge;
}

/* Makes the first one to be shown the next one. */
static int seek(const struct options *options, struct journal_reader *reader)
{
	if (options->reverse)
		return journal_reader_rewind(reader, DIRECTION_BACKWARD);
	return options->lines == LINES_ALL ? 0 : journal_reader_seek_last(reader, options->lines);
}

/* Prints up to n entries. Returns how many it found, or a negative errno. */
static ssize_t print_entries(struct journal_reader *reader, size_t n, struct log_printer *printer)
{
	struct entry entry;
	size_t found = 0;
	int r = 1;

	while (found < n && !ferror(stdout) && (r = journal_reader_next(reader, &entry)) > 0) {
		found++;
		r = log_printer_add(printer, &entry);
		if (r < 0)
			return r;
	}
	if (r >= 0)
		r = log_printer_flush(printer);
	return r < 0 ? r : (ssize_t)found;
}

static int follow(struct journal_reader *reader, struct log_printer *printer)
{
	ssize_t r = 0;

	while (r >= 0 && !ferror(stdout)) {
		r = journal_reader_wait(reader, UINT64_MAX);
		if (r == 0)
			r = print_entries(reader, SIZE_MAX, printer);
	}
	return r < 0 ? r : 0;
}

struct log_view {
	const struct options *options;
	struct journal_reader *reader; /* its entries are printed as they are read */
	struct log_stats *stats;       /* or statistics of them are */
	ssize_t n;                     /* of the entries: how many there were */
};

static int print_all(const struct output *output, void *data)
{
	struct log_view *view = data;
	const struct options *options = view->options;
	_cleanup_(cleanup_log_printer) struct log_printer *printer =
		log_printer_new(output, with_hosts(options));
	int r = printer ? seek(options, view->reader) : -ENOMEM;

	if (r < 0)
		return r;
	view->n = print_entries(view->reader, options->lines, printer);
	if (view->n < 0)
		return view->n;
	return options->follow ? follow(view->reader, printer) : 0;
}

static int count(struct journal_reader *reader, struct log_stats *stats)
{
	bool shows_progress = isatty(STDERR_FILENO);
	struct entry entry;
	size_t n = 0;
	int r;

	while ((r = journal_reader_next(reader, &entry)) > 0) {
		r = log_stats_add(stats, &entry);
		if (r < 0)
			return r;
		if (++n % PROGRESS_ENTRIES == 0 && shows_progress)
			fprintf(stderr, "\r%zu entries", n);
	}
	if (n >= PROGRESS_ENTRIES && shows_progress)
		fprintf(stderr, "\r%*s\r", (int)sizeof("18446744073709551615 entries"), "");
	return r;
}

static int print_stats(const struct output *output, void *data)
{
	const struct log_view *view = data;

	return log_stats_print(output, view->stats, view->options->lines,
			       with_hosts(view->options));
}

/* Returns how many decisions were counted, at least 1 if any, or a negative errno. */
static ssize_t show_stats(struct options *options, struct journal_reader *reader)
{
	_cleanup_(log_stats_clear) struct log_stats stats = { 0 };
	struct log_view view = { .options = options, .stats = &stats };
	bool is_json = options->output.json != JSON_OFF;
	int r = log_stats_init(&stats);

	if (r == 0)
		r = count(reader, &stats);
	if (r == 0 && (stats.first || is_json))
		r = output_show(&options->output, !is_json, print_stats, &view);
	return r < 0 ? r : stats.first != 0;
}

/* Returns how many there were, or a negative errno. */
static ssize_t show_entries(struct options *options, struct journal_reader *reader)
{
	struct log_view view = { .options = options, .reader = reader };
	bool is_long = !options->follow && options->output.json == JSON_OFF;
	int r = output_show(&options->output, is_long, print_all, &view);

	return r < 0 ? r : view.n;
}

int verb_log(int argc, char *argv[])
{
	_cleanup_(cleanup_journal_reader) struct journal_reader *reader = NULL;
	struct options options = { 0 };
	const struct option_group groups[] = {
		{ &selection_argp, &options.selection },
		{ &output_argp, &options.output },
		{ 0 },
	};
	ssize_t r;

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0 ||
	    !selection_open(&options.selection, &reader))
		return EXIT_FAILURE;
	r = options.stats ? show_stats(&options, reader) : show_entries(&options, reader);
	if (r < 0)
		print_error("can't show the entries: %s", strerrordesc_np(-r) ?: "unknown error");
	if (r == 0)
		fputs("no entries\n", stderr);
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
