/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to think about before a suggested rule is used. Pure. */
#pragma once

#include "rules.h"

/* Whether some of those whom a rule is for asked in a user namespace. */
bool suggestion_has_namespace(const struct suggested_who *who, const struct studied_alias *alias);

/* Whether it is for all that runs as uid 0, or as a user who may be another one tomorrow. */
bool suggestion_is_for_uid_0(const struct suggested_who *who);
bool suggestion_is_for_dynamic_uid(const struct suggested_who *who);

/*
 * A rule of the policy that says never to some requesters of an alias, and that a rule for the
 * alias would come after; NULL: none.
 */
const struct rule *suggestion_find_never(const struct policy *policy,
					 const struct studied_alias *alias);

/*
 * A rule that somebody wrote for modules that the alias names, because of a hole perhaps, and that
 * a rule for the alias would come after; NULL: none.
 */
const struct rule *suggestion_find_module_rule(const struct policy *policy,
					       const struct studied_alias *alias);
