/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar of the policy's patterns, that of fnmatch(3) as glibc has it: a pattern is taken
 * apart into elements, one after the other. All that has to know where brackets end asks here.
 * Pure; no call reads a byte beyond the terminating NUL.
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

enum pattern_kind {
	PATTERN_ALIAS, /* of aliases and modules, as alias_matches() takes them: `-` equals `_` */
	PATTERN_UNIT,  /* of units: `-` and `_` differ, `\` stands for itself */
};

enum pattern_element_type {
	PATTERN_END, /* of the pattern */
	PATTERN_STAR,
	PATTERN_ANY_BYTE, /* `?` */
	PATTERN_BYTE,     /* this one; of an alias also with `\` before it */
	PATTERN_BRACKETS, /* one of several bytes */
	/*
	 * Faults: what fnmatch() makes of these differs with the text, so no pattern of the policy
	 * has any. The length is 1, for who goes on behind it.
	 */
	PATTERN_ENDLESS,   /* a `[` without a `]` */
	PATTERN_ODD_CLASS, /* between brackets, a `[:`, `[.` or `[=` that is none of these below */
	PATTERN_LAST_BACKSLASH, /* of an alias, with nothing behind it */
};

/* A part of a pattern; the pattern is still the caller's. */
struct pattern_element {
	enum pattern_element_type type;
	enum pattern_kind kind;
	const char *start;
	size_t length;
	unsigned char byte; /* PATTERN_BYTE: without its `\` */
	bool is_complement; /* PATTERN_BRACKETS: of all bytes but those that are listed */
};

/* The element that a pattern, or what is left of it, begins with. */
struct pattern_element pattern_take(enum pattern_kind kind, const char *pattern);

/*
 * Whether brackets list a byte: by itself, in a range, or in a class such as [:digit:]. [.x.] and
 * [=x=] are x: the C locale has no longer names, and nothing that equals x. `-` and `_` differ
 * here.
 */
bool pattern_lists(const struct pattern_element *brackets, unsigned char byte);
