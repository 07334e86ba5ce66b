/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The values of a policy's keys, autoload.conf(5). The functions that read report every error of
 * the key and go on; they return 0, also then, or -ENOMEM.
 */
#pragma once

#include <stdbool.h>

#include "ini.h"
#include "policy.h"

/* One file on its way into a policy. */
struct reading {
	const char *file;
	const struct error_sink *errors;
	unsigned int n_errors; /* so far */
	struct policy *policy;
};

/* Reports an error in a line of it. */
void reading_error(struct reading *reading, unsigned int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Lists for words_free(), of patterns of aliases and modules, of units, of names of modules. */
int read_patterns(struct reading *reading, const struct ini_key *key, char ***patterns);
int read_units(struct reading *reading, const struct ini_key *key, char ***units);
int read_names(struct reading *reading, const struct ini_key *key, char ***names);

void read_mode(struct reading *reading, const struct ini_key *key, enum mode *mode);

int read_requirement(struct reading *reading, const struct ini_key *key,
		     struct requirement *require);

/* Fills the user ids of a rule. */
int read_uids(struct reading *reading, const struct ini_key *key, struct rule *rule);

/* Whether a text is a day such as "2026-11-20", and none before kernels had what is flagged. */
bool is_date(const char *text);

/*
 * Adds what a word stands for. Returns 0, or -EINVAL for an unknown word and leaves the requirement
 * alone.
 */
int requirement_add_word(struct requirement *require, const char *word);
