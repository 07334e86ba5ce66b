// SPDX-License-Identifier: GPL-2.0-or-later
/* The administrator's command: a table of verbs, each in a file of its own. */
#include "autoloadctl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Output that did not arrive is an error, be it a full disk or a closed pipe. */
static int close_output(int status)
{
	if (fclose(stdout) == 0)
		return status;
	if (status == EXIT_SUCCESS)
		complain("can't write to standard output: %s", strerrordesc_np(errno));
	return EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	const char *name = argc > 1 ? argv[1] : "";

	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_help();
		return close_output(EXIT_SUCCESS);
	}
	if (strcmp(name, "--version") == 0) {
		puts("autoloadctl " VERSION);
		return close_output(EXIT_SUCCESS);
	}
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(name, verbs[i].name) == 0)
			return close_output(verbs[i].run(argc - 1, argv + 1));
	if (*name)
		complain("there is no verb \"%s\"", name);
	else
		complain("a verb is needed");
	fputs("Try \"autoloadctl --help\".\n", stderr);
	return EXIT_USAGE;
}
