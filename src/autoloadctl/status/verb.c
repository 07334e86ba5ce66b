// SPDX-License-Identifier: GPL-2.0-or-later
/* status: whether the gate is armed and enforces, and its decisions since boot. */
#include <argp.h>
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

#include "cleanup.h"
#include "common.h"
#include "status.h"
#include "options.h"
#include "output.h"
#include "print.h"
#include "verbs.h"

/* The limit for counting, so that the status is printed soon. */
#define COUNT_MILLISECONDS 2000

_Static_assert(EXIT_NOT_KNOWN == STATUS_NOT_KNOWN, "autoloadctl.c exits with another status");

struct options {
	struct output output;
	bool quiet;
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;

	(void)value;
	switch (key) {
	case 'q':
		options->quiet = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option known_options[] = {
	{ "quiet", 'q', NULL, 0, "Print nothing: only the exit status counts", 0 },
	{ 0 },
};

static const struct argp argp = {
	.options = known_options,
	.parser = parse_option,
	.doc = "Show whether the gate is armed, its mode, its decisions since boot, and problems."
	       "\vExit status: 0 if armed and enforcing (mode restrict or deny); 1 if armed but "
	       "not enforcing; 2 for wrong usage; 3 if not armed; 4 if armed, but the policy has "
	       "errors; 5 if it is not known.",
};

static void status_clear(struct status *status)
{
	policy_state_clear(&status->policy);
	request_counts_clear(&status->counts);
}

/* Returns 0 or -ENOMEM. */
static int read_status(const struct options *options, const struct utsname *kernel,
		       struct status *status)
{
	status->kernel_release = kernel->release;
	status->gate_error = gate_state_read(&status->gate);
	kernel_state_read("", kernel->release, &status->kernel);
	if (!options->quiet)
		status->counts_error = request_counts_read(COUNT_MILLISECONDS, &status->counts);
	return policy_state_read(&config_files, &status->policy);
}

static int print(const struct output *output, void *data)
{
	const struct status *status = data;

	return output->json != JSON_OFF ? json_print(output, status_to_json(status))
					: status_print(output, status);
}

int verb_status(int argc, char *argv[])
{
	_cleanup_(status_clear) struct status status = { 0 };
	struct options options = { 0 };
	const struct option_group groups[] = {
		{ &output_argp, &options.output },
		{ 0 },
	};
	struct utsname kernel;
	int r;

	if (options_parse(&argp, argc, argv, 0, groups, &options) != 0)
		return EXIT_FAILURE;
	uname(&kernel);
	r = read_status(&options, &kernel, &status);
	if (r == 0 && !options.quiet)
		r = output_show(&options.output, true, print, &status);
	if (r < 0)
		print_error("no memory");
	return r < 0 ? STATUS_NOT_KNOWN : (int)status_get_code(&status);
}
