/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings about lines of policy files. */
#pragma once

#include <stddef.h>

enum severity {
	SEVERITY_NOTE, /* for information */
	SEVERITY_WARNING,
	SEVERITY_ERROR,
};

/* All texts are printable, and belong to it. */
struct finding {
	enum severity severity;
	const char *check; /* a name for programs, static: "never-decides" */
	char *file;
	unsigned int line; /* 0: the file as a whole */
	char *text;
	char *hint; /* NULL: none */
};

struct findings {
	struct finding *list;
	size_t n;
	unsigned int n_warnings;
	unsigned int n_errors;
	int error; /* 0, or -ENOMEM when one could not be added */
};

/* What a finding is about. */
struct subject {
	enum severity severity;
	const char *check;
	const char *file;
	unsigned int line;
};

/* Adds one; hint may be NULL. What does not fit into 512 bytes is cut. */
void findings_add(struct findings *findings, const struct subject *subject, const char *hint,
		  const char *format, ...) __attribute__((format(printf, 4, 5)));
void findings_clear(struct findings *findings);

/* "note", "warning", "error". */
const char *severity_name(enum severity severity);
