// SPDX-License-Identifier: GPL-2.0-or-later
#include "diagnostics.h"

#include <limits.h>
#include <stdio.h>

#include "escape.h"

void report_error_v(const struct error_sink *sink, const char *file, unsigned int line,
		    const char *format, va_list arguments)
{
	char text[ERROR_SIZE], name[PATH_MAX];

	vsnprintf(text, sizeof(text), format, arguments);
	sink->report(sink->data, escape_text(file, name, sizeof(name)), line, text);
}

void report_error(const struct error_sink *sink, const char *file, unsigned int line,
		  const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report_error_v(sink, file, line, format, arguments);
	va_end(arguments);
}
