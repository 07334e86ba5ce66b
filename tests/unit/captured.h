/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a test prints to standard output. */
#pragma once

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct captured {
	int before; /* standard output */
	FILE *file;
	char text[16384];
};

/* From here on standard output goes into a file. */
static inline void capture(struct captured *captured)
{
	fflush(stdout);
	captured->before = dup(STDOUT_FILENO);
	captured->file = tmpfile();
	ck_assert(captured->before >= 0 && captured->file);
	ck_assert_int_ge(dup2(fileno(captured->file), STDOUT_FILENO), 0);
}

/* Standard output is as it was before; what was printed is in captured->text. */
static inline const char *capture_end(struct captured *captured)
{
	ssize_t size;

	fflush(stdout);
	dup2(captured->before, STDOUT_FILENO);
	close(captured->before);
	size = pread(fileno(captured->file), captured->text, sizeof(captured->text) - 1, 0);
	ck_assert_int_ge(size, 0);
	captured->text[size] = '\0';
	fclose(captured->file);
	return captured->text;
}
