// SPDX-License-Identifier: GPL-2.0-or-later
/* run: a command, and all that it starts, with a least mode. */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "autoloadctl.h"
#include "cgroup.h"
#include "own-scope.h"

/* As in env(1). */
#define EXIT_RUN_FAILED    125
#define EXIT_CANNOT_INVOKE 126
#define EXIT_NOT_FOUND     127

static const char usage[] =
	"Usage: autoloadctl run --mode=MODE [--] COMMAND [ARGUMENT...]\n"
	"\n"
	"Runs a command in a scope of its own, for which, and for all that it starts, the mode is "
	"at\n"
	"least MODE: log, restrict or deny. Others stricter than that still hold.\n"
	"\n"
	"Exit status: that of the command; 125 if autoloadctl itself fails, 126 if the command "
	"can't\n"
	"be executed, 127 if it is not found.\n";

static int usage_error(void)
{
	fputs("Try \"autoloadctl run --help\".\n", stderr);
	return EXIT_RUN_FAILED;
}

/* Returns 0 and the mode; 1 for --help; -EINVAL after a complaint. */
static int parse_options(int argc, char *argv[], enum mode *mode)
{
	static const struct option options[] = {
		{ "mode", required_argument, NULL, 'm' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	bool has_mode = false;
	int option;

	/* The command's options are its own, "+"; errors are told here, ":". */
	while ((option = getopt_long(argc, argv, "+:h", options, NULL)) != -1) {
		if (option == 'h')
			return 1;
		if (option != 'm') {
			complain("run: \"%s\" is no option, or lacks its value", argv[optind - 1]);
			return -EINVAL;
		}
		if (mode_from_name(optarg, mode) < 0 || *mode == MODE_ALLOW) {
			complain("\"%s\" is no mode: use \"log\", \"restrict\" or \"deny\"",
				 optarg);
			return -EINVAL;
		}
		has_mode = true;
	}
	if (!has_mode || optind == argc) {
		complain(has_mode ? "a command is needed" : "\"--mode=\" is needed");
		return -EINVAL;
	}
	return 0;
}

static int set_mode(const char *cgroup, enum mode mode)
{
	const char *attribute = geteuid() == 0 ? CGROUP_MODE_BY_ROOT : CGROUP_MODE_BY_OWNER;
	const char *value = mode_name(mode);
	char folder[PATH_MAX + sizeof("/sys/fs/cgroup")];

	snprintf(folder, sizeof(folder), "/sys/fs/cgroup%s", cgroup);
	return setxattr(folder, attribute, value, strlen(value), 0) < 0 ? -errno : 0;
}

int verb_run(int argc, char *argv[])
{
	char cgroup[PATH_MAX];
	enum mode mode;
	int r = parse_options(argc, argv, &mode);

	if (r > 0)
		return fputs(usage, stdout) < 0 ? EXIT_RUN_FAILED : 0;
	if (r < 0)
		return usage_error();
	r = own_scope_enter(cgroup);
	if (r < 0) {
		complain("can't get a scope from systemd: %s", strerrordesc_np(-r));
		return EXIT_RUN_FAILED;
	}
	r = set_mode(cgroup, mode);
	if (r < 0) {
		complain("can't set the mode of the cgroup %s: %s", cgroup, strerrordesc_np(-r));
		return EXIT_RUN_FAILED;
	}
	execvp(argv[optind], argv + optind);
	r = errno;
	complain("%s: %s", argv[optind], strerrordesc_np(r));
	return r == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_INVOKE;
}
