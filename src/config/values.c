// SPDX-License-Identifier: GPL-2.0-or-later
#include "values.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cleanup.h"
#include "escape.h"
#include "requirement.h"
#include "words.h"

/* One file's sections on their way into a policy. */
struct reading {
	const char *file;
	const struct error_sink *errors;
	unsigned int n_errors;
	struct policy *policy;
};

__attribute__((format(printf, 3, 4))) static void
reading_error(struct reading *reading, unsigned int line, const char *format, ...)
{
	va_list arguments;

	reading->n_errors++;
	va_start(arguments, format);
	report_error_v(reading->errors, reading->file, line, format, arguments);
	va_end(arguments);
}

static void test_keys(struct reading *reading, const struct ini_section *section,
		      const char *const *known)
{
	for (size_t i = 0; i < section->n_keys; i++) {
		const char *const *name = known;

		while (*name && strcmp(*name, section->keys[i].name) != 0)
			name++;
		if (!*name)
			reading_error(reading, section->keys[i].line,
				      "section [%s] knows no key \"%s\"", section->name,
				      section->keys[i].name);
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

static int read_words(struct reading *reading, const struct ini_key *key, char ***ret)
{
	char **words = words_split(key->value);

	if (!words)
		return -ENOMEM;
	for (char **word = words; *word; word++)
		if (strlen(*word) > CONFIG_WORD_MAX)
			reading_error(reading, key->line, "\"%.20s...\" is longer than %d bytes",
				      *word, CONFIG_WORD_MAX);
	*ret = words;
	return 0;
}

/* Patterns that look as if they matched something. */
static const char *find_pattern_fault(const char *pattern)
{
	if (strchr(pattern, '\\'))
		return "a pattern has no \"\\\" in it";
	for (const char *open = strchr(pattern, '['); open; open = strchr(open, '[')) {
		const char *first = open + 1 + strspn(open + 1, "!^");
		const char *close = *first ? strchr(first + 1, ']') : NULL;

		if (!close)
			return "a \"[\" in a pattern needs a \"]\"";
		if (*first == '-' || close[-1] == '-')
			return "between brackets write \"_\" for \"-\", which is a range there";
		open = close + 1;
	}
	return NULL;
}

static int read_patterns(struct reading *reading, const struct ini_key *key, char ***patterns)
{
	int r = read_words(reading, key, patterns);

	for (char **pattern = *patterns; r == 0 && *pattern; pattern++) {
		const char *fault = find_pattern_fault(*pattern);

		if (fault)
			reading_error(reading, key->line, "\"%.64s\": %s", *pattern, fault);
	}
	return r;
}

static int read_requirement(struct reading *reading, const struct ini_key *key,
			    struct requirement *require)
{
	char **words;
	int r = read_words(reading, key, &words);
	size_t n = 0;

	if (r < 0)
		return r;
	*require = (struct requirement){ 0 };
	for (; words[n]; n++)
		if (requirement_add_word(require, words[n]) < 0)
			reading_error(reading, key->line,
				      "\"%.64s\" is no requirement: use \"nothing\", "
				      "\"maintained\", \"never\", "
				      "or a capability such as \"CAP_NET_ADMIN\"",
				      words[n]);
	if (require->never && n > 1)
		reading_error(reading, key->line, "\"never\" stands alone: nothing suffices then");
	words_free(words);
	return 0;
}

static void read_mode(struct reading *reading, const struct ini_key *key, enum mode *mode)
{
	if (key && mode_from_name(key->value, mode) < 0)
		reading_error(
			reading, key->line,
			"\"%.64s\" is no mode: use \"allow\", \"log\", \"restrict\" or \"deny\"",
			key->value);
}

/* The file's name as it is shown; for free(), NULL: no memory. */
static char *copy_file(const struct reading *reading)
{
	char name[PATH_MAX];

	return strdup(escape_text(reading->file, name, sizeof(name)));
}

/* Notes that a key of [gate] was given. */
static int note_place(const struct reading *reading, const struct ini_key *key, struct place *place)
{
	char *file = copy_file(reading);

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
	int r = 0;

	test_keys(reading, section, known);
	read_mode(reading, mode, &policy->mode);
	read_mode(reading, ini_find(section, "confined"), &policy->confined);
	if (mode)
		r = note_place(reading, mode, &policy->mode_place);
	if (r == 0 && require)
		r = note_place(reading, require, &policy->require_place);
	return r == 0 && require ? read_requirement(reading, require, &policy->require) : r;
}

/* "1000" or "1000-1999": ids, as names would have to be looked up, and that may ask for modules. */
static bool parse_uid_range(const char *word, struct uid_range *range)
{
	unsigned long long first, last;
	char *end;

	if (!isdigit((unsigned char)word[0]))
		return false;
	errno = 0;
	first = last = strtoull(word, &end, 10);
	if (*end == '-' && isdigit((unsigned char)end[1]))
		last = strtoull(end + 1, &end, 10);
	if (*end || errno || first > last || last >= UINT32_MAX)
		return false;
	*range = (struct uid_range){ first, last };
	return true;
}

static int read_uids(struct reading *reading, const struct ini_key *key, struct rule *rule)
{
	char **words;
	int r = read_words(reading, key, &words);

	if (r < 0)
		return r;
	while (words[rule->n_uids])
		rule->n_uids++;
	rule->uids = calloc(rule->n_uids, sizeof(*rule->uids));
	for (size_t i = 0; rule->uids && i < rule->n_uids; i++)
		if (!parse_uid_range(words[i], &rule->uids[i]))
			reading_error(
				reading, key->line,
				"\"%.64s\" is no user id: use a number such as \"1000\" or a range "
				"such as \"1000-1999\"",
				words[i]);
	words_free(words);
	return rule->uids ? 0 : -ENOMEM;
}

/* A unit's name may have backslashes, "system-systemd\\x2dfsck.slice", but no slash. */
static int read_units(struct reading *reading, const struct ini_key *key, char ***units)
{
	int r = read_words(reading, key, units);

	for (char **unit = *units; r == 0 && *unit; unit++) {
		const char *open = strchr(*unit, '[');

		if (strchr(*unit, '/'))
			reading_error(
				reading, key->line,
				"\"%.64s\": a unit's name has no \"/\"; each slice it is in is "
				"matched too",
				*unit);
		if (open && !strchr(open, ']'))
			reading_error(reading, key->line,
				      "\"%.64s\": a \"[\" in a pattern needs a \"]\"", *unit);
	}
	return r;
}

static int read_conditions(struct reading *reading, const struct ini_section *section,
			   struct rule *rule)
{
	const struct ini_key *alias = ini_find(section, "alias");
	const struct ini_key *module = ini_find(section, "module");
	const struct ini_key *unit = ini_find(section, "unit");
	const struct ini_key *uid = ini_find(section, "uid");
	int r = 0;

	if (!alias && !module && !unit && !uid)
		reading_error(
			reading, section->line,
			"section [%s] says for what it is with none of \"alias =\", \"module =\", "
			"\"unit =\", \"uid =\"; for every request write \"alias = *\"",
			section->name);
	if (alias)
		r = read_patterns(reading, alias, &rule->aliases);
	if (r == 0 && module)
		r = read_patterns(reading, module, &rule->modules);
	if (r == 0 && unit)
		r = read_units(reading, unit, &rule->units);
	if (r == 0 && uid)
		r = read_uids(reading, uid, rule);
	return r;
}

static int read_rule(struct reading *reading, const struct ini_section *section, const char *name)
{
	static const char *const known[] = { "alias",   "module", "unit", "uid",
					     "require", "why",    NULL };
	const struct ini_key *require = find_needed(reading, section, "require");
	struct policy *policy = reading->policy;
	struct rule *rules, *rule;
	int r;

	test_keys(reading, section, known);
	rules = reallocarray(policy->rules, policy->n_rules + 1, sizeof(*rules));
	if (!rules)
		return -ENOMEM;
	policy->rules = rules;
	rule = &rules[policy->n_rules++];
	*rule = (struct rule){ .line = section->line };
	rule->name = strdup(name);
	rule->file = copy_file(reading);
	if (!rule->name || !rule->file)
		return -ENOMEM;
	r = read_conditions(reading, section, rule);
	return r == 0 && require ? read_requirement(reading, require, &rule->require) : r;
}

/* "2026-11-20", and no date before kernels had what is flagged here. */
static bool is_date(const char *text)
{
	struct tm date = { 0 }, same;
	const char *end = strptime(text, "%Y-%m-%d", &date);

	/* strptime() takes blanks, signs, missing digits, and the 30th of February too. */
	if (!end || *end || strlen(text) != 10 || strspn(text, "0123456789-") != 10)
		return false;
	same = date;
	return timegm(&same) != -1 && same.tm_mday == date.tm_mday && date.tm_year >= 2017 - 1900;
}

static int copy_value(const struct ini_key *key, char **copy)
{
	if (!key)
		return 0;
	*copy = strdup(key->value);
	return *copy ? 0 : -ENOMEM;
}

static int read_names(struct reading *reading, const struct ini_key *key, char ***names)
{
	static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-_";
	int r = read_words(reading, key, names);

	for (char **name = *names; r == 0 && *name; name++)
		if ((*name)[strspn(*name, characters)])
			reading_error(
				reading, key->line,
				"\"%.64s\" is no name of a module; patterns stand in rules only",
				*name);
	return r;
}

/* What is said of modules that are maintained. */
static int read_review(struct reading *reading, const struct ini_section *section,
		       struct flags *flags)
{
	const struct ini_key *reviewed = find_needed(reading, section, "reviewed");
	const struct ini_key *why = find_needed(reading, section, "why");
	int r;

	if (reviewed && !is_date(reviewed->value))
		reading_error(reading, reviewed->line,
			      "\"%.64s\" is no date such as \"2026-11-20\"", reviewed->value);
	r = copy_value(reviewed, &flags->reviewed);
	return r < 0 ? r : copy_value(why, &flags->why);
}

static int read_flags(struct reading *reading, const struct ini_section *section, const char *name,
		      bool maintained)
{
	static const char *const known[] = { "modules", "reviewed", "why", NULL };
	const struct ini_key *modules = find_needed(reading, section, "modules");
	struct policy *policy = reading->policy;
	struct flags *all, *flags;
	int r = 0;

	test_keys(reading, section, known);
	all = reallocarray(policy->flags, policy->n_flags + 1, sizeof(*all));
	if (!all)
		return -ENOMEM;
	policy->flags = all;
	flags = &all[policy->n_flags++];
	*flags = (struct flags){ .maintained = maintained, .line = section->line };
	flags->name = strdup(name);
	flags->file = copy_file(reading);
	if (!flags->name || !flags->file)
		return -ENOMEM;
	if (maintained)
		r = read_review(reading, section, flags);
	return r == 0 && modules ? read_names(reading, modules, &flags->modules) : r;
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
		      "there is no section [%s]: use [gate], [rule NAME], [maintained NAME] or "
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

int config_parse(const char *text, size_t size, const char *file, const struct error_sink *errors,
		 struct policy *policy)
{
	struct policy read;
	int r;

	policy_init_default(&read);
	r = config_add(text, size, file, errors, &read);
	if (r < 0)
		policy_clear(&read);
	else
		*policy = read;
	return r;
}
