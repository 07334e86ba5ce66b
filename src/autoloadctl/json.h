/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the verbs print as JSON: jansson's values, which nobody else includes, and those that
 * several verbs make. Functions that return a value return NULL if out of memory, and so does
 * whatever takes such a value as a part.
 */
#pragma once

#include <jansson.h>

#include "output.h"
#include "policy.h"

/* A name or path, any bytes, escaped by escape_text(), so that it can be read back. */
json_t *json_from_text(const char *text);

/* An array of the words of a text. */
json_t *json_from_words(const char *text);

/* An array of the words after `require =`. */
json_t *json_from_requirement(const struct requirement *require);

/* An object with how often each decision was taken. */
json_t *json_from_counts(const uint64_t counts[static N_DECISIONS]);

/* Puts what is in an object behind what is in another; takes both over and returns the latter. */
json_t *json_join(json_t *object, json_t *more);

/*
 * Adds a value, which it takes over, to an array. If out of memory, or if value is NULL, it
 * releases the array and sets it to NULL, which later calls and json_print() treat as such.
 */
void json_add(json_t **array, json_t *value);

/*
 * Prints a value with a newline, JSON_SHORT for JSON_OFF, and releases it. Returns 0, or -ENOMEM
 * also for NULL.
 */
int json_print(const struct output *output, json_t *value);
