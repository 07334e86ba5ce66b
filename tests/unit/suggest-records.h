/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records as the gate writes them, and what is suggested because of them. */
#pragma once

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complaints.h"
#include "sections.h"
#include "escape.h"
#include "persistence.h"
#include "verdict.h"
#include "drop-in.h"

/* 2026-11-20 12:00:00 UTC */
#define NOON UINT64_C(1795176000000000)

/* What differs from a user's request for net-pf-29, in a session, that would be refused. */
struct told {
	uint64_t time; /* seconds after NOON */
	const char *alias, *modules, *decision, *reason, *requester, *uid, *caps, *userns;
	const char *confined, *comm, *exe, *unit, *caller, *rule, *file, *repeats, *error;
};

static inline struct record make_record(const struct told *told)
{
	struct record record = { .time = NOON + told->time * 1000000 };

	record.fields[RECORD_ALIAS] = told->alias ?: "net-pf-29";
	record.fields[RECORD_MODULES] = told->modules ?: "can";
	record.fields[RECORD_DECISION] = told->decision ?: "would-refuse";
	record.fields[RECORD_REASON] = told->reason ?: "requirement-not-met";
	record.fields[RECORD_REQUESTER] = told->requester ?: "process";
	record.fields[RECORD_UID] = told->uid ?: "1000";
	record.fields[RECORD_CAPS] = told->caps ?: "0000000000000000";
	record.fields[RECORD_USERNS] = told->userns ?: "init";
	record.fields[RECORD_CONFINED] = told->confined ?: "no";
	record.fields[RECORD_COMM] = told->comm ?: "candump";
	record.fields[RECORD_EXE] = told->exe ?: "/usr/bin/candump";
	record.fields[RECORD_UNIT] = told->unit ?: "session-3.scope";
	record.fields[RECORD_CALLER] = told->caller ?: "__sock_create";
	record.fields[RECORD_RULE] = told->rule;
	record.fields[RECORD_CONFIG_FILE] = told->file;
	record.fields[RECORD_REPEATS] = told->repeats;
	record.fields[RECORD_ERRNO] = told->error;
	return record;
}

static inline void study_records(struct study *study, const struct told *told, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct record record = make_record(&told[i]);
		struct evidence evidence;
		int r = evidence_from_record(&record, &evidence);

		study->n_incomplete += r < 0;
		if (r == 1)
			ck_assert_int_eq(study_add(study, &evidence), 0);
	}
}

static inline void add_text(struct policy *policy, const char *text, const char *file)
{
	struct complaints complaints;
	struct error_sink sink = complaints_sink(&complaints);
	int r = config_add(text, strlen(text), file, &sink, policy);

	ck_assert_msg(r == 0, "line %u: %s\n%s", complaints.list[0].line, complaints.list[0].text,
		      text);
}

static inline struct policy make_policy(const char *text)
{
	struct policy policy;

	policy_init_default(&policy);
	add_text(&policy, text, "autoload.conf");
	return policy;
}

/* That all who are remembered are allowed once the text is read after the policy. */
static inline void expect_all_allowed(struct policy *policy, const struct suggestions *suggestions,
				      const char *text)
{
	const struct study *study = suggestions->study;

	add_text(policy, text, "suggested.conf");
	for (size_t i = 0; i < study->n_aliases; i++) {
		const struct studied_alias *alias = &study->aliases[i];

		for (size_t j = 0; suggestions_cover(suggestions, alias) && j < alias->n_askers;
		     j++)
			ck_assert_msg(study_asker_is_allowed(policy, alias, &alias->askers[j]),
				      "%s is not allowed to uid %u\n%s", alias->alias,
				      alias->askers[j].uid, text);
	}
}

/* The text that is suggested for some records under a policy, for free(). */
static inline char *suggest_under(const char *policy_text, const struct told *told, size_t n)
{
	struct policy policy = make_policy(policy_text);
	struct study study = { .policy = &policy };
	struct suggestions suggestions;
	char *text;

	study_records(&study, told, n);
	ck_assert_int_eq(suggestions_make(&study, &suggestions), 0);
	text = suggestions_text(&suggestions);
	ck_assert_ptr_nonnull(text);
	expect_all_allowed(&policy, &suggestions, text);
	suggestions_clear(&suggestions);
	study_clear(&study);
	policy_clear(&policy);
	return text;
}

/* Leaves only the rules of a text: no comments and no empty lines. */
static inline char *keep_rules(char *text)
{
	char *to = text;

	for (char *line = text, *next; *line; line = next) {
		size_t length = strcspn(line, "\n") + 1;

		next = line + length;
		if (*line == '#' || *line == '\n')
			continue;
		memmove(to, line, length);
		to += length;
	}
	*to = '\0';
	return text;
}
