/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What looks like a mistake in a policy that has no errors. Pure. */
#pragma once

#include "findings.h"
#include "module-tree.h"
#include "policy.h"

/*
 * Adds a finding for all that is doubtful. tree is NULL if a kernel's modules are not known: then
 * modules are not checked. today is such as "2026-11-20". findings->error is set if out of memory.
 */
void lint_policy(const struct policy *policy, const struct module_tree *tree, const char *today,
		 struct findings *findings);
