// SPDX-License-Identifier: GPL-2.0-or-later
#include "study.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "words.h"

/* Longer texts are cut: they are for people. */
#define TEXT_MAX 64

static void count_occurrence(struct occurrences *seen, const struct evidence *evidence)
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

static void add_forbidden(struct study *study, const struct evidence *evidence,
			  const struct rule *rule)
{
	struct forbidden_request *request = study->forbidden;

	for (size_t i = 0; i < study->n_forbidden; i++, request++) {
		if (module_names_equal(request->alias, evidence->alias) &&
		    request->rule == (rule ? rule->name : NULL)) {
			request->times += evidence->times;
			return;
		}
	}
	if (study->n_forbidden == STUDY_FORBIDDEN_MAX) {
		study->times_forbidden_others += evidence->times;
		return;
	}
	study->n_forbidden++;
	*request = (struct forbidden_request){ .times = evidence->times };
	strcpy(request->alias, evidence->alias);
	if (rule) {
		request->rule = rule->name;
		request->file = rule->file;
		request->line = rule->line;
	}
}

static bool is_same_requester(const struct studied_requester *studied,
			      const struct requester *requester, bool has_service)
{
	if (studied->class != requester->class)
		return false;
	if (studied->class == REQUESTER_UNKNOWN)
		return true;
	if (studied->uid != requester->uid ||
	    studied->in_initial_user_namespace != requester->in_initial_user_namespace ||
	    studied->has_service != has_service)
		return false;
	return !has_service || strcmp(studied->cgroup, requester->cgroup) == 0;
}

static int init_requester(struct studied_requester *studied, const struct evidence *evidence,
			  bool has_service)
{
	const struct requester *requester = &evidence->requester;

	*studied = (struct studied_requester){
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
		studied->cgroup = strdup(requester->cgroup);
	if (!studied->comm || !studied->exe || !studied->unit ||
	    (requester->cgroup && !studied->cgroup))
		return -ENOMEM;
	return 0;
}

/* Finds or adds a requester. Returns 1; 0 if there is no room; or -ENOMEM. */
static int find_requester(struct studied_alias *alias, const struct evidence *evidence,
			  struct studied_requester **ret)
{
	const struct requester *requester = &evidence->requester;
	bool has_service = requester->class == REQUESTER_PROCESS && requester->cgroup &&
			   unit_is_persistent(requester->cgroup + 1);
	struct studied_requester *grown;

	for (size_t i = 0; i < alias->n_requesters; i++) {
		if (is_same_requester(&alias->requesters[i], requester, has_service)) {
			*ret = &alias->requesters[i];
			return 1;
		}
	}
	if (alias->n_requesters == STUDY_REQUESTERS_MAX)
		return 0;
	grown = reallocarray(alias->requesters, alias->n_requesters + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	alias->requesters = grown;
	*ret = &grown[alias->n_requesters++];
	return init_requester(*ret, evidence, has_service) < 0 ? -ENOMEM : 1;
}

static int add_requester(struct studied_alias *alias, const struct evidence *evidence)
{
	struct studied_requester *studied;
	int r = find_requester(alias, evidence, &studied);

	if (r < 0)
		return r;
	if (r == 0) {
		alias->times_of_others += evidence->times;
		return 0;
	}
	count_occurrence(&studied->seen, evidence);
	studied->capabilities &= requester_capabilities(&evidence->requester);
	studied->confined |= requester_confined(&evidence->requester);
	studied->has_other_programs |= strncmp(studied->comm, evidence->comm, TEXT_MAX) != 0 ||
				       strncmp(studied->exe, evidence->exe, TEXT_MAX) != 0;
	studied->has_other_units |= strncmp(studied->unit, evidence->unit, TEXT_MAX) != 0;
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
	count_occurrence(&alias->seen, evidence);
	alias->capabilities &= requester_capabilities(&evidence->requester);
	r = add_requester(alias, evidence);
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
	count_occurrence(&study->seen, evidence);
	if (evidence->reason == REASON_MODE_DENY) {
		study->times_denied += evidence->times;
		return 0;
	}
	verdict = study_decide(study->policy, evidence, modules);
	if (verdict.reason == REASON_NEVER) {
		add_forbidden(study, evidence, verdict.rule);
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
	for (size_t i = 0; i < alias->n_requesters; i++) {
		free(alias->requesters[i].cgroup);
		free(alias->requesters[i].comm);
		free(alias->requesters[i].exe);
		free(alias->requesters[i].unit);
	}
	free(alias->requesters);
}

void study_clear(struct study *study)
{
	for (size_t i = 0; i < study->n_aliases; i++)
		alias_clear(&study->aliases[i]);
	free(study->aliases);
	*study = (struct study){ 0 };
}
