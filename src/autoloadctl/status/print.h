/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status as text and as JSON. */
#pragma once

#include "json.h"
#include "status.h"

/* Prints it to standard output. Returns 0 or -ENOMEM. */
int status_print(const struct output *output, const struct status *status);

/* The object that autoloadctl(8) describes; NULL: no memory. */
json_t *status_to_json(const struct status *status);
