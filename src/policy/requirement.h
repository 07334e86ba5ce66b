/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words after `require =`: "nothing", "maintained", "never", and capabilities by name. */
#pragma once

#include <stddef.h>

#include "policy.h"

/* Room for the words of any requirement, with every capability. */
#define REQUIREMENT_TEXT_SIZE 1280

/*
 * Writes the words, separated by blanks, to text of size bytes; what does not fit is left out.
 * Returns text.
 */
char *requirement_format(const struct requirement *require, char *text, size_t size);
