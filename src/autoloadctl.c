// SPDX-License-Identifier: GPL-2.0-or-later
/* The administrator's command: a table of verbs, each in a directory of its own. */
#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "verbs.h"

/* The verbs in groups, each after a row with its heading alone. */
static const struct verb {
	const char *name;
	int (*run)(int argc, char *argv[]); /* NULL: a heading */
	int failure;                        /* the exit status where the output was lost */
	const char *help;
} verbs[] = {
	{ "Show and check:", NULL, 0, NULL },
	{ "status", verb_status, EXIT_NOT_KNOWN,
	  "Show whether the gate is armed, its mode and its decisions" },
	{ "check", verb_check, EXIT_USAGE, "Explain the decision about an alias and a requester" },
	{ "lint", verb_lint, EXIT_FAILURE, "Check the policy for errors and likely mistakes" },
	{ "log", verb_log, EXIT_FAILURE, "Show decisions, or how many there were: log --stats" },
	{ "suggest", verb_suggest, EXIT_FAILURE,
	  "Suggest rules for requests that were or would be refused" },
	{ "exposure", verb_exposure, EXIT_FAILURE,
	  "Count the modules that a user can make the kernel load" },
	{ "flags", verb_flags, EXIT_FAILURE, "List flagged modules, and flags that are doubtful" },
	{ "cat-config", verb_cat_config, EXIT_FAILURE,
	  "Show the files of the policy in the order they are read" },
	{ "export", verb_export, EXIT_FAILURE,
	  "List modules that nobody may load: export modprobe.d" },
	{ "Change:", NULL, 0, NULL },
	{ "run", verb_run, EXIT_FAILURE,
	  "Run a command in this mode at least: run --mode=MODE COMMAND" },
	{ "lock", verb_lock, EXIT_FAILURE,
	  "Keep the mode from becoming less strict, until reboot" },
	{ "enable", verb_enable, EXIT_FAILURE, "Make the kernel ask modprobe-gate, until reboot" },
	{ "disable", verb_disable, EXIT_FAILURE, "Make the kernel start its former helper again" },
	{ "For each user:", NULL, 0, NULL },
	{ "notify", verb_notify, EXIT_FAILURE,
	  "Show refusals of your own processes on your desktop" },
};

#define N_VERBS (sizeof(verbs) / sizeof(verbs[0]))

static void print_help(void)
{
	puts("Usage: autoloadctl VERB [OPTION...]\n"
	     "\n"
	     "Control who may make the kernel load a module.");
	for (size_t i = 0; i < N_VERBS; i++)
		if (verbs[i].run)
			printf("  %-10s  %s\n", verbs[i].name, verbs[i].help);
		else
			printf("\n%s\n", verbs[i].name);
	puts("\n"
	     "Options:\n"
	     "  -h, --help     Show this help; after a verb, its options\n"
	     "  -V, --version  Show the version\n"
	     "\n"
	     "The policy is in " CONFIG_FILE ". To enable the gate at every boot:\n"
	     "systemctl enable modprobe-gate.service\n"
	     "\n"
	     "Exit status: the verb's; 1 on failure; 2 for wrong usage.\n"
	     "\n"
	     "See autoloadctl(8), autoload.conf(5) and modprobe-gate(8).");
}

/*
 * What is opened later must not take the place of a standard descriptor that is closed, or messages
 * would be written into it. To use this one fails, as it should.
 */
static void fill_closed_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null",
				   (fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
}

/* A reader that closes its end of the pipe has seen enough. */
static bool reader_is_gone(void)
{
	struct pollfd output = { .fd = STDOUT_FILENO };

	return poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP));
}

/*
 * Lost output is an error, on a full disk or without a reader. Where the exit status is an answer,
 * it must not look like one. For on_exit().
 */
static void close_output(int status, void *data)
{
	const struct verb *verb = data;

	(void)status;
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
		return;
	/* Without an error number it was an earlier write that failed. */
	if (errno != EPIPE && !reader_is_gone())
		print_error("can't write to standard output%s%s", errno ? ": " : "",
			    errno ? strerrordesc_np(errno) : "");
	_exit(verb ? verb->failure : EXIT_FAILURE);
}

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < N_VERBS; i++)
		if (verbs[i].run && strcmp(name, verbs[i].name) == 0)
			return &verbs[i];
	return NULL;
}

static int run_verb(const struct verb *verb, int argc, char *argv[])
{
	char name[64];

	/* The name in errors and help. */
	snprintf(name, sizeof(name), "autoloadctl %s", verb->name);
	argv[0] = name;
	return verb->run(argc, argv);
}

int main(int argc, char *argv[])
{
	const char *name = argc > 1 ? argv[1] : "";
	const struct verb *verb = find_verb(name);

	argp_program_version = "autoloadctl " VERSION;
	argp_err_exit_status = EXIT_USAGE;
	fill_closed_descriptors();
	on_exit(close_output, (void *)verb);
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_help();
		return EXIT_SUCCESS;
	}
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		puts(argp_program_version);
		return EXIT_SUCCESS;
	}
	if (verb)
		return run_verb(verb, argc - 1, argv + 1);
	if (*name)
		print_error("unknown verb \"%s\"", name);
	else
		print_error("no verb given");
	fputs("Try \"autoloadctl --help\".\n", stderr);
	return EXIT_USAGE;
}
