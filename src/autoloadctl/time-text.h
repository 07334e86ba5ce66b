/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Points in time as people write them. Pure, but for the local time zone. */
#pragma once

#include <stdint.h>

/*
 * Reads a time of systemd.time(7), in local time: "2026-11-20", "2026-11-20 18:30",
 * "2026-11-20T18:30:15", "18:30" and "18:30:15" of today, "now", "today", "yesterday" and
 * "tomorrow" as 0:00, "2 weeks ago", "-1h30min", "+5s", "@1700000000". now and *time are
 * microseconds since 1970. Returns 0, or -EINVAL and leaves *time alone, also for times before
 * 1970.
 */
int time_from_text(const char *text, uint64_t now, uint64_t *time);

/* Room for a time such as "2026-11-20 18:30:15". */
#define TIME_TEXT_SIZE sizeof("2026-11-20 18:30:15")

/* Writes a time in local time; one that has no such text as "@SECONDS". Returns text. */
char *time_to_text(uint64_t time, char text[static TIME_TEXT_SIZE]);
