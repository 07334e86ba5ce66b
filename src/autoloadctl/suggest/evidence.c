// SPDX-License-Identifier: GPL-2.0-or-later
#include "evidence.h"

#include <errno.h>
#include <stdbool.h>

#include "printable.h"

static const char *field_text(const struct entry *entry, enum entry_field field)
{
	return entry->fields[field] ?: "";
}

/* A unit whose name can't be read back counts as none. */
static void read_unit(struct evidence *evidence)
{
	evidence->cgroup[0] = '/';
	if (*evidence->unit &&
	    unescape_text(evidence->unit, evidence->cgroup + 1, sizeof(evidence->cgroup) - 1) == 0)
		evidence->requester.cgroup = evidence->cgroup;
}

/* Reads what rules test of a process. If it is not known, it counts as confined and in a namespace.
 */
static bool read_process(const struct entry *entry, struct requester *requester)
{
	bool confined = true;

	if (!entry_uid(entry, &requester->uid) || !entry_capabilities(entry, &requester->effective))
		return false;
	entry_confined(entry, &confined);
	entry_user_namespace(entry, &requester->in_initial_user_namespace);
	requester->euid = requester->uid;
	requester->bounding = confined ? 0 : UINT64_MAX;
	return true;
}

static bool read_request(const struct entry *entry, struct evidence *evidence)
{
	struct requester *requester = &evidence->requester;

	if (unescape_text(field_text(entry, ENTRY_ALIAS), evidence->alias,
			  sizeof(evidence->alias)) < 0)
		return false;
	if (!evidence->alias[0] || !*evidence->modules)
		return false;
	if (!entry_reason(entry, &evidence->reason))
		return false;
	if (!entry_requester_class(entry, &requester->class))
		return false;
	if (requester->class == REQUESTER_PROCESS && !read_process(entry, requester))
		return false;
	read_unit(evidence);
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
		.modules = field_text(entry, ENTRY_MODULES),
		.rule = field_text(entry, ENTRY_RULE),
		.file = field_text(entry, ENTRY_CONFIG_FILE),
		.comm = field_text(entry, ENTRY_COMM),
		.exe = field_text(entry, ENTRY_EXE),
		.unit = field_text(entry, ENTRY_UNIT),
		.caller = field_text(entry, ENTRY_CALLER),
	};
	return read_request(entry, evidence) ? 1 : -EINVAL;
}
