/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether this user may read the files of a journal. */
#pragma once

#include "reader.h"

/*
 * Returns 0; -EACCES if there are files in which the gate's entries may be, but this user may read
 * none of them; or another negative errno. Of a file that is named, opening it tells.
 */
int journal_test_access(const struct selection *selection);
