/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several verbs need. */
#pragma once

#include <argp.h>
#include <stdbool.h>

#include "policy.h"

/* Prints "autoloadctl: TEXT" to standard error, without control characters. */
void print_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Parses a user ID, a number: to look up a name could itself ask for modules. */
bool parse_uid(const char *text, uid_t *uid);

/* The same for the value of an option; a usage error if it is invalid. */
void parse_uid_option(struct argp_state *state, const char *text, uid_t *uid);

/* Whether this is root; prints an error if not. */
bool is_root(void);

/* Prints an error in a policy file to standard error, as an error_sink does; data is not used. */
void print_policy_error(void *data, const char *file, unsigned int line, const char *text);

/* Loads the system's policy for policy_clear(). Returns whether it could; prints all errors if not.
 */
bool load_policy(struct policy *policy);

/* The size of a date such as "2026-11-20". */
#define DATE_SIZE sizeof("2026-11-20")

/* Writes today's date, in UTC. */
void find_today(char today[static DATE_SIZE]);
