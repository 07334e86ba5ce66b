// SPDX-License-Identifier: GPL-2.0-or-later
/* run: a command, and all that it starts, with a least mode. */
#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "cgroup.h"
#include "common.h"
#include "options.h"
#include "scope.h"
#include "verbs.h"

/* As in env(1). */
#define EXIT_RUN_FAILED    125
#define EXIT_CANNOT_INVOKE 126
#define EXIT_NOT_FOUND     127

struct options {
	enum mode mode; /* MODE_ALLOW: not given */
	char **command; /* ends with NULL; NULL: not given */
};

enum {
	KEY_MODE = 0x300, /* above all characters: it has no short form */
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_MODE:
		if (mode_from_name(value, &options->mode) < 0 || options->mode == MODE_ALLOW)
			argp_error(state, "invalid mode \"%s\": use log, restrict or deny", value);
		return 0;
	case ARGP_KEY_ARG:
		/* What follows is the command's own. */
		options->command = state->argv + state->next - 1;
		state->next = state->argc;
		return 0;
	case ARGP_KEY_END:
		if (options->mode == MODE_ALLOW)
			argp_error(state, "no mode given: use --mode=MODE");
		if (!options->command)
			argp_error(state, "no command given");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "mode", KEY_MODE, "MODE", 0, "The least mode: log, restrict or deny; required", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.args_doc = "[--] COMMAND [ARGUMENT...]",
	.doc = "Run a command in a scope of its own. For all processes in it, the mode is at least "
	       "MODE. Stricter modes still hold."
	       "\vExit status: that of the command; 125 if autoloadctl itself fails, 126 if the "
	       "command can't be executed, 127 if it is not found.",
};

static int set_mode(const char *cgroup, enum mode mode)
{
	const char *attribute = geteuid() == 0 ? CGROUP_MODE_BY_ROOT : CGROUP_MODE_BY_OWNER;
	const char *value = mode_name(mode);
	char directory[PATH_MAX + sizeof("/sys/fs/cgroup")];

	snprintf(directory, sizeof(directory), "/sys/fs/cgroup%s", cgroup);
	return setxattr(directory, attribute, value, strlen(value), 0) < 0 ? -errno : 0;
}

int verb_run(int argc, char *argv[])
{
	struct options options = { 0 };
	char cgroup[PATH_MAX];
	int r;

	argp_err_exit_status = EXIT_RUN_FAILED;
	if (options_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &options) != 0)
		return EXIT_RUN_FAILED;
	r = own_scope_enter(cgroup);
	if (r < 0) {
		print_error("can't get a scope from systemd: %s", strerrordesc_np(-r));
		return EXIT_RUN_FAILED;
	}
	r = set_mode(cgroup, options.mode);
	if (r < 0) {
		print_error("can't set the mode of the cgroup %s: %s", cgroup, strerrordesc_np(-r));
		return EXIT_RUN_FAILED;
	}
	execvp(options.command[0], options.command);
	r = errno;
	print_error("%s: %s", options.command[0], strerrordesc_np(r));
	return r == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_INVOKE;
}
