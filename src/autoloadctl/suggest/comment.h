/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Comments for policy files. */
#pragma once

#include <stdio.h>

/*
 * Writes a comment in lines of at most 80 columns: the first with so many blanks behind its "# ",
 * the others with hang more. It is broken at blanks, and a longer word stays whole. The text has to
 * be printable. It is cut after 900 bytes, and no line ends in a backslash, which would make the
 * next one a part of it.
 */
void comment_write(FILE *file, int indent, int hang, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
