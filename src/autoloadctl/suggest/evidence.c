// SPDX-License-Identifier: GPL-2.0-or-later
#include "evidence.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "printable.h"

static const char *text_of(const struct entry *entry, enum entry_field field)
{
	return entry->fields[field] ?: "";
}

static bool parse_number(const char *text, int base, uint64_t max, uint64_t *number)
{
	unsigned long long value;
	char *end;

	errno = 0;
	value = strtoull(text, &end, base);
	if (!*text || *end || errno || text[0] == '-' || value > max)
		return false;
	*number = value;
	return true;
}

/* A unit whose name can't be read back is as good as none. */
static void take_unit(struct evidence *evidence)
{
	evidence->cgroup[0] = '/';
	if (*evidence->unit &&
	    unescape_text(evidence->unit, evidence->cgroup + 1, sizeof(evidence->cgroup) - 1) == 0)
		evidence->requester.cgroup = evidence->cgroup;
}

/* What rules ask about a program. */
static bool take_process(const struct entry *entry, struct requester *requester)
{
	const char *confined = text_of(entry, ENTRY_CONFINED);
	uint64_t uid, capabilities;

	if (!parse_number(text_of(entry, ENTRY_UID), 10, UINT32_MAX - 1, &uid) ||
	    !parse_number(text_of(entry, ENTRY_CAPS), 16, UINT64_MAX, &capabilities))
		return false;
	requester->uid = requester->euid = uid;
	requester->effective = capabilities;
	requester->bounding = strcmp(confined, "no") == 0 ? UINT64_MAX : 0;
	requester->in_initial_user_namespace = strcmp(text_of(entry, ENTRY_USERNS), "init") == 0;
	return true;
}

static bool take_request(const struct entry *entry, struct evidence *evidence)
{
	struct requester *requester = &evidence->requester;

	if (unescape_text(text_of(entry, ENTRY_ALIAS), evidence->alias, sizeof(evidence->alias)) <
	    0)
		return false;
	if (!evidence->alias[0] || !*evidence->modules)
		return false;
	if (reason_from_name(text_of(entry, ENTRY_REASON), &evidence->reason) < 0)
		return false;
	if (requester_class_from_name(text_of(entry, ENTRY_REQUESTER), &requester->class) < 0)
		return false;
	if (requester->class == REQUESTER_PROCESS && !take_process(entry, requester))
		return false;
	take_unit(evidence);
	return true;
}

int evidence_from_entry(const struct entry *entry, struct evidence *evidence)
{
	enum decision decision;

	if (!entry_decision(entry, &decision) || decision == DECISION_ALLOWED ||
	    entry->fields[ENTRY_ERRNO])
		return 0;
	*evidence = (struct evidence){
		.time = entry->time,
		.times = entry_requests(entry),
		.modules = text_of(entry, ENTRY_MODULES),
		.rule = text_of(entry, ENTRY_RULE),
		.file = text_of(entry, ENTRY_CONFIG_FILE),
		.comm = text_of(entry, ENTRY_COMM),
		.exe = text_of(entry, ENTRY_EXE),
		.unit = text_of(entry, ENTRY_UNIT),
		.caller = text_of(entry, ENTRY_CALLER),
	};
	return take_request(entry, evidence) ? 1 : -EINVAL;
}
