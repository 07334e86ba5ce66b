/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with a policy's file, and where. */
#pragma once

#include <stdarg.h>

/*
 * Where errors in a file go; file and text are the callee's only during the call. Of the file's
 * name, what is not printable is escaped. line 0: the file as a whole.
 */
struct error_sink {
	void (*report)(void *data, const char *file, unsigned int line, const char *text);
	void *data;
};

#define ERROR_SIZE 512

/* Formats an error and hands it to the sink; what does not fit into ERROR_SIZE bytes is cut. */
void report_error_v(const struct error_sink *sink, const char *file, unsigned int line,
		    const char *format, va_list arguments) __attribute__((format(printf, 4, 0)));
void report_error(const struct error_sink *sink, const char *file, unsigned int line,
		  const char *format, ...) __attribute__((format(printf, 4, 5)));
