// SPDX-License-Identifier: GPL-2.0-or-later
/* A policy's file. */
#include "sections.h"
#include "fuzz.h"

static void count_error(void *data, const char *file, unsigned int line, const char *text)
{
	size_t *n_errors = data;

	ALWAYS(strcmp(file, "fuzz.conf") == 0 && *text);
	/* iniparser never sees what the scan would read in another way. */
	ALWAYS(line > 0 && strncmp(text, "iniparser", strlen("iniparser")) != 0);
	(*n_errors)++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n_errors = 0;
	const struct error_sink errors = { .report = count_error, .data = &n_errors };
	char *text = malloc(size ?: 1);
	struct policy policy;
	int r;

	ALWAYS(text);
	if (size)
		memcpy(text, data, size);
	policy = policy_default;
	r = config_add(text, size, "fuzz.conf", &errors, &policy);
	ALWAYS((r < 0) == (n_errors > 0));
	policy_clear(&policy);
	free(text);
	return 0;
}
