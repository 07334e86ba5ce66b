// SPDX-License-Identifier: GPL-2.0-or-later
#include "findings.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "printable.h"

#define TEXT_SIZE 512

static char *copy_printable(const char *text)
{
	char escaped[PATH_MAX];

	return strdup(escape_controls(text, escaped, sizeof(escaped)));
}

static void finding_clear(struct finding *finding)
{
	free(finding->file);
	free(finding->text);
	free(finding->hint);
}

static int append(struct findings *findings, struct finding *finding)
{
	struct finding *grown = reallocarray(findings->list, findings->n + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	findings->list = grown;
	grown[findings->n++] = *finding;
	findings->n_warnings += finding->severity == SEVERITY_WARNING;
	findings->n_errors += finding->severity == SEVERITY_ERROR;
	return 0;
}

void findings_add(struct findings *findings, const struct subject *subject, const char *hint,
		  const char *format, ...)
{
	struct finding finding = {
		.severity = subject->severity,
		.check = subject->check,
		.file = copy_printable(subject->file),
		.line = subject->line,
		.hint = hint ? copy_printable(hint) : NULL,
	};
	char text[TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	finding.text = copy_printable(text);
	if (finding.file && finding.text && (!hint || finding.hint) &&
	    append(findings, &finding) == 0)
		return;
	finding_clear(&finding);
	findings->error = -ENOMEM;
}

void findings_clear(struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		finding_clear(&findings->list[i]);
	free(findings->list);
	*findings = (struct findings){ 0 };
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_NOTE] = "note",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error",
	};

	return names[severity];
}
