/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays that grow by one element at a time. */
#pragma once

#include <stdlib.h>
#include <string.h>

/*
 * Appends a zeroed element to an array, given by the address of its pointer, of *n elements of some
 * size. Returns the new element; NULL: no memory, and nothing has changed.
 */
static inline void *array_append(void *array, size_t *n, size_t size)
{
	char *grown = reallocarray(*(void **)array, *n + 1, size);

	if (!grown)
		return NULL;
	*(void **)array = grown;
	return memset(grown + (*n)++ * size, 0, size);
}
