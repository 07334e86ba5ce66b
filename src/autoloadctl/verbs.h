/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verbs of autoloadctl, each in a room of its own but enable and disable. Each takes its own
 * argv, with its name as argv[0], and returns the exit status.
 */
#pragma once

/* For wrong usage; of `check` also if there is no answer. */
#define EXIT_USAGE 2

/* Of `status` if there is no answer. */
#define EXIT_NOT_KNOWN 5

int verb_status(int argc, char *argv[]);
int verb_check(int argc, char *argv[]);
int verb_enable(int argc, char *argv[]);
int verb_disable(int argc, char *argv[]);
int verb_lint(int argc, char *argv[]);
int verb_lock(int argc, char *argv[]);
int verb_run(int argc, char *argv[]);
int verb_log(int argc, char *argv[]);
int verb_suggest(int argc, char *argv[]);
int verb_export(int argc, char *argv[]);
int verb_exposure(int argc, char *argv[]);
int verb_flags(int argc, char *argv[]);
int verb_cat_config(int argc, char *argv[]);
int verb_notify(int argc, char *argv[]);
