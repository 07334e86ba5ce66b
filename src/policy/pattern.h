/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar of the policy's patterns, that of fnmatch(3) with FNM_NOESCAPE as glibc has it: a
 * pattern is taken apart into elements, one after the other. All that has to know where brackets
 * end asks here. Pure; no call reads a byte beyond the terminating NUL.
 *
 * It is the grammar of the C locale, where a character is a byte and a range is one of bytes: no
 * program calls setlocale(). POSIXLY_CORRECT in the environment would make an ordinary character of
 * `^` for fnmatch(); the kernel, which starts the gate, does not set it (call_modprobe(),
 * kernel/kmod.c).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The longest pattern that the policy may have. */
#define PATTERN_MAX 128

enum pattern_element_type {
	PATTERN_END, /* of the pattern */
	PATTERN_STAR,
	PATTERN_ANY_BYTE, /* `?` */
	PATTERN_BYTE,     /* this one; `\` too */
	PATTERN_BRACKETS, /* one of several bytes */
	/*
	 * Faults: what fnmatch() makes of these differs with the text, so no pattern of the policy
	 * has any. The length is 1, for who goes on behind it.
	 */
	PATTERN_ENDLESS,   /* a `[` without a `]` */
	PATTERN_ODD_CLASS, /* between brackets, `[:`, `[.` or `[=` without what belongs to it */
};

/* A part of a pattern; the pattern is still the caller's. */
struct pattern_element {
	enum pattern_element_type type;
	const char *start;
	size_t length;
	bool is_complement; /* PATTERN_BRACKETS: of all bytes but those that are listed */
};

/* The element that a pattern, or what is left of it, begins with. */
struct pattern_element pattern_take(const char *pattern);

/*
 * Whether an element, of at most PATTERN_MAX bytes and neither a fault nor PATTERN_STAR, matches a
 * byte other than NUL. `-` and `_` differ here.
 */
bool pattern_element_matches(const struct pattern_element *element, unsigned char byte);
