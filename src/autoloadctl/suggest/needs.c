// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules.h"

#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>

#include "request-formats.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))

struct needs {
	struct need *list;
	size_t n;
};

/*
 * The requirement of an alias for all requesters, to which a capability can be added; NULL if it
 * depends on the requester or the module.
 */
static const struct requirement *find_requirement(const struct policy *policy,
						  const struct studied_alias *alias)
{
	for (size_t i = policy->n_rules; i > 0; i--) {
		const struct rule *rule = &policy->rules[i - 1];

		if (study_may_match(rule, alias))
			return rule->units || rule->uids || rule->modules ? NULL : &rule->require;
	}
	return &policy->require;
}

/*
 * The capability that requests of a kind are about. Others are for other things, and what many
 * have, as containers have CAP_DAC_OVERRIDE, would let many in.
 */
static int capability_of(const char *alias)
{
	const struct request_format *format = request_format_find(alias);

	return format ? request_groups[format->group].capability : CAP_SYS_ADMIN;
}

/* The capability to suggest, of those that all requesters had; -1: none. */
static int choose_capability(const char *alias, uint64_t had)
{
	int first = capability_of(alias);
	int second = first == CAP_NET_ADMIN ? CAP_SYS_ADMIN : CAP_NET_ADMIN;

	if (had & CAPABILITY(first))
		return first;
	return had & CAPABILITY(second) ? second : -1;
}

static int compare_texts(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static int compare_uids(const void *one, const void *other)
{
	uid_t left = *(const uid_t *)one, right = *(const uid_t *)other;

	return (left > right) - (left < right);
}

static bool has_uid(const struct suggested_who *who, uid_t uid)
{
	for (size_t i = 0; i < who->n_uids; i++)
		if (who->uids[i] == uid)
			return true;
	return false;
}

static void add_uid(struct suggested_who *who, uid_t uid)
{
	if (!has_uid(who, uid))
		who->uids[who->n_uids++] = uid;
}

static void add_unit(struct suggested_who *who, const char *unit)
{
	for (size_t i = 0; i < who->n_units; i++)
		if (strcmp(who->units[i], unit) == 0)
			return;
	who->units[who->n_units++] = unit;
}

/* Whether a rule can name the requester's service. */
static bool has_unit(const struct studied_requester *requester)
{
	return requester->has_service && strlen(requester->cgroup + 1) <= CONFIG_WORD_MAX;
}

static struct need *add_need(struct needs *needs, const struct studied_alias *alias,
			     enum suggestion_kind kind)
{
	struct need *need = &needs->list[needs->n++];

	*need = (struct need){
		.alias = alias,
		.who = { .kind = kind, .require = { .nothing = kind != SUGGEST_CAPABILITY } },
	};
	return need;
}

static bool add_capability_need(const struct policy *policy, const struct studied_alias *alias,
				struct needs *needs)
{
	const struct requirement *require = find_requirement(policy, alias);
	int capability = choose_capability(alias->alias, alias->capabilities);
	struct need *need;

	if (!require || capability < 0)
		return false;
	need = add_need(needs, alias, SUGGEST_CAPABILITY);
	need->who.require = *require;
	/* It suffices everywhere. */
	need->who.require.capabilities &= ~CAPABILITY(CAP_SYS_MODULE);
	need->who.require.capabilities |= CAPABILITY(capability);
	return true;
}

/* Requesters in units that are not persistent. */
static const struct suggested_who *add_uids_need(const struct studied_alias *alias,
						 struct needs *needs)
{
	struct need *need = NULL;

	for (size_t i = 0; i < alias->n_requesters; i++) {
		if (has_unit(&alias->requesters[i]))
			continue;
		need = need ?: add_need(needs, alias, SUGGEST_UIDS);
		add_uid(&need->who, alias->requesters[i].uid);
	}
	if (!need)
		return NULL;
	qsort(need->who.uids, need->who.n_uids, sizeof(uid_t), compare_uids);
	return &need->who;
}

/*
 * The users of services are named only if each of the users was seen in each of the services, and
 * none of them is dynamic.
 */
static void finish_uids(struct suggested_who *who, size_t n_pairs)
{
	bool are_persistent = true;

	for (size_t i = 0; i < who->n_uids; i++)
		are_persistent &= !uid_is_dynamic(who->uids[i]);
	if (!are_persistent || who->n_units * who->n_uids != n_pairs)
		who->n_uids = 0;
	qsort(who->uids, who->n_uids, sizeof(uid_t), compare_uids);
}

/* Requesters in services, without users who are already allowed. */
static void add_units_need(const struct studied_alias *alias, const struct suggested_who *others,
			   struct needs *needs)
{
	struct need *need = NULL;
	size_t n_pairs = 0;

	for (size_t i = 0; i < alias->n_requesters; i++) {
		const struct studied_requester *requester = &alias->requesters[i];
		bool is_twin = false;

		if (!has_unit(requester) || (others && has_uid(others, requester->uid)))
			continue;
		need = need ?: add_need(needs, alias, SUGGEST_UNITS);
		/* The same user of the same service may have been in two user namespaces. */
		for (size_t j = 0; j < i; j++)
			is_twin |= has_unit(&alias->requesters[j]) &&
				   alias->requesters[j].uid == requester->uid &&
				   strcmp(alias->requesters[j].cgroup, requester->cgroup) == 0;
		n_pairs += !is_twin;
		add_unit(&need->who, requester->cgroup + 1);
		add_uid(&need->who, requester->uid);
	}
	if (!need)
		return;
	finish_uids(&need->who, n_pairs);
	qsort(need->who.units, need->who.n_units, sizeof(char *), compare_texts);
}

static bool has_unknown(const struct studied_alias *alias)
{
	for (size_t i = 0; i < alias->n_requesters; i++)
		if (alias->requesters[i].class == REQUESTER_UNKNOWN)
			return true;
	return false;
}

size_t needs_find(const struct policy *policy, const struct studied_alias *alias,
		  struct need list[static NEEDS_MAX])
{
	struct needs needs = { .list = list };

	if (has_unknown(alias))
		add_need(&needs, alias, SUGGEST_EVERYBODY);
	else if (!add_capability_need(policy, alias, &needs))
		add_units_need(alias, add_uids_need(alias, &needs), &needs);
	return needs.n;
}
