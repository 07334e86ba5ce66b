// SPDX-License-Identifier: GPL-2.0-or-later
/* The administrator's command: a table of verbs, each in a file of its own. */
#include "autoloadctl.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct verb {
	const char *name;
	int (*run)(int argc, char *argv[]);
	const char *help;
} verbs[] = {
	{ "enable", verb_enable, "Let modprobe-gate decide what the kernel loads, until reboot" },
	{ "disable", verb_disable, "Undo that: the kernel calls what it called before" },
	{ "lock", verb_lock, "Let the mode become stricter only, until reboot: lock [MODE]" },
	{ "run", verb_run, "Run a command with a least mode: run --mode=MODE -- COMMAND" },
	{ "exposure", verb_exposure, "Count the modules that a user can make the kernel load" },
	{ "flags", verb_flags, "Say which modules are flagged, and which no longer should be" },
};

static void print_help(void)
{
	puts("Usage: autoloadctl VERB\n"
	     "\n"
	     "Sees to who may make the kernel load a module.\n"
	     "\n"
	     "Verbs:");
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		printf("  %-10s %s\n", verbs[i].name, verbs[i].help);
	puts("\n"
	     "Options:\n"
	     "  -h, --help     Show this\n"
	     "      --version  Show the version\n"
	     "\n"
	     "The policy is in " CONFIG_FILE
	     ". For every boot: systemctl enable modprobe-gate.service\n"
	     "See autoloadctl(8), autoload.conf(5), modprobe-gate(8).");
}

/* Output that did not arrive is an error, be it a full disk or a reader that went away. */
static void close_output(void)
{
	bool failed = ferror(stdout);

	errno = 0;
	if (fclose(stdout) == 0 && !failed)
		return;
	/* Who closes a pipe has seen enough. */
	if (errno != EPIPE)
		complain("can't write to standard output: %s",
			 errno ? strerrordesc_np(errno) : "it failed before");
	_exit(EXIT_FAILURE);
}

static int run_verb(const struct verb *verb, int argc, char *argv[])
{
	char name[64];

	/* As errors and help show it. */
	snprintf(name, sizeof(name), "autoloadctl %s", verb->name);
	argv[0] = name;
	return verb->run(argc, argv);
}

int main(int argc, char *argv[])
{
	const char *name = argc > 1 ? argv[1] : "";

	argp_program_version = "autoloadctl " VERSION;
	argp_err_exit_status = EXIT_USAGE;
	atexit(close_output);
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_help();
		return EXIT_SUCCESS;
	}
	if (strcmp(name, "--version") == 0) {
		puts(argp_program_version);
		return EXIT_SUCCESS;
	}
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(name, verbs[i].name) == 0)
			return run_verb(&verbs[i], argc - 1, argv + 1);
	if (*name)
		complain("there is no verb \"%s\"", name);
	else
		complain("a verb is needed");
	fputs("Try \"autoloadctl --help\".\n", stderr);
	return EXIT_USAGE;
}
