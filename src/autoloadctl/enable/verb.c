// SPDX-License-Identifier: GPL-2.0-or-later
/* enable and disable: the gate is armed or not. */
#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "common.h"
#include "lock.h"
#include "modprobe-path.h"
#include "options.h"
#include "system-paths.h"
#include "policy.h"
#include "programs.h"
#include "rate-limit.h"
#include "verbs.h"

static const struct argp enable_argp = {
	.doc = "Make the kernel ask modprobe-gate before it loads a module by itself, until "
	       "reboot. The policy must not have errors."
	       "\vExit status: 0; 1 on failure; 2 for wrong usage.",
};

static const struct argp disable_argp = {
	.doc = "Make the kernel start the helper that it started before modprobe-gate was enabled."
	       "\vExit status: 0; 1 on failure, as where the mode is locked; 2 for wrong usage.",
};

/* A helper that does not start, for lack of a library for example, would end all autoloading. */
static bool gate_starts(void)
{
	char *argv[] = { GATE_FILE, "--version", NULL }, *environment[] = { NULL };
	posix_spawn_file_actions_t actions;
	int status = 0, r;
	pid_t pid;

	r = posix_spawn_file_actions_init(&actions);
	if (r == 0) {
		posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
		r = posix_spawn(&pid, GATE_FILE, &actions, NULL, argv, environment);
		posix_spawn_file_actions_destroy(&actions);
	}
	if (r == 0 && (waitpid(pid, &status, 0) < 0 || status != 0))
		r = ENOEXEC;
	if (r != 0)
		print_error("can't run %s: %s; nothing was changed", GATE_FILE, strerrordesc_np(r));
	return r == 0;
}

/* The gate also works without the programs, but less well: this is reported, not an error. */
static void attach_programs(void)
{
	int r = programs_attach();

	if (r < 0)
		print_error("can't attach the BPF programs (%s): requesters will be looked for in "
			    "/proc, which is slower and can be fooled",
			    strerrordesc_np(-r));
}

static bool policy_is_good(void)
{
	_cleanup_(policy_clear) struct policy policy = { 0 };

	return load_policy(&policy);
}

/* If it is empty, the administrator has switched autoloading off, and it stays off. */
static bool autoloading_is_on(char path[static MODPROBE_PATH_SIZE])
{
	int r = modprobe_path_get(path);

	if (r < 0)
		print_error("can't read kernel.modprobe: %s", strerrordesc_np(-r));
	else if (!path[0])
		print_error(
			"kernel.modprobe is empty, so the kernel loads nothing by itself; nothing "
			"was changed");
	return r == 0 && path[0];
}

/* Things have changed: messages about them may be logged again. */
static void rate_limit_reset(const char *name)
{
	char path[sizeof(STATE_DIRECTORY) + NAME_MAX + 1];

	snprintf(path, sizeof(path), STATE_DIRECTORY "/%s", name);
	unlink(path);
}

int verb_enable(int argc, char *argv[])
{
	char before[MODPROBE_PATH_SIZE];
	int r;

	if (options_parse(&enable_argp, argc, argv, 0, NULL, NULL) != 0)
		return EXIT_FAILURE;
	if (!is_root() || !policy_is_good() || !gate_starts() || !autoloading_is_on(before))
		return EXIT_FAILURE;
	attach_programs();
	r = modprobe_path_set_gate();
	if (r < 0) {
		print_error("can't set kernel.modprobe: %s", strerrordesc_np(-r));
		if (!modprobe_path_is_gate(before))
			programs_detach();
		return EXIT_FAILURE;
	}
	rate_limit_reset(RATE_LIMIT_POLICY_BROKEN);
	rate_limit_reset(RATE_LIMIT_NO_PROGRAMS);
	return EXIT_SUCCESS;
}

static bool is_locked(void)
{
	enum mode mode;

	(void)lock_find(&mode);
	if (mode == MODE_ALLOW)
		return false;
	print_error("the mode is locked at \"%s\" until reboot", mode_name(mode));
	return true;
}

int verb_disable(int argc, char *argv[])
{
	int restored, detached;

	if (options_parse(&disable_argp, argc, argv, 0, NULL, NULL) != 0)
		return EXIT_FAILURE;
	if (!is_root() || is_locked())
		return EXIT_FAILURE;
	restored = modprobe_path_restore();
	if (restored < 0) {
		print_error("can't set kernel.modprobe back: %s", strerrordesc_np(-restored));
		return EXIT_FAILURE;
	}
	detached = programs_detach();
	if (detached < 0) {
		print_error("can't detach the BPF programs: %s", strerrordesc_np(-detached));
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
