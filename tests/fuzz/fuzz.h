/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What libFuzzer calls, and what the fuzzers share. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for every input. */
#define ALWAYS(condition) ((condition) ? (void)0 : abort())

/* The input as a string of its own size, so that a byte read beyond it is found; for free(). */
static inline char *text_of(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	ALWAYS(text);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}
