/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that tell why the rules decided as they did, where they did: for the gate's entries
 * and for whoever explains a decision, so that both say the same. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "policy.h"
#include "requirement.h"

/* Room for what was required, the module, and what of it was met. */
#define REASON_TEXT_SIZE (2 * REQUIREMENT_TEXT_SIZE + 512)

/*
 * What decided: `rule "NAME" (FILE:LINE)`, or that no rule matches. Writes to text of size bytes,
 * cut where that ends. Returns text.
 */
char *reason_decider(const struct verdict *verdict, char *text, size_t size);

/*
 * What was required, to go behind "requires", and which of it the requester met:
 * `maintained CAP_NET_ADMIN for can, which it is`; names_module: with the module that decided.
 * Writes to text as above. Returns text.
 */
char *reason_requirement(const struct verdict *verdict, const struct requester *requester,
			 bool names_module, char *text, size_t size);
