/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a policy, as if its mode were restrict, says now of what was refused. Pure. */
#pragma once

#include "study.h"

/* About a request; its modules, a list that ends with NULL, are those in the evidence. */
struct verdict study_decide(const struct policy *policy, const struct evidence *evidence,
			    char *const *modules);

/* Whether it allows an asker all modules that were seen for an alias. */
bool study_asker_is_allowed(const struct policy *policy, const struct studied_alias *alias,
			    const struct asker *asker);

/* Whether a rule matches the alias, and one of the modules that were seen, for some requester. */
bool study_may_match(const struct rule *rule, const struct studied_alias *alias);
