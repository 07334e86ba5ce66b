// SPDX-License-Identifier: GPL-2.0-or-later
/* Entries one by one: a table, in parts, so that memory does not grow with it; or JSON. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"
#include "entry-json.h"
#include "table.h"
#include "time-text.h"

/* Rows that are printed at a time. The first of them say how wide columns are at least. */
#define ROWS_MAX 200

enum column_name {
	HOST,
	TIME,
	DECISION,
	ALIAS,
	WHO,
	UID,
	MODULES,
	RULE,
	UNIT,
	REPEATS,
	N_COLUMNS,
};

static const struct column columns[N_COLUMNS] = {
	[HOST] = { "HOST", COLUMN_LONG },         [TIME] = { "TIME", COLUMN_TEXT },
	[DECISION] = { "DECISION", COLUMN_TEXT }, [ALIAS] = { "ALIAS", COLUMN_TEXT },
	[WHO] = { "WHO", COLUMN_TEXT },           [UID] = { "UID", COLUMN_NUMBER },
	[MODULES] = { "MODULES", COLUMN_LONG },   [RULE] = { "RULE", COLUMN_LONG },
	[UNIT] = { "UNIT", COLUMN_LONG },         [REPEATS] = { "REPEATS", COLUMN_NUMBER },
};

/* Typical texts, so that the parts of the table have the same widths. */
static const char *const typical[N_COLUMNS] = {
	[DECISION] = "would-refuse",  [ALIAS] = "net-pf-2-proto-132",
	[WHO] = "node[123456]",       [UID] = "1000",
	[MODULES] = "algif_skcipher", [RULE] = "address-families",
	[UNIT] = "user@1000.service",
};

/* How many columns there is room for. */
static size_t count_columns(int width)
{
	if (width == 0 || width >= 150)
		return N_COLUMNS;
	if (width >= 120)
		return UNIT;
	return width >= 100 ? RULE : MODULES;
}

struct log_printer {
	const struct output *output;
	enum column_name first; /* of the columns that are shown */
	struct table *table;
	size_t n_rows;
};

void log_printer_free(struct log_printer *printer)
{
	if (!printer)
		return;
	table_free(printer->table);
	free(printer);
}

static int widen(struct log_printer *printer, size_t end)
{
	int r = 0;

	for (enum column_name i = printer->first; r == 0 && i < end; i++)
		if (typical[i])
			r = table_widen(printer->table, i - printer->first, typical[i]);
	return r;
}

struct log_printer *log_printer_new(const struct output *output, bool with_hosts)
{
	struct log_printer *printer = calloc(1, sizeof(*printer));
	size_t end = count_columns(output->width);

	if (!printer)
		return NULL;
	printer->output = output;
	printer->first = with_hosts ? HOST : TIME;
	printer->table = table_new(output, columns + printer->first, end - printer->first);
	if (!printer->table || widen(printer, end) < 0) {
		log_printer_free(printer);
		return NULL;
	}
	return printer;
}

/* "python3[812]", or the class of a requester that is not a process. */
static const char *describe_requester(const struct entry *entry, char *text, size_t size)
{
	const char *const *fields = entry->fields;

	if (fields[ENTRY_COMM] && fields[ENTRY_PID])
		snprintf(text, size, "%s[%s]", fields[ENTRY_COMM], fields[ENTRY_PID]);
	else
		snprintf(text, size, "%s", fields[ENTRY_REQUESTER] ?: "");
	return text;
}

/* A request that was allowed, but whose modules could not be loaded, has an error number. */
static const char *describe_decision(const struct entry *entry, enum decision decision)
{
	return entry->fields[ENTRY_ERRNO] ? "failed" : decision_name(decision);
}

static enum colour colour_of(const struct entry *entry, enum decision decision)
{
	static const enum colour colours[] = {
		[DECISION_ALLOWED] = COLOUR_GOOD,
		[DECISION_REFUSED] = COLOUR_BAD,
		[DECISION_WOULD_REFUSE] = COLOUR_DOUBTFUL,
	};

	return entry->fields[ENTRY_ERRNO] ? COLOUR_BAD : colours[decision];
}

static int add_row(struct log_printer *printer, const struct entry *entry, enum decision decision)
{
	const char *const *fields = entry->fields;
	char time[TIME_TEXT_SIZE], who[512];
	const char *const texts[N_COLUMNS] = {
		[HOST] = fields[ENTRY_HOSTNAME],
		[TIME] = time_to_text(entry->time, time),
		[DECISION] = describe_decision(entry, decision),
		[ALIAS] = fields[ENTRY_ALIAS],
		[MODULES] = fields[ENTRY_MODULES],
		[WHO] = describe_requester(entry, who, sizeof(who)),
		[UID] = fields[ENTRY_UID],
		[UNIT] = fields[ENTRY_UNIT],
		[RULE] = fields[ENTRY_RULE],
		[REPEATS] = fields[ENTRY_REPEATS],
	};
	int r = table_add(printer->table, texts + printer->first);

	printer->n_rows++;
	return r < 0 ? r
		     : table_colour(printer->table, DECISION - printer->first,
				    colour_of(entry, decision));
}

/* An entry that is not a decision is printed as a sentence, between the rows. */
static int print_message(struct log_printer *printer, const struct entry *entry)
{
	const char *host = entry->fields[ENTRY_HOSTNAME];
	char time[TIME_TEXT_SIZE];
	int r = log_printer_flush(printer);

	if (printer->first == HOST)
		printf("%s  ", host ?: "-");
	printf("%s  %s%s%s\n", time_to_text(entry->time, time),
	       output_colour(printer->output, COLOUR_DOUBTFUL), entry->fields[ENTRY_MESSAGE] ?: "-",
	       output_colour(printer->output, COLOUR_NONE));
	return r;
}

int log_printer_add(struct log_printer *printer, const struct entry *entry)
{
	enum decision decision;
	int r;

	if (printer->output->json != JSON_OFF)
		return json_print(printer->output, entry_to_json(entry));
	if (!entry_decision(entry, &decision))
		return print_message(printer, entry);
	r = add_row(printer, entry, decision);
	return r == 0 && printer->n_rows >= ROWS_MAX ? log_printer_flush(printer) : r;
}

int log_printer_flush(struct log_printer *printer)
{
	int r = table_print(printer->table);

	printer->n_rows = 0;
	fflush(stdout);
	return r;
}
