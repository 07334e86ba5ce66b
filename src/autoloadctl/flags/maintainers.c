// SPDX-License-Identifier: GPL-2.0-or-later
#include "maintainers.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <regex.h>
#include <string.h>
#include <strings.h>

#include "text-file.h"

/* The longest pattern of 6.1 has 86 bytes. */
#define PATTERN_SIZE 256

/* How well a section fits: the better of two goes deeper or, as deep, has more literal bytes. */
struct fit {
	unsigned int depth; /* 0: not at all */
	unsigned int literals;
};

/* A section while it is read. */
struct section {
	struct maintenance maintenance;
	struct fit fit;
	bool by_name;
	bool excluded;
	bool has_fields;
};

struct search {
	const char *file;
	struct section best;
	struct section by_name;
	struct section now;
};

static unsigned int count_slashes(const char *text)
{
	unsigned int n = 0;

	for (; *text; text++)
		n += *text == '/';
	return n;
}

static bool ends_in_slash(const char *pattern)
{
	return pattern[strlen(pattern) - 1] == '/';
}

static bool glob_matches(const char *pattern, const char *file)
{
	return fnmatch(pattern, file, FNM_NOESCAPE) == 0;
}

/*
 * As file_match_pattern() of get_maintainer.pl: a pattern has to match the beginning, and the whole
 * depth unless it ends in a slash. The script also gives a slash to what is a directory; here that
 * is what the file is found below.
 */
static bool pattern_matches(const char *pattern, const char *file)
{
	size_t length = strlen(pattern);
	char prefix[PATTERN_SIZE + 1];

	if (length == 0)
		return false;
	memcpy(prefix, pattern, length);
	memcpy(prefix + length, "*", 2);
	if (ends_in_slash(pattern))
		return glob_matches(prefix, file);
	if (strncmp(pattern, file, length) == 0 && file[length] == '/')
		return true;
	return count_slashes(pattern) == count_slashes(file) && glob_matches(prefix, file);
}

/* A file is one deeper than its directory; a directory's own slash may be missing. */
static struct fit measure_fit(const char *pattern)
{
	struct fit fit = { .depth = count_slashes(pattern) + !ends_in_slash(pattern) };

	for (; *pattern; pattern++)
		fit.literals += !strchr("*?[]", *pattern);
	return fit;
}

static bool is_better(const struct fit *fit, const struct fit *than)
{
	return fit->depth > than->depth ||
	       (fit->depth == than->depth && fit->literals > than->literals);
}

static void add_file_pattern(struct section *section, const char *pattern, const char *file)
{
	struct fit fit;

	if (!pattern_matches(pattern, file))
		return;
	fit = measure_fit(pattern);
	if (is_better(&fit, &section->fit))
		section->fit = fit;
}

static bool expression_matches(const char *expression, const char *file)
{
	regex_t compiled;
	bool matches;

	/*
	 * What only Perl understands is skipped, and so are repetitions, which double what is
	 * compiled each time and can take all memory.
	 */
	if (strpbrk(expression, "+{") ||
	    regcomp(&compiled, expression, REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	matches = regexec(&compiled, file, 0, NULL, 0) == 0;
	regfree(&compiled);
	return matches;
}

static void add_field(struct section *section, char type, const struct slice *value,
		      const char *file)
{
	char text[PATTERN_SIZE];

	section->has_fields = true;
	if (type == 'S')
		slice_copy(value, section->maintenance.status, sizeof(section->maintenance.status));
	if (!slice_copy(value, text, sizeof(text)))
		return;
	if (type == 'F')
		add_file_pattern(section, text, file);
	else if (type == 'X')
		section->excluded |= pattern_matches(text, file);
	else if (type == 'N' && text[0])
		section->by_name |= expression_matches(text, file);
}

/* Compares the section that was read with the best so far. */
static void end_section(struct search *search)
{
	const struct section *now = &search->now;

	if (now->excluded || strcmp(now->maintenance.section, "THE REST") == 0)
		return;
	if (is_better(&now->fit, &search->best.fit))
		search->best = *now;
	if (now->by_name && !search->by_name.by_name)
		search->by_name = *now;
}

static bool is_field(const struct slice *line)
{
	return line->length >= 2 && isupper((unsigned char)line->start[0]) && line->start[1] == ':';
}

static void trim(struct slice *slice)
{
	while (slice->length && isspace((unsigned char)slice->start[0])) {
		slice->start++;
		slice->length--;
	}
	while (slice->length && isspace((unsigned char)slice->start[slice->length - 1]))
		slice->length--;
}

/* A section is a title and the fields below it; of several lines above fields the last one counts.
 */
static void read_line(struct search *search, const struct slice *line)
{
	struct slice value = *line;

	if (is_field(line)) {
		value = (struct slice){ line->start + 2, line->length - 2 };
		trim(&value);
		add_field(&search->now, line->start[0], &value, search->file);
		return;
	}
	trim(&value);
	if (value.length == 0)
		return;
	if (search->now.has_fields)
		end_section(search);
	search->now = (struct section){ 0 };
	slice_copy(&value, search->now.maintenance.section,
		   sizeof(search->now.maintenance.section));
}

int maintainers_find(const char *text, size_t size, const char *file,
		     struct maintenance *maintenance)
{
	struct search search = { .file = file };
	struct slice rest = { text, size }, line;

	while (slice_take_line(&rest, &line))
		read_line(&search, &line);
	end_section(&search);
	if (search.best.fit.depth > 0)
		*maintenance = search.best.maintenance;
	else if (search.by_name.by_name)
		*maintenance = search.by_name.maintenance;
	else
		return -ENOENT;
	return 0;
}

bool maintenance_is_good(const struct maintenance *maintenance)
{
	return strcasecmp(maintenance->status, "Maintained") == 0 ||
	       strcasecmp(maintenance->status, "Supported") == 0;
}
