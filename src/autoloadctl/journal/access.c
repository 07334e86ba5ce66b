// SPDX-License-Identifier: GPL-2.0-or-later
#include "reader.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-id128.h>
#include <unistd.h>

#include "cleanup.h"

/*
 * The library leaves files out that it may not read. Returns -EACCES if there are files that the
 * pattern matches, but none to be read; or 0.
 */
static int test_access(const char *pattern)
{
	glob_t files;
	int r = 0;

	if (glob(pattern, GLOB_NOSORT | GLOB_BRACE, NULL, &files) != 0)
		return 0;
	for (size_t i = 0; i < files.gl_pathc; i++) {
		if (access(files.gl_pathv[i], R_OK) == 0) {
			r = 0;
			break;
		}
		r = -EACCES;
	}
	globfree(&files);
	return r;
}

/* What is root's is in files named system; users have others, which they may read. */
static int test_system_access(void)
{
	char pattern[128], text[SD_ID128_STRING_MAX];
	sd_id128_t machine;
	int r = sd_id128_get_machine(&machine);

	if (r < 0)
		return r;
	snprintf(pattern, sizeof(pattern), "/{run,var}/log/journal/%s/system*.journal",
		 sd_id128_to_string(machine, text));
	return test_access(pattern);
}

/* A pattern that matches just this name; for free(), NULL: no memory. */
static char *quote(const char *name)
{
	char *quoted = malloc(2 * strlen(name) + 1), *end = quoted;

	if (!quoted)
		return NULL;
	for (; *name; name++) {
		if (strchr("*?[]{},~\\", *name))
			*end++ = '\\';
		*end++ = *name;
	}
	*end = '\0';
	return quoted;
}

static int test_directory_access(const char *directory)
{
	_cleanup_free_ char *quoted = quote(directory);
	_cleanup_free_ char *pattern = NULL;

	if (!quoted || asprintf(&pattern, "%s/{,*/}*.journal", quoted) < 0)
		return -ENOMEM;
	return test_access(pattern);
}

int journal_test_access(const struct selection *selection)
{
	if (selection->file)
		return 0;
	return selection->directory ? test_directory_access(selection->directory)
				    : test_system_access();
}
