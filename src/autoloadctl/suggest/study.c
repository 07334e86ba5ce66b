// SPDX-License-Identifier: GPL-2.0-or-later
#include "study.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "persistence.h"
#include "verdict.h"
#include "words.h"

/* Longer texts are cut: they are for people. */
#define TEXT_MAX 64

static void occur(struct occurrences *seen, const struct evidence *evidence)
{
	if (!seen->times || evidence->time < seen->first)
		seen->first = evidence->time;
	if (evidence->time > seen->last)
		seen->last = evidence->time;
	seen->times += evidence->times;
}

/* Adds a text that is not there yet. Returns 0 or -ENOMEM. */
static int add_distinct(char **texts, size_t *n, size_t max, bool *has_others, const char *text)
{
	for (size_t i = 0; i < *n; i++)
		if (strncmp(texts[i], text, TEXT_MAX) == 0)
			return 0;
	if (*n == max) {
		*has_others = true;
		return 0;
	}
	texts[*n] = strndup(text, TEXT_MAX);
	return texts[(*n)++] ? 0 : -ENOMEM;
}

static void add_never(struct study *study, const struct evidence *evidence, const struct rule *rule)
{
	struct studied_never *never = study->nevers;

	for (size_t i = 0; i < study->n_nevers; i++, never++) {
		if (module_names_equal(never->alias, evidence->alias) &&
		    never->rule == (rule ? rule->name : NULL)) {
			never->times += evidence->times;
			return;
		}
	}
	if (study->n_nevers == STUDY_NEVERS_MAX) {
		study->times_never_others += evidence->times;
		return;
	}
	study->n_nevers++;
	*never = (struct studied_never){ .times = evidence->times };
	strcpy(never->alias, evidence->alias);
	if (rule) {
		never->rule = rule->name;
		never->file = rule->file;
		never->line = rule->line;
	}
}

static bool is_same_asker(const struct asker *asker, const struct requester *requester,
			  bool has_service)
{
	if (asker->class != requester->class)
		return false;
	if (asker->class == REQUESTER_UNKNOWN)
		return true;
	if (asker->uid != requester->uid ||
	    asker->in_initial_user_namespace != requester->in_initial_user_namespace ||
	    asker->has_service != has_service)
		return false;
	return !has_service || strcmp(asker->cgroup, requester->cgroup) == 0;
}

static int init_asker(struct asker *asker, const struct evidence *evidence, bool has_service)
{
	const struct requester *requester = &evidence->requester;

	*asker = (struct asker){
		.class = requester->class,
		.in_initial_user_namespace = requester->in_initial_user_namespace,
		.uid = requester->uid,
		.has_service = has_service,
		.capabilities = UINT64_MAX,
		.comm = strndup(evidence->comm, TEXT_MAX),
		.exe = strndup(evidence->exe, TEXT_MAX),
		.unit = strndup(evidence->unit, TEXT_MAX),
	};
	if (requester->cgroup)
		asker->cgroup = strdup(requester->cgroup);
	if (!asker->comm || !asker->exe || !asker->unit || (requester->cgroup && !asker->cgroup))
		return -ENOMEM;
	return 0;
}

/* Finds or adds an asker. Returns 1; 0 if there is no room; or -ENOMEM. */
static int find_asker(struct studied_alias *alias, const struct evidence *evidence,
		      struct asker **ret)
{
	const struct requester *requester = &evidence->requester;
	bool has_service = requester->class == REQUESTER_PROCESS && requester->cgroup &&
			   unit_is_lasting(requester->cgroup + 1);
	struct asker *grown;

	for (size_t i = 0; i < alias->n_askers; i++) {
		if (is_same_asker(&alias->askers[i], requester, has_service)) {
			*ret = &alias->askers[i];
			return 1;
		}
	}
	if (alias->n_askers == STUDY_ASKERS_MAX)
		return 0;
	grown = reallocarray(alias->askers, alias->n_askers + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	alias->askers = grown;
	*ret = &grown[alias->n_askers++];
	return init_asker(*ret, evidence, has_service) < 0 ? -ENOMEM : 1;
}

static int add_asker(struct studied_alias *alias, const struct evidence *evidence)
{
	struct asker *asker;
	int r = find_asker(alias, evidence, &asker);

	if (r < 0)
		return r;
	if (r == 0) {
		alias->times_of_others += evidence->times;
		return 0;
	}
	occur(&asker->seen, evidence);
	asker->capabilities &= requester_capabilities(&evidence->requester);
	asker->confined |= requester_confined(&evidence->requester);
	asker->has_other_programs |= strncmp(asker->comm, evidence->comm, TEXT_MAX) != 0 ||
				     strncmp(asker->exe, evidence->exe, TEXT_MAX) != 0;
	asker->has_other_units |= strncmp(asker->unit, evidence->unit, TEXT_MAX) != 0;
	return 0;
}

/* Finds or adds an alias. Returns 1; 0 if there is no room; or -ENOMEM. */
static int find_alias(struct study *study, const struct evidence *evidence,
		      struct studied_alias **ret)
{
	struct studied_alias *grown;

	for (size_t i = 0; i < study->n_aliases; i++) {
		if (module_names_equal(study->aliases[i].alias, evidence->alias)) {
			*ret = &study->aliases[i];
			return 1;
		}
	}
	if (study->n_aliases == STUDY_ALIASES_MAX)
		return 0;
	grown = reallocarray(study->aliases, study->n_aliases + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	study->aliases = grown;
	*ret = &grown[study->n_aliases++];
	**ret = (struct studied_alias){ .capabilities = UINT64_MAX };
	strcpy((*ret)->alias, evidence->alias);
	return 1;
}

static int add_to_alias(struct study *study, const struct evidence *evidence, char *const *modules)
{
	struct studied_alias *alias;
	int r = find_alias(study, evidence, &alias);

	if (r < 0)
		return r;
	if (r == 0) {
		study->times_alias_others += evidence->times;
		return 0;
	}
	occur(&alias->seen, evidence);
	alias->capabilities &= requester_capabilities(&evidence->requester);
	r = add_asker(alias, evidence);
	for (; r == 0 && *modules; modules++)
		r = add_distinct(alias->modules, &alias->n_modules, STUDY_MODULES_MAX,
				 &alias->has_other_modules, *modules);
	if (r == 0 && *evidence->caller)
		r = add_distinct(alias->callers, &alias->n_callers, STUDY_CALLERS_MAX,
				 &alias->has_other_callers, evidence->caller);
	return r;
}

int study_add(struct study *study, const struct evidence *evidence)
{
	_cleanup_(cleanup_words) char **modules = words_split(evidence->modules);
	struct verdict verdict;

	if (!modules)
		return -ENOMEM;
	occur(&study->seen, evidence);
	if (evidence->reason == REASON_MODE_DENY) {
		study->times_denied += evidence->times;
		return 0;
	}
	verdict = study_decide(study->policy, evidence, modules);
	if (verdict.reason == REASON_NEVER) {
		add_never(study, evidence, verdict.rule);
		return 0;
	}
	if (verdict.decision == DECISION_ALLOWED) {
		study->times_allowed_now += evidence->times;
		return 0;
	}
	return add_to_alias(study, evidence, modules);
}

static void alias_clear(struct studied_alias *alias)
{
	for (size_t i = 0; i < alias->n_modules; i++)
		free(alias->modules[i]);
	for (size_t i = 0; i < alias->n_callers; i++)
		free(alias->callers[i]);
	for (size_t i = 0; i < alias->n_askers; i++) {
		free(alias->askers[i].cgroup);
		free(alias->askers[i].comm);
		free(alias->askers[i].exe);
		free(alias->askers[i].unit);
	}
	free(alias->askers);
}

void study_clear(struct study *study)
{
	for (size_t i = 0; i < study->n_aliases; i++)
		alias_clear(&study->aliases[i]);
	free(study->aliases);
	*study = (struct study){ 0 };
}
