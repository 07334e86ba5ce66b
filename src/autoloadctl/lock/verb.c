// SPDX-License-Identifier: GPL-2.0-or-later
/* lock: the mode can only become stricter from now on, until reboot. */
#include <argp.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "common.h"
#include "lock.h"
#include "lock.skel.h"
#include "modprobe-path.h"
#include "output.h"
#include "paths.h"
#include "programs.h"
#include "values.h"
#include "verbs.h"

#define GUARD LOCK_FOLDER "/sysctl"

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	enum mode *mode = state->input;

	if (key != ARGP_KEY_ARG || state->arg_num > 0)
		return ARGP_ERR_UNKNOWN;
	if (mode_from_name(value, mode) < 0 || *mode == MODE_ALLOW)
		argp_error(state, "\"%s\" can't be locked: use \"log\", \"restrict\" or \"deny\"",
			   value);
	return 0;
}

static const struct argp_child children[] = {
	{ .argp = &help_argp },
	{ 0 },
};

static const struct argp argp = {
	.parser = parse_option,
	.args_doc = "[MODE]",
	.doc = "Let the mode become stricter only, until reboot. MODE is the least mode from now "
	       "on: log, restrict or deny; the policy's own if not given."
	       "\vExit status: 0; 1 on failure; 2 for wrong usage.",
	.children = children,
};

static void cleanup_guard(struct lock_bpf **guard)
{
	lock_bpf__destroy(*guard);
}

/* Refuses writes to kernel.modprobe for all cgroups, so for everybody. Returns 0 or a negative
 * errno. */
static int guard_sysctl(void)
{
	_cleanup_(cleanup_guard) struct lock_bpf *guard = NULL;
	_cleanup_close_ int root = -1;

	if (access(GUARD, F_OK) == 0)
		return 0;
	root = open("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return -errno;
	guard = lock_bpf__open_and_load();
	if (!guard)
		return -errno;
	guard->links.refuse_writes = bpf_program__attach_cgroup(guard->progs.refuse_writes, root);
	if (!guard->links.refuse_writes)
		return -errno;
	return bpf_link__pin(guard->links.refuse_writes, GUARD);
}

/* Makes the map of a mode, with its value, and freezes it before anybody can find it. */
static int pin_mode(enum mode mode)
{
	char path[sizeof(LOCK_FOLDER) + 16];
	const uint32_t key = 0, value = mode;
	/* A frozen map could still be written by BPF programs. */
	LIBBPF_OPTS(bpf_map_create_opts, options, .map_flags = BPF_F_RDONLY_PROG);
	_cleanup_close_ int map = -1;

	if (mkdir(LOCK_FOLDER, 0700) < 0 && errno != EEXIST)
		return -errno;
	map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "autoload_lock", sizeof(key), sizeof(value), 1,
			     &options);
	if (map < 0)
		return map;
	snprintf(path, sizeof(path), LOCK_FOLDER "/%s", mode_name(mode));
	if (access(path, F_OK) == 0)
		return 0;
	if (bpf_map_update_elem(map, &key, &value, BPF_ANY) < 0 || bpf_map_freeze(map) < 0 ||
	    bpf_obj_pin(map, path) < 0)
		return -errno;
	return 0;
}

static int write_weak_lock(enum mode mode)
{
	_cleanup_close_ int fd = -1;

	if (mkdir(STATE_FOLDER, 0755) < 0 && errno != EEXIST)
		return -errno;
	fd = open(LOCK_FILE, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return -errno;
	return dprintf(fd, "%s\n", mode_name(mode)) < 0 ? -errno : 0;
}

static int lock(enum mode mode)
{
	int r;

	programs_silence_library();
	r = pin_mode(mode);
	if (r < 0) {
		complain("BPF is not to be had (%s): the lock is only a file below /run, which "
			 "root can "
			 "remove, and kernel.modprobe is not guarded",
			 strerrordesc_np(-r));
		return write_weak_lock(mode);
	}
	r = guard_sysctl();
	if (r < 0)
		complain("the mode is locked, but writes to kernel.modprobe can't be refused: %s",
			 strerrordesc_np(-r));
	return 0;
}

/* Without an argument it is the policy's own mode that is locked. Returns whether it can be. */
static bool take_policys_mode(enum mode *mode)
{
	_cleanup_(policy_clear) struct policy policy = { 0 };

	if (!load_policy(&policy))
		return false;
	if (policy.mode == MODE_ALLOW) {
		complain("the policy's mode is \"allow\", which can't be locked; name a stricter "
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
	complain("the gate is not enabled; there is nothing to lock");
	return false;
}

int verb_lock(int argc, char *argv[])
{
	enum mode mode = MODE_ALLOW, now;
	int r;

	if (argp_parse(&argp, argc, argv, 0, NULL, &mode) != 0 ||
	    (mode == MODE_ALLOW && !take_policys_mode(&mode)) || !is_root() || !gate_is_armed())
		return EXIT_FAILURE;
	now = lock_get();
	if (mode < now) {
		complain("the mode is locked at \"%s\" until reboot and can't be lowered",
			 mode_name(now));
		return EXIT_FAILURE;
	}
	/* Also where it is locked already: what failed the first time may work now. */
	r = lock(mode);
	if (r < 0) {
		complain("can't lock the mode: %s", strerrordesc_np(-r));
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
