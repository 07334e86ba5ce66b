/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the verb log prints: entries, or statistics of them. */
#pragma once

#include "reader.h"
#include "stats.h"
#include "output.h"

struct log_printer;

/* Makes what prints entries as they come; with_hosts: of which machine they are. */
struct log_printer *log_printer_new(const struct output *output, bool with_hosts);
void log_printer_free(struct log_printer *printer);

/* Prints an entry, at the latest with the next flush. Return 0 or -ENOMEM. */
int log_printer_add(struct log_printer *printer, const struct entry *entry);
int log_printer_flush(struct log_printer *printer);

/* For the cleanup attribute. */
static inline void cleanup_log_printer(struct log_printer **printer)
{
	log_printer_free(*printer);
}

/* Prints statistics, at most so many rows of each group. Returns 0 or -ENOMEM. */
int log_stats_print(const struct output *output, const struct log_stats *stats, size_t max_rows,
		    bool with_hosts);
