// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cleanup.h"
#include "requirement.h"
#include "words.h"

/* Longer than any name of a module or any sensible pattern; alias.c compares 255 bytes. */
#define WORD_MAX 128

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
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	reading->n_errors++;
	reading->errors->report(reading->errors->data, reading->file, line, text);
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
		if (strlen(*word) > WORD_MAX)
			reading_error(reading, key->line, "\"%.20s...\" is longer than %d bytes",
				      *word, WORD_MAX);
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

static int read_gate(struct reading *reading, const struct ini_section *section)
{
	static const char *const known[] = { "mode", "require", NULL };
	const struct ini_key *mode = ini_find(section, "mode");
	const struct ini_key *require = ini_find(section, "require");

	test_keys(reading, section, known);
	if (mode && mode_from_name(mode->value, &reading->policy->mode) < 0)
		reading_error(
			reading, mode->line,
			"\"%.64s\" is no mode: use \"allow\", \"log\", \"restrict\" or \"deny\"",
			mode->value);
	return require ? read_requirement(reading, require, &reading->policy->require) : 0;
}

static int read_rule(struct reading *reading, const struct ini_section *section, const char *name)
{
	static const char *const known[] = { "alias", "require", "why", NULL };
	const struct ini_key *alias = find_needed(reading, section, "alias");
	const struct ini_key *require = find_needed(reading, section, "require");
	struct policy *policy = reading->policy;
	struct rule *rules, *rule;
	int r = 0;

	test_keys(reading, section, known);
	rules = reallocarray(policy->rules, policy->n_rules + 1, sizeof(*rules));
	if (!rules)
		return -ENOMEM;
	policy->rules = rules;
	rule = &rules[policy->n_rules++];
	*rule = (struct rule){ .line = section->line };
	rule->name = strdup(name);
	rule->file = strdup(reading->file);
	if (!rule->name || !rule->file)
		return -ENOMEM;
	if (alias)
		r = read_patterns(reading, alias, &rule->aliases);
	if (r == 0 && require)
		r = read_requirement(reading, require, &rule->require);
	return r;
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

static int read_maintained(struct reading *reading, const struct ini_section *section,
			   const char *name)
{
	static const char *const known[] = { "modules", "reviewed", "why", NULL };
	const struct ini_key *modules = find_needed(reading, section, "modules");
	const struct ini_key *reviewed = find_needed(reading, section, "reviewed");
	struct policy *policy = reading->policy;
	struct maintained *groups, *group;

	test_keys(reading, section, known);
	find_needed(reading, section, "why");
	if (reviewed && !is_date(reviewed->value))
		reading_error(reading, reviewed->line,
			      "\"%.64s\" is no date such as \"2026-11-20\"", reviewed->value);
	groups = reallocarray(policy->maintained, policy->n_maintained + 1, sizeof(*groups));
	if (!groups)
		return -ENOMEM;
	policy->maintained = groups;
	group = &groups[policy->n_maintained++];
	*group = (struct maintained){ .name = strdup(name) };
	if (!group->name)
		return -ENOMEM;
	return modules ? read_words(reading, modules, &group->modules) : 0;
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
		return read_maintained(reading, section, name);
	reading_error(reading, section->line,
		      "there is no section [%s]: use [gate], [rule NAME] or [maintained NAME]",
		      section->name);
	return 0;
}

static int read_sections(struct reading *reading, const struct ini *ini)
{
	int r = 0;

	if (ini->n_sections > CONFIG_RULES_MAX) {
		reading_error(reading, ini->sections[CONFIG_RULES_MAX].line,
			      "there are more than %d sections", CONFIG_RULES_MAX);
		return -EINVAL;
	}
	for (size_t i = 0; r == 0 && i < ini->n_sections; i++)
		r = read_section(reading, &ini->sections[i]);
	if (r < 0)
		return r;
	return reading->n_errors ? -EINVAL : 0;
}

int config_parse(const char *text, size_t size, const char *file, const struct error_sink *errors,
		 struct policy *policy)
{
	struct policy read;
	struct reading reading = { .file = file, .errors = errors, .policy = &read };
	_cleanup_(ini_clear) struct ini ini = { 0 };
	int r = ini_parse(text, size, file, errors, &ini);

	if (r < 0)
		return r;
	policy_init_default(&read);
	r = read_sections(&reading, &ini);
	if (r < 0)
		policy_clear(&read);
	else
		*policy = read;
	return r;
}

/* Returns an error that is ready to be reported, or NULL. */
static const char *find_distrust(int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return "can't be examined";
	if (!S_ISREG(st.st_mode))
		return "is not a regular file";
	if (st.st_uid != 0)
		return "is not owned by root: \"chown root\" it";
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return "can be written by others than root: \"chmod go-w\" it";
	if (st.st_size > CONFIG_SIZE_MAX)
		return "is larger than 64 KiB";
	return NULL;
}

/* Returns the number of bytes read, at most CONFIG_SIZE_MAX, or a negative errno. */
static ssize_t read_whole(int fd, char text[static CONFIG_SIZE_MAX])
{
	size_t used = 0;
	ssize_t n;

	do {
		n = read(fd, text + used, CONFIG_SIZE_MAX - used);
		if (n < 0)
			return -errno;
		used += n;
	} while (n > 0 && used < CONFIG_SIZE_MAX);
	return used;
}

int config_load(const char *path, const struct error_sink *errors, struct policy *policy)
{
	/* Not to wait for a writer, should it be a FIFO. */
	_cleanup_close_ int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	_cleanup_free_ char *text = NULL;
	const char *distrust;
	ssize_t size;

	if (fd < 0) {
		report_error(errors, path, 0, "can't be opened: %s", strerrordesc_np(errno));
		return -EINVAL;
	}
	distrust = find_distrust(fd);
	if (distrust) {
		report_error(errors, path, 0, "%s", distrust);
		return -EINVAL;
	}
	text = malloc(CONFIG_SIZE_MAX);
	if (!text)
		return -ENOMEM;
	size = read_whole(fd, text);
	if (size < 0) {
		report_error(errors, path, 0, "can't be read: %s", strerrordesc_np(-size));
		return -EINVAL;
	}
	return config_parse(text, size, path, errors, policy);
}
