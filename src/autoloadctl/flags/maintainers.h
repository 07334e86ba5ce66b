/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a kernel's MAINTAINERS file contains about a source file. Pure: text in, status out. The
 * patterns are those of the kernel's scripts/get_maintainer.pl.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct maintenance {
	char section[128]; /* its title */
	char status[64];   /* the value of S:, "" if it has none */
};

/*
 * Finds the section whose F: pattern goes deepest into the path of a source file, "net/tls/tls.c";
 * where none matches, the first whose N: expression does. A section is out where an X: pattern
 * matches, and THE REST is always. Returns 0 and *maintenance, or -ENOENT and leaves it alone. What
 * is too long is skipped.
 */
int maintainers_find(const char *text, size_t size, const char *file,
		     struct maintenance *maintenance);

/* Whether a status means that somebody maintains it: "Maintained" or "Supported", in any case. */
bool maintenance_is_good(const struct maintenance *maintenance);
