/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of a policy as they are shown. */
#pragma once

#include <stdbool.h>

#include "json.h"
#include "policy-files.h"

/*
 * Prints a file as text: a comment with its path, and what is in it or why it is not used, after a
 * blank line unless it is the first. All of it is harmless. Returns 0 or -ENOMEM.
 */
int config_print_text(const struct output *output, const struct config_file *file, bool is_first);

/* A file as an object, or NULL: no memory. */
json_t *config_print_json(const struct config_file *file);
