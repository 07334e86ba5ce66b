// SPDX-License-Identifier: GPL-2.0-or-later
/* cat-config: all files of the system's policy, in the order in which the gate reads them. */
#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "options.h"
#include "output.h"
#include "policy-files.h"
#include "print.h"
#include "verbs.h"

struct listing {
	const struct output *output;
	json_t *array; /* as JSON: what was shown */
	size_t n_files;
	bool has_errors;
	bool is_broken; /* for root too */
};

static const struct argp argp = {
	.doc = "Show all files of the policy in the order in which they are read, each after a "
	       "comment with its path. Files that are replaced or masked are named in comments."
	       "\vExit status: 0; 1 if a file can't be read or is not trusted, or on failure; 2 "
	       "for wrong usage.",
};

static int show_file(void *data, const struct config_file *file)
{
	struct listing *listing = data;

	listing->has_errors |= file->state == CONFIG_ERROR;
	listing->is_broken |= file->state == CONFIG_ERROR && !file->is_denied;
	if (listing->output->json == JSON_OFF)
		return config_print_text(listing->output, file, listing->n_files++ == 0);
	json_add(&listing->array, config_print_json(file));
	return listing->array ? 0 : -ENOMEM;
}

static int print(const struct output *output, void *data)
{
	struct listing *listing = data;
	int r;

	listing->output = output;
	if (output->json != JSON_OFF)
		listing->array = json_array();
	r = config_visit(&config_files, show_file, listing);
	if (r < 0)
		json_decref(listing->array);
	else if (output->json != JSON_OFF)
		r = json_print(output, listing->array);
	else if (listing->is_broken && !output->no_legend)
		puts("\n# While there are errors, a built-in policy decides.");
	return r;
}

int verb_cat_config(int argc, char *argv[])
{
	struct output output = { 0 };
	struct listing listing = { 0 };
	const struct option_group groups[] = {
		{ &output_argp, &output },
		{ 0 },
	};
	int r;

	if (options_parse(&argp, argc, argv, 0, groups, NULL) != 0)
		return EXIT_FAILURE;
	r = output_show(&output, true, print, &listing);
	if (r < 0)
		print_error("can't read the policy: %s", strerrordesc_np(-r));
	return r < 0 || listing.has_errors ? EXIT_FAILURE : EXIT_SUCCESS;
}
