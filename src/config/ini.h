/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file of sections and keys, read by iniparser. What iniparser would do silently is found first
 * and is an error with its line: text cut at a comment sign, sections and keys given twice, control
 * characters, lines that are too long or continue into nothing.
 */
#pragma once

#include <stddef.h>

#include "diagnostics.h"

/*
 * iniparser's own limit is 1024 (ASCIILINESZ), less what it needs itself. Continued lines count as
 * one.
 */
#define INI_LINE_MAX 1000

struct ini_key {
	char *name; /* lower case */
	char *value;
	unsigned int line;
};

struct ini_section {
	char *name; /* lower case */
	unsigned int line;
	struct ini_key *keys;
	size_t n_keys;
};

struct ini {
	struct ini_section *sections;
	size_t n_sections;
};

/*
 * Reads text of size bytes; file is its name for errors, of which all are reported.
 * Returns 0 and fills *ini for ini_clear(), in the order of the file; -EINVAL when errors were
 * reported; or another negative errno.
 */
int ini_parse(const char *text, size_t size, const char *file, const struct error_sink *errors,
	      struct ini *ini);

/* A part of it: the scan, without iniparser. Returns like ini_parse(). */
int ini_scan(const char *text, size_t size, const char *file, const struct error_sink *errors,
	     struct ini *ini);

/* The key of that name, or NULL. */
const struct ini_key *ini_find(const struct ini_section *section, const char *name);

void ini_clear(struct ini *ini);
