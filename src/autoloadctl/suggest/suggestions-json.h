/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Suggestions as JSON, with the keys that autoloadctl(8) names. */
#pragma once

#include "json.h"
#include "rules.h"

/* NULL: no memory. */
json_t *suggestions_to_json(const struct suggestions *suggestions);
