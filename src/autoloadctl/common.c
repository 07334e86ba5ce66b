// SPDX-License-Identifier: GPL-2.0-or-later
#include "common.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "inputs.h"
#include "printable.h"

/* Room for the name of any file. */
#define COMPLAINT_SIZE (2 * PATH_MAX)

void print_error(const char *format, ...)
{
	char text[COMPLAINT_SIZE], escaped[COMPLAINT_SIZE * 2];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	fprintf(stderr, "autoloadctl: %s\n", escape_controls(text, escaped, sizeof(escaped)));
}

bool parse_uid(const char *text, uid_t *uid)
{
	unsigned long long number;
	char *end;

	if (!isdigit((unsigned char)text[0]))
		return false;
	errno = 0;
	number = strtoull(text, &end, 10);
	if (*end || errno || number >= UINT32_MAX)
		return false;
	*uid = number;
	return true;
}

void parse_uid_option(struct argp_state *state, const char *text, uid_t *uid)
{
	if (!parse_uid(text, uid))
		argp_error(state, "invalid user ID \"%s\": use a number", text);
}

bool is_root(void)
{
	if (geteuid() == 0)
		return true;
	print_error("only root may do that");
	return false;
}

void print_policy_error(void *data, const char *file, unsigned int line, const char *text)
{
	char escaped[COMPLAINT_SIZE];

	(void)data;
	text = escape_controls(text, escaped, sizeof(escaped));
	if (line)
		fprintf(stderr, "%s:%u: error: %s\n", file, line, text);
	else
		fprintf(stderr, "%s: error: %s\n", file, text);
}

bool load_policy(struct policy *policy)
{
	return inputs_load_policy(&(struct inputs){ 0 }, policy);
}

void find_today(char today[static DATE_SIZE])
{
	time_t now = time(NULL);
	struct tm date;

	strftime(today, DATE_SIZE, "%F", gmtime_r(&now, &date));
}
