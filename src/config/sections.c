// SPDX-License-Identifier: GPL-2.0-or-later
#include "sections.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "cleanup.h"
#include "escape.h"
#include "ini.h"
#include "key-values.h"

const struct policy policy_default = { .mode = MODE_LOG, .require = { .maintained = true } };

static void test_keys(struct reading *reading, const struct ini_section *section,
		      const char *const *known)
{
	for (size_t i = 0; i < section->n_keys; i++) {
		const char *const *name = known;

		while (*name && strcmp(*name, section->keys[i].name) != 0)
			name++;
		if (!*name)
			reading_error(reading, section->keys[i].line,
				      "unknown key \"%s\" in section [%s]", section->keys[i].name,
				      section->name);
	}
}

static const struct ini_key *find_needed(struct reading *reading, const struct ini_section *section,
					 const char *name)
{
	const struct ini_key *key = ini_find(section, name);

	if (!key)
		reading_error(reading, section->line, "section [%s] lacks \"%s =\"", section->name,
			      name);
	return key;
}

/* The file's name as it is shown; for free(), NULL: no memory. */
static char *copy_file(const struct reading *reading)
{
	char name[PATH_MAX];

	return strdup(escape_text(reading->file, name, sizeof(name)));
}

/* Notes where a key of [gate] was given, if it was. */
static int note_place(const struct reading *reading, const struct ini_key *key, struct place *place)
{
	char *file = key ? copy_file(reading) : NULL;

	if (!key)
		return 0;
	if (!file)
		return -ENOMEM;
	free(place->file);
	*place = (struct place){ file, key->line };
	return 0;
}

static int read_gate(struct reading *reading, const struct ini_section *section)
{
	static const char *const known[] = { "mode", "confined", "require", NULL };
	const struct ini_key *require = ini_find(section, "require");
	const struct ini_key *mode = ini_find(section, "mode");
	struct policy *policy = reading->policy;

	test_keys(reading, section, known);
	read_mode(reading, mode, &policy->mode);
	read_mode(reading, ini_find(section, "confined"), &policy->confined);
	return note_place(reading, mode, &policy->mode_place) ?:
	       note_place(reading, require, &policy->require_place) ?:
	       read_requirement(reading, require, &policy->require);
}

static int read_conditions(struct reading *reading, const struct ini_section *section,
			   struct rule *rule)
{
	const struct ini_key *alias = ini_find(section, "alias");
	const struct ini_key *module = ini_find(section, "module");
	const struct ini_key *unit = ini_find(section, "unit");
	const struct ini_key *uid = ini_find(section, "uid");

	if (!alias && !module && !unit && !uid)
		reading_error(reading, section->line,
			      "section [%s] needs \"alias =\", \"module =\", \"unit =\" or "
			      "\"uid =\"; for every request write \"alias = *\"",
			      section->name);
	return read_patterns(reading, alias, &rule->aliases) ?:
	       read_patterns(reading, module, &rule->modules) ?:
	       read_units(reading, unit, &rule->units) ?:
	       read_uids(reading, uid, rule);
}

static int read_rule(struct reading *reading, const struct ini_section *section, const char *name)
{
	static const char *const known[] = { "alias",   "module", "unit", "uid",
					     "require", "why",    NULL };
	const struct ini_key *require = find_needed(reading, section, "require");
	struct policy *policy = reading->policy;
	struct rule *rule;

	test_keys(reading, section, known);
	rule = array_append(&policy->rules, &policy->n_rules, sizeof(*rule));
	if (!rule)
		return -ENOMEM;
	rule->line = section->line;
	rule->name = strdup(name);
	rule->file = copy_file(reading);
	if (!rule->name || !rule->file)
		return -ENOMEM;
	return read_conditions(reading, section, rule)
		       ?: read_requirement(reading, require, &rule->require);
}

static int copy_value(const struct ini_key *key, char **copy)
{
	if (!key)
		return 0;
	*copy = strdup(key->value);
	return *copy ? 0 : -ENOMEM;
}

/* What is said of modules that are maintained. */
static int read_review(struct reading *reading, const struct ini_section *section,
		       struct flags *flags)
{
	const struct ini_key *reviewed = find_needed(reading, section, "reviewed");
	const struct ini_key *why = find_needed(reading, section, "why");

	if (reviewed && !is_date(reviewed->value))
		reading_error(reading, reviewed->line,
			      "invalid date \"%.64s\": write it as \"2026-11-20\"",
			      reviewed->value);
	return copy_value(reviewed, &flags->reviewed) ?: copy_value(why, &flags->why);
}

static int read_flags(struct reading *reading, const struct ini_section *section, const char *name,
		      bool maintained)
{
	static const char *const known[] = { "modules", "reviewed", "why", NULL };
	const struct ini_key *modules = find_needed(reading, section, "modules");
	struct policy *policy = reading->policy;
	struct flags *flags;

	test_keys(reading, section, known);
	flags = array_append(&policy->flags, &policy->n_flags, sizeof(*flags));
	if (!flags)
		return -ENOMEM;
	flags->maintained = maintained;
	flags->line = section->line;
	flags->name = strdup(name);
	flags->file = copy_file(reading);
	if (!flags->name || !flags->file)
		return -ENOMEM;
	return (maintained ? read_review(reading, section, flags) : 0)
		       ?: read_names(reading, modules, &flags->modules);
}

/* The NAME of "KIND NAME", or NULL. */
static const char *name_after(const char *section, const char *kind)
{
	size_t length = strlen(kind);

	return strncmp(section, kind, length) == 0 && section[length] == ' ' ? section + length + 1
									     : NULL;
}

static int read_section(struct reading *reading, const struct ini_section *section)
{
	const char *name;

	if (strcmp(section->name, "gate") == 0)
		return read_gate(reading, section);
	name = name_after(section->name, "rule");
	if (name)
		return read_rule(reading, section, name);
	name = name_after(section->name, "maintained");
	if (name)
		return read_flags(reading, section, name, true);
	name = name_after(section->name, "unmaintained");
	if (name)
		return read_flags(reading, section, name, false);
	reading_error(reading, section->line,
		      "unknown section [%s]: use [gate], [rule NAME], [maintained NAME] or "
		      "[unmaintained NAME]",
		      section->name);
	return 0;
}

static int read_sections(struct reading *reading, const struct ini *ini)
{
	const struct policy *policy = reading->policy;
	int r = 0;

	for (size_t i = 0; r == 0 && i < ini->n_sections; i++) {
		if (policy->n_rules + policy->n_flags == CONFIG_SECTIONS_MAX &&
		    strcmp(ini->sections[i].name, "gate") != 0) {
			reading_error(reading, ini->sections[i].line,
				      "there are more than %d sections in all files together",
				      CONFIG_SECTIONS_MAX);
			break;
		}
		r = read_section(reading, &ini->sections[i]);
	}
	if (r < 0)
		return r;
	return reading->n_errors ? -EINVAL : 0;
}

int config_add(const char *text, size_t size, const char *file, const struct error_sink *errors,
	       struct policy *policy)
{
	struct reading reading = { .file = file, .errors = errors, .policy = policy };
	_cleanup_(ini_clear) struct ini ini = { 0 };
	int r = ini_parse(text, size, file, errors, &ini);

	return r < 0 ? r : read_sections(&reading, &ini);
}
