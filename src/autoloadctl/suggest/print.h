/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Suggestions as they are printed: a drop-in, or JSON. */
#pragma once

#include <stdio.h>

#include "json.h"
#include "rules.h"

/*
 * The text of a drop-in for free(), with the evidence in comments, in local time; NULL: no memory.
 * If it would be larger than a policy file may be, it has fewer comments about requesters, and then
 * drops the last rules.
 */
char *suggestions_text(struct suggestions *suggestions);

/* As JSON, with the keys that autoloadctl(8) names; NULL: no memory. */
json_t *suggestions_to_json(const struct suggestions *suggestions);

/* Why an alias got no rule, "no pattern of the policy's language matches just this". */
const char *skip_reason_text(enum skip_reason reason);

/* Parts of the first: a drop-in that is being written, and its comments, comments.c. */

struct writer {
	FILE *file;
	const struct suggestions *suggestions;
	size_t requesters_max; /* the most that are written of each alias */
};

void suggestions_write_header(const struct writer *writer);
void suggestion_write_evidence(const struct writer *writer, const struct suggestion *rule);

/* The requests without a rule. */
void suggestions_write_skipped(const struct writer *writer);

/*
 * Writes one comment in lines of at most 80 columns: the first with so many blanks behind its "# ",
 * the others with hang more. It is broken at blanks, and a longer word stays whole. The text has to
 * be printable. It is cut after 900 bytes, and no line ends in a backslash, which would make the
 * next one a part of it.
 */
void comment_write(FILE *file, int indent, int hang, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
