/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A directory for a test program's files. main() makes and removes it, so that a failed test leaves
 * nothing behind.
 */
#pragma once

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static char directory[] = "/tmp/modprobe-gate-test-XXXXXX";

static inline void directory_make(void)
{
	if (!mkdtemp(directory)) {
		perror(directory);
		exit(EXIT_FAILURE);
	}
}

static inline int directory_remove_entry(const char *path, const struct stat *st, int type,
					 struct FTW *walk)
{
	(void)st, (void)type, (void)walk;
	return remove(path);
}

/* Removes it and all that is in it. Returns the status that it was given. */
static inline int directory_remove(int status)
{
	nftw(directory, directory_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	return status;
}
