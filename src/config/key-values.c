// SPDX-License-Identifier: GPL-2.0-or-later
#include "key-values.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/capability.h>
#include <time.h>

#include "pattern.h"
#include "sections.h"
#include "words.h"

void reading_error(struct reading *reading, unsigned int line, const char *format, ...)
{
	va_list arguments;

	reading->n_errors++;
	va_start(arguments, format);
	report_error_v(reading->errors, reading->file, line, format, arguments);
	va_end(arguments);
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

/* find_error says what is wrong with a word, or returns NULL. */
static int read_list(struct reading *reading, const struct ini_key *key, const char *what,
		     const char *(*find_error)(const char *word), char ***list)
{
	int r = key ? read_words(reading, key, list) : 0;

	for (char **word = *list; r == 0 && key && *word; word++) {
		const char *error = find_error(*word);

		if (error)
			reading_error(reading, key->line, "invalid %s \"%.64s\": %s", what, *word,
				      error);
	}
	return r;
}

/* Whether brackets list a byte, be it to match it or not to. */
static bool lists(const struct pattern_element *brackets, unsigned char byte)
{
	return pattern_element_matches(brackets, byte) != brackets->is_complement;
}

/* Why a pattern would not match what it looks as if it did, or NULL. */
static const char *find_pattern_error(const char *pattern, bool is_of_unit)
{
	struct pattern_element element;

	for (; *pattern; pattern += element.length) {
		element = pattern_take(pattern);
		if (element.type == PATTERN_ENDLESS)
			return "a \"[\" needs a \"]\"";
		if (element.type == PATTERN_ODD_CLASS)
			return "between brackets \"[:\", \"[.\" and \"[=\" begin what ends as "
			       "\"[:digit:]\", \"[.x.]\" and \"[=x=]\" do";
		/* The text of an alias has no `-`: alias_matches() makes `_` of each. */
		if (!is_of_unit && element.type == PATTERN_BRACKETS && lists(&element, '-') &&
		    !lists(&element, '_'))
			return "brackets list \"-\" but not \"_\": write \"_\" for \"-\" there, "
			       "which is the same";
	}
	return NULL;
}

static const char *find_alias_error(const char *pattern)
{
	return strchr(pattern, '\\') ? "there may be no \"\\\""
				     : find_pattern_error(pattern, false);
}

/* A unit's name may have backslashes, "system-systemd\\x2dfsck.slice", but no slash. */
static const char *find_unit_error(const char *pattern)
{
	return strchr(pattern, '/')
		       ? "a unit's name has no \"/\"; each slice it is in is matched too"
		       : find_pattern_error(pattern, true);
}

static const char *find_name_error(const char *name)
{
	static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-_";

	return name[strspn(name, characters)] ? "only rules take patterns" : NULL;
}

int read_patterns(struct reading *reading, const struct ini_key *key, char ***patterns)
{
	return read_list(reading, key, "pattern", find_alias_error, patterns);
}

int read_units(struct reading *reading, const struct ini_key *key, char ***units)
{
	return read_list(reading, key, "pattern", find_unit_error, units);
}

int read_names(struct reading *reading, const struct ini_key *key, char ***names)
{
	return read_list(reading, key, "module name", find_name_error, names);
}

/*
 * libcap takes CAP_SYS_MODULE in any case and stops at a comma; only the spelling of
 * capabilities(7) is a word of the language.
 */
static bool is_capability_name(const char *word)
{
	static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

	return strncmp(word, "CAP_", 4) == 0 && word[strspn(word, characters)] == '\0';
}

static int capability_from_name(const char *name)
{
	cap_value_t capability;

	if (!is_capability_name(name) || cap_from_name(name, &capability) < 0 || capability >= 64)
		return -EINVAL;
	return capability;
}

int requirement_add_word(struct requirement *require, const char *word)
{
	int capability;

	if (strcmp(word, "nothing") == 0) {
		require->nothing = true;
	} else if (strcmp(word, "maintained") == 0) {
		require->maintained = true;
	} else if (strcmp(word, "never") == 0) {
		require->never = true;
	} else {
		capability = capability_from_name(word);
		if (capability < 0)
			return capability;
		require->capabilities |= UINT64_C(1) << capability;
	}
	return 0;
}

int read_requirement(struct reading *reading, const struct ini_key *key,
		     struct requirement *require)
{
	char **words;
	int r = key ? read_words(reading, key, &words) : 0;
	size_t n = 0;

	if (!key || r < 0)
		return r;
	*require = (struct requirement){ 0 };
	for (; words[n]; n++)
		if (requirement_add_word(require, words[n]) < 0)
			reading_error(reading, key->line,
				      "invalid requirement \"%.64s\": use \"nothing\", "
				      "\"maintained\", \"never\", "
				      "or a capability such as \"CAP_NET_ADMIN\"",
				      words[n]);
	if (require->never && n > 1)
		reading_error(reading, key->line, "\"never\" stands alone: nothing suffices then");
	words_free(words);
	return 0;
}

void read_mode(struct reading *reading, const struct ini_key *key, enum mode *mode)
{
	if (key && mode_from_name(key->value, mode) < 0)
		reading_error(
			reading, key->line,
			"invalid mode \"%.64s\": use \"allow\", \"log\", \"restrict\" or \"deny\"",
			key->value);
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

int read_uids(struct reading *reading, const struct ini_key *key, struct rule *rule)
{
	char **words;
	int r = key ? read_words(reading, key, &words) : 0;

	if (!key || r < 0)
		return r;
	while (words[rule->n_uids])
		rule->n_uids++;
	rule->uids = calloc(rule->n_uids, sizeof(*rule->uids));
	for (size_t i = 0; rule->uids && i < rule->n_uids; i++)
		if (!parse_uid_range(words[i], &rule->uids[i]))
			reading_error(reading, key->line,
				      "invalid user ID \"%.64s\": use a number such as \"1000\" or "
				      "a range "
				      "such as \"1000-1999\"",
				      words[i]);
	words_free(words);
	return rule->uids ? 0 : -ENOMEM;
}

/* "2026-11-20", and no date before kernels had what is flagged here. */
bool is_date(const char *text)
{
	struct tm date = { 0 }, same;
	const char *end = strptime(text, "%Y-%m-%d", &date);

	/* strptime() takes blanks, signs, missing digits, and the 30th of February too. */
	if (!end || *end || strlen(text) != 10 || strspn(text, "0123456789-") != 10)
		return false;
	same = date;
	return timegm(&same) != -1 && same.tm_mday == date.tm_mday && date.tm_year >= 2017 - 1900;
}
