/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which modules a policy refuses to everyone. Pure. */
#pragma once

#include <stdbool.h>

#include "module-tree.h"
#include "policy.h"

/*
 * Whether no request for a module is allowed, whoever makes it, in mode restrict: for each that
 * could match another rule a later one says `never`. A request is the module's name or one of its
 * aliases in the tree; of a module that the tree does not have the aliases are not known, and may
 * be any. It does not come along with a module that some request brings either, but as a softdep.
 */
bool export_is_never(const struct policy *policy, const struct module_tree *tree,
		     const char *module);

/*
 * Lists such modules of the tree, without what is built in, then names given in rules that the
 * tree does not have. Returns 0 and *modules for words_free(), or -ENOMEM.
 */
int export_find(const struct policy *policy, const struct module_tree *tree, char ***modules);
