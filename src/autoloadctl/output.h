/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the verbs have in common in what they print: JSON or text, a pager, colours, the width of
 * the terminal.
 */
#pragma once

#include <argp.h>
#include <stdbool.h>
#include <sys/types.h>

enum json_format {
	JSON_OFF,
	JSON_SHORT,  /* one line */
	JSON_PRETTY, /* for people */
};

enum colour {
	COLOUR_NONE,
	COLOUR_GOOD,
	COLOUR_DOUBTFUL,
	COLOUR_BAD,
	COLOUR_FAINT,
};

struct output {
	/* As the options give it. */
	enum json_format json;
	bool no_pager;
	bool no_legend;
	/* Columns of the terminal; 0: it goes elsewhere, and nothing is cut. */
	int width;
	bool has_colours;
	/* Of the pager, if one runs: standard output and SIGINT as they were before. */
	pid_t pager;
	int terminal;
	void (*on_interrupt)(int signal);
};

/* The options --json, --no-pager and --no-legend, with a struct output as input. */
extern const struct argp output_argp;

/*
 * Looks at where standard output goes and, where that is a terminal and is_long says that the text
 * may not fit it, starts a pager; not for JSON_SHORT. Then calls print, which is to print in the
 * format that the output says, and waits for the pager. Best called when there is something to
 * print: until the pager is left, SIGINT is its own. Returns what print returned.
 *
 * If the pager quits, SIGPIPE ends the program; if that is ignored, print sees it in
 * ferror(stdout). Afterwards it is not an error that a pager did not read all; other errors stay in
 * ferror(stdout), or show at exit.
 */
int output_show(struct output *output, bool is_long,
		int (*print)(const struct output *output, void *data), void *data);

/* The escape sequence that switches a colour on, COLOUR_NONE for off; "" where there are none. */
const char *output_colour(const struct output *output, enum colour colour);
