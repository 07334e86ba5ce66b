// SPDX-License-Identifier: GPL-2.0-or-later
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "words.h"

/* As systemd's tools have it: keep colours and what is on the screen, quit where it fits one. */
#define LESS_OPTIONS "FRSXMK"

enum {
	KEY_JSON = 0x100, /* above all characters: these have no short form */
	KEY_NO_PAGER,
	KEY_NO_LEGEND,
};

static int parse_json_format(const char *text, enum json_format *format)
{
	static const char *const names[] = {
		[JSON_OFF] = "off",
		[JSON_SHORT] = "short",
		[JSON_PRETTY] = "pretty",
	};

	for (enum json_format i = JSON_OFF; i <= JSON_PRETTY; i++) {
		if (strcmp(names[i], text) == 0) {
			*format = i;
			return 0;
		}
	}
	return -EINVAL;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct output *output = state->input;

	switch (key) {
	case KEY_JSON:
		/* Without a value it is for a program. */
		if (!value)
			output->json = JSON_SHORT;
		else if (parse_json_format(value, &output->json) < 0)
			argp_error(state, "invalid JSON format \"%s\": use short, pretty or off",
				   value);
		return 0;
	case KEY_NO_PAGER:
		output->no_pager = true;
		return 0;
	case KEY_NO_LEGEND:
		output->no_legend = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option output_options[] = {
	{ "json", KEY_JSON, "FORMAT", OPTION_ARG_OPTIONAL, "Print JSON: short, pretty or off", 1 },
	{ "no-pager", KEY_NO_PAGER, NULL, 0, "Do not start a pager", 1 },
	{ "no-legend", KEY_NO_LEGEND, NULL, 0, "Print no headings and hints", 1 },
	{ 0 },
};

const struct argp output_argp = { .options = output_options, .parser = parse_option };

static int terminal_width(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO))
		return 0;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* Whether the terminal does no more than print. */
static bool terminal_is_dumb(void)
{
	const char *terminal = getenv("TERM");

	return !terminal || !*terminal || strcmp(terminal, "dumb") == 0;
}

/* https://no-color.org: not where NO_COLOR is set and not empty. */
static bool has_no_color(void)
{
	const char *no_color = getenv("NO_COLOR");

	return no_color && *no_color;
}

/* The words of the pager's command for words_free(), none to go without; NULL: no memory. */
static char **find_pager(void)
{
	const char *command = getenv("PAGER");

	if (!command)
		command = "less";
	return words_split(strcmp(command, "cat") == 0 ? "" : command);
}

/* Sets what less reads from its environment; other pagers ignore it. */
static void set_up_less(void)
{
	const char *options = getenv("LESS");
	_cleanup_free_ char *with_colours = NULL;

	if (!options)
		setenv("LESS", LESS_OPTIONS, 1);
	else if (asprintf(&with_colours, "-R %s", options) > 0)
		setenv("LESS", with_colours, 1);
	/* A user who may run this as root, by sudo for example, may not be allowed to run anything
	 * else. */
	setenv("LESSSECURE", "1", 1);
}

static int spawn_pager(char **command, int input, pid_t *pager)
{
	posix_spawn_file_actions_t actions;
	int r = posix_spawn_file_actions_init(&actions);

	if (r != 0)
		return -r;
	r = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	if (r == 0)
		r = posix_spawnp(pager, command[0], &actions, NULL, command, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -r;
}

/* Standard output becomes a pipe to the pager; without one, all stays as it is. */
static void start_pager(struct output *output)
{
	_cleanup_(cleanup_words) char **command = find_pager();
	_cleanup_close_ int terminal = -1, reading = -1, writing = -1;
	int ends[2];

	if (!command || !command[0] || pipe2(ends, O_CLOEXEC) < 0)
		return;
	reading = ends[0];
	writing = ends[1];
	terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	set_up_less();
	if (terminal < 0 || spawn_pager(command, reading, &output->pager) < 0)
		return;
	dup2(writing, STDOUT_FILENO);
	output->terminal = steal_fd(&terminal);
	/* It is the pager that is interrupted. When it quits, writing to it ends this. */
	output->on_interrupt = signal(SIGINT, SIG_IGN);
}

static void open_output(struct output *output, bool is_long)
{
	output->width = terminal_width();
	output->has_colours = output->width > 0 && !terminal_is_dumb() && !has_no_color();
	/* One long line is for programs, and for copying. */
	if (is_long && output->width > 0 && !output->no_pager && !terminal_is_dumb() &&
	    output->json != JSON_SHORT)
		start_pager(output);
}

static void close_output(struct output *output)
{
	if (!output->pager)
		return;
	fflush(stdout);
	/* When the pager quits, what it did not read is not an error, and is not printed. */
	__fpurge(stdout);
	clearerr(stdout);
	/* The pager sees the end of its input. */
	dup2(output->terminal, STDOUT_FILENO);
	close(output->terminal);
	while (waitpid(output->pager, NULL, 0) < 0 && errno == EINTR)
		;
	signal(SIGINT, output->on_interrupt);
	output->pager = 0;
}

int output_show(struct output *output, bool is_long,
		int (*print)(const struct output *output, void *data), void *data)
{
	int r;

	open_output(output, is_long);
	r = print(output, data);
	close_output(output);
	return r;
}

const char *output_colour(const struct output *output, enum colour colour)
{
	static const char *const sequences[] = {
		[COLOUR_NONE] = "\033[0m",      [COLOUR_GOOD] = "\033[32m",
		[COLOUR_DOUBTFUL] = "\033[33m", [COLOUR_BAD] = "\033[31m",
		[COLOUR_FAINT] = "\033[90m",
	};

	return output->has_colours ? sequences[colour] : "";
}
