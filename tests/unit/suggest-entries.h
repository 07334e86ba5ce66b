/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries as the gate writes them, and what is suggested because of them. */
#pragma once

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complaints.h"
#include "sections.h"
#include "escape.h"
#include "print.h"

/* 2026-11-20 12:00:00 UTC */
#define NOON UINT64_C(1795176000000000)

/* What differs from a user's request for net-pf-29, in a session, that would be refused. */
struct told {
	uint64_t time; /* seconds after NOON */
	const char *alias, *modules, *decision, *reason, *requester, *uid, *caps, *userns;
	const char *confined, *comm, *exe, *unit, *caller, *rule, *file, *repeats, *error;
};

static inline struct entry make_entry(const struct told *told)
{
	struct entry entry = { .time = NOON + told->time * 1000000 };

	entry.fields[ENTRY_ALIAS] = told->alias ?: "net-pf-29";
	entry.fields[ENTRY_MODULES] = told->modules ?: "can";
	entry.fields[ENTRY_DECISION] = told->decision ?: "would-refuse";
	entry.fields[ENTRY_REASON] = told->reason ?: "requirement-not-met";
	entry.fields[ENTRY_REQUESTER] = told->requester ?: "process";
	entry.fields[ENTRY_UID] = told->uid ?: "1000";
	entry.fields[ENTRY_CAPS] = told->caps ?: "0000000000000000";
	entry.fields[ENTRY_USERNS] = told->userns ?: "init";
	entry.fields[ENTRY_CONFINED] = told->confined ?: "no";
	entry.fields[ENTRY_COMM] = told->comm ?: "candump";
	entry.fields[ENTRY_EXE] = told->exe ?: "/usr/bin/candump";
	entry.fields[ENTRY_UNIT] = told->unit ?: "session-3.scope";
	entry.fields[ENTRY_CALLER] = told->caller ?: "__sock_create";
	entry.fields[ENTRY_RULE] = told->rule;
	entry.fields[ENTRY_CONFIG_FILE] = told->file;
	entry.fields[ENTRY_REPEATS] = told->repeats;
	entry.fields[ENTRY_ERRNO] = told->error;
	return entry;
}

static inline void study_entries(struct study *study, const struct told *told, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct entry entry = make_entry(&told[i]);
		struct evidence evidence;
		int r = evidence_from_entry(&entry, &evidence);

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

	policy = policy_default;
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

		for (size_t j = 0; suggestions_cover(suggestions, alias) && j < alias->n_requesters;
		     j++)
			ck_assert_msg(
				study_requester_is_allowed(policy, alias, &alias->requesters[j]),
				"%s is not allowed to uid %u\n%s", alias->alias,
				alias->requesters[j].uid, text);
	}
}

/* The text that is suggested for some entries under a policy, for free(). */
static inline char *suggest_under(const char *policy_text, const struct told *told, size_t n)
{
	struct policy policy = make_policy(policy_text);
	struct study study = { .policy = &policy };
	struct suggestions suggestions;
	char *text;

	study_entries(&study, told, n);
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
