// SPDX-License-Identifier: GPL-2.0-or-later
#include "tally.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"

struct tally {
	void *tree; /* of tsearch(): balanced, whatever texts a requester chooses */
	struct tally_row **rows;
	size_t n_rows;
	size_t max;
	struct tally_row others;
};

struct tally *tally_new(size_t max)
{
	struct tally *tally = calloc(1, sizeof(*tally));

	if (!tally)
		return NULL;
	tally->max = max;
	tally->rows = calloc(max, sizeof(struct tally_row *));
	if (!tally->rows) {
		free(tally);
		return NULL;
	}
	return tally;
}

static void free_row(void *row)
{
	free((char *)((struct tally_row *)row)->text);
	free(row);
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	tdestroy(tally->tree, free_row);
	free(tally->rows);
	free(tally);
}

static int compare_texts(const void *one, const void *other)
{
	const struct tally_row *left = one, *right = other;

	return strcmp(left->text, right->text);
}

static void cleanup_row(struct tally_row **row)
{
	if (*row)
		free_row(*row);
}

/* A new row for a text; NULL: no memory. */
static struct tally_row *add_row(struct tally *tally, const char *text)
{
	_cleanup_(cleanup_row) struct tally_row *row = calloc(1, sizeof(*row));

	if (!row)
		return NULL;
	row->text = strdup(text);
	if (!row->text || !tsearch(row, &tally->tree, compare_texts))
		return NULL;
	tally->rows[tally->n_rows++] = row;
	return steal_pointer(&row);
}

int tally_add(struct tally *tally, const char *text, enum decision decision, uint64_t n)
{
	const struct tally_row key = { .text = text };
	struct tally_row **found = tfind(&key, &tally->tree, compare_texts), *row;

	if (found)
		row = *found;
	else if (tally->n_rows == tally->max)
		row = &tally->others;
	else
		row = add_row(tally, text);
	if (!row)
		return -ENOMEM;
	row->counts[decision] += n;
	row->total += n;
	return 0;
}

static int compare_rows(const void *one, const void *other)
{
	const struct tally_row *left = *(struct tally_row *const *)one;
	const struct tally_row *right = *(struct tally_row *const *)other;

	if (left->total != right->total)
		return left->total > right->total ? -1 : 1;
	return strcmp(left->text, right->text);
}

const struct tally_row *const *tally_sort(struct tally *tally, size_t *n)
{
	qsort(tally->rows, tally->n_rows, sizeof(*tally->rows), compare_rows);
	*n = tally->n_rows;
	return (const struct tally_row *const *)tally->rows;
}

const struct tally_row *tally_others(const struct tally *tally)
{
	return &tally->others;
}
