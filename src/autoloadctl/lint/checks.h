/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What looks like a mistake in a policy that has no errors. Pure. */
#pragma once

#include "findings.h"
#include "module-tree.h"
#include "policy.h"

/*
 * Adds a finding for all that is doubtful. tree is NULL where a kernel's modules are not known:
 * what is about them is not looked for then. today is such as "2026-11-20". findings->error tells
 * whether there was memory for all.
 */
void lint_policy(const struct policy *policy, const struct module_tree *tree, const char *today,
		 struct findings *findings);
