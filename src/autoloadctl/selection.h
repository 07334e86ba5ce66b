/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of verbs that read the journal. */
#pragma once

#include <argp.h>

#include "reader.h"

/*
 * --since, --until, -b, --refused, --would-refuse, --allowed, --alias, --uid, --unit, -D, --file
 * and -m, with a struct selection as input, whose texts are argv's.
 */
extern const struct argp selection_argp;

/*
 * Opens the journal for journal_reader_close(). Returns whether it could; if not, prints an
 * error that says what to do.
 */
bool selection_open(const struct selection *selection, struct journal_reader **reader);
