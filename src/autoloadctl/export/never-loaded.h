/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which modules a policy refuses to everyone. Pure. */
#pragma once

#include "module-tree.h"
#include "policy.h"

/*
 * Lists the modules of the tree, without what is built in, that no request is allowed to bring,
 * whoever makes it, in mode restrict: for each that could match another rule, a later one requires
 * `never`. A request is the module's name or one of its aliases in the tree. Nor do they come along
 * with a module that some request brings, but as softdeps. Then come names given in rules that the
 * tree does not have; their aliases are not known, and may be any. Returns 0 and *modules for
 * words_free(), or -ENOMEM.
 */
int export_find(const struct policy *policy, const struct module_tree *tree, char ***modules);
