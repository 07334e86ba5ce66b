/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An entry of the gate as JSON. Pure. */
#pragma once

#include "entry.h"
#include "json.h"

/*
 * An object with "time" and the fields that are there, by entry_field_key(). Ids, lines and counts
 * are numbers, "confined" is true or false, "modules" an array, all else strings. NULL: no memory.
 */
json_t *entry_to_json(const struct entry *entry);
