// SPDX-License-Identifier: GPL-2.0-or-later
/* lock: the mode can only become stricter from now on, until reboot. */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "common.h"
#include "lock.h"
#include "lock-setting.h"
#include "modprobe-path.h"
#include "options.h"
#include "verbs.h"

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	enum mode *mode = state->input;

	if (key != ARGP_KEY_ARG || state->arg_num > 0)
		return ARGP_ERR_UNKNOWN;
	if (mode_from_name(value, mode) < 0 || *mode == MODE_ALLOW)
		argp_error(state, "invalid mode \"%s\": use log, restrict or deny", value);
	return 0;
}

static const struct argp argp = {
	.parser = parse_option,
	.args_doc = "[MODE]",
	.doc = "Keep the mode from becoming less strict than MODE, until reboot. MODE is log, "
	       "restrict or deny; the policy's mode if not given."
	       "\vExit status: 0; 1 on failure; 2 for wrong usage.",
};

static int lock(enum mode mode)
{
	int r;

	r = lock_pin(mode);
	if (r < 0) {
		print_error("BPF is unavailable (%s): the lock is only a file below /run, which "
			    "root can remove, and kernel.modprobe is not guarded",
			    strerrordesc_np(-r));
		return lock_write_file(mode);
	}
	r = lock_guard_sysctl();
	if (r < 0)
		print_error(
			"the mode is locked, but writes to kernel.modprobe can't be refused: %s",
			strerrordesc_np(-r));
	return 0;
}

/* Without an argument the policy's mode is locked. Returns whether it can be. */
static bool read_policy_mode(enum mode *mode)
{
	_cleanup_(policy_clear) struct policy policy = { 0 };

	if (!load_policy(&policy))
		return false;
	if (policy.mode == MODE_ALLOW) {
		print_error(
			"the policy's mode is \"allow\", which can't be locked: give a stricter "
			"one");
		return false;
	}
	*mode = policy.mode;
	return true;
}

static bool gate_is_armed(void)
{
	char path[MODPROBE_PATH_SIZE];

	if (modprobe_path_get(path) == 0 && modprobe_path_is_gate(path))
		return true;
	print_error("the gate is not enabled: there is nothing to lock");
	return false;
}

int verb_lock(int argc, char *argv[])
{
	enum mode mode = MODE_ALLOW, now;
	int r;

	if (options_parse(&argp, argc, argv, 0, NULL, &mode) != 0 ||
	    (mode == MODE_ALLOW && !read_policy_mode(&mode)) || !is_root() || !gate_is_armed())
		return EXIT_FAILURE;
	(void)lock_find(&now);
	if (mode < now) {
		print_error("the mode is locked at \"%s\" until reboot and can't be lowered",
			    mode_name(now));
		return EXIT_FAILURE;
	}
	/* Also where it is locked already: what failed the first time may work now. */
	r = lock(mode);
	if (r < 0) {
		print_error("can't lock the mode: %s", strerrordesc_np(-r));
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
