// SPDX-License-Identifier: GPL-2.0-or-later
#include "ini.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "cleanup.h"

#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
#define BLANKS          " \t"

/* A scan of one file. */
struct scan {
	const char *file;
	const struct error_sink *errors;
	unsigned int n_errors;
	struct ini *ini;
	/* The logical line: physical lines that end in `\` are put together, as iniparser does. */
	char line[INI_LINE_MAX + 1];
	size_t length;
	size_t raw_length; /* with the blanks around */
	unsigned int line_number;
	bool continued;
};

__attribute__((format(printf, 2, 3))) static void scan_error(struct scan *scan, const char *format,
							     ...)
{
	va_list arguments;

	scan->n_errors++;
	va_start(arguments, format);
	report_error_v(scan->errors, scan->file, scan->line_number, format, arguments);
	va_end(arguments);
}

static char *lower_case(const char *text, size_t length)
{
	char *copy = strndup(text, length);

	for (char *c = copy; c && *c; c++)
		*c = tolower((unsigned char)*c);
	return copy;
}

static struct ini_section *find_section(const struct ini *ini, const char *name)
{
	for (size_t i = 0; i < ini->n_sections; i++)
		if (strcmp(ini->sections[i].name, name) == 0)
			return &ini->sections[i];
	return NULL;
}

const struct ini_key *ini_find(const struct ini_section *section, const char *name)
{
	for (size_t i = 0; i < section->n_keys; i++)
		if (strcmp(section->keys[i].name, name) == 0)
			return &section->keys[i];
	return NULL;
}

/* "[name]", of words of harmless characters with one blank between them. */
static int scan_section(struct scan *scan)
{
	const char *name = scan->line + 1, *close = strchr(scan->line, ']');
	size_t length = close ? (size_t)(close - name) : 0;
	_cleanup_free_ char *lower = NULL;
	struct ini_section *section, *earlier;

	if (!close || close[1]) {
		scan_error(scan,
			   "a section is a line of its own, \"[NAME]\", with nothing after it");
		return 0;
	}
	if (!length || strspn(name, NAME_CHARACTERS " ") != length || name[0] == ' ' ||
	    name[length - 1] == ' ' || memmem(name, length, "  ", 2)) {
		scan_error(scan,
			   "a section's name is made of letters, digits, \"-\", \"_\" and \".\", "
			   "with single blanks between words");
		return 0;
	}
	lower = lower_case(name, length);
	if (!lower)
		return -ENOMEM;
	earlier = find_section(scan->ini, lower);
	if (earlier)
		scan_error(scan, "section [%s] was already given in line %u; rename one of them",
			   lower, earlier->line);
	section = array_append(&scan->ini->sections, &scan->ini->n_sections, sizeof(*section));
	if (!section)
		return -ENOMEM;
	section->name = steal_pointer(&lower);
	section->line = scan->line_number;
	return 0;
}

/* Where a comment begins that follows a value, or the text's end. */
static size_t value_length(const char *text)
{
	return strcspn(text, "#;");
}

static size_t trimmed_length(const char *text, size_t length)
{
	while (length > 0 && strchr(BLANKS, text[length - 1]))
		length--;
	return length;
}

/* What iniparser would read differently from how it looks. */
static bool value_is_plain(struct scan *scan, const char *value)
{
	size_t length = value_length(value);

	if (value[length] && length > 0 && !strchr(BLANKS, value[length - 1])) {
		scan_error(
			scan,
			"the text from \"%c\" on would be taken for a comment: put a blank before "
			"it if it is one, and leave the character out if not",
			value[length]);
		return false;
	}
	if (trimmed_length(value, length) == 0) {
		scan_error(scan, "no value after the \"=\"");
		return false;
	}
	if (value[0] == '"' || value[0] == '\'') {
		scan_error(scan, "write the value without quotation marks");
		return false;
	}
	return true;
}

static int scan_key(struct scan *scan)
{
	size_t name_length = strspn(scan->line, NAME_CHARACTERS);
	const char *equals = scan->line + name_length + strspn(scan->line + name_length, BLANKS);
	struct ini_section *section;
	const struct ini_key *earlier;
	_cleanup_free_ char *lower = NULL;
	struct ini_key *key;
	const char *value;

	if (!name_length || *equals != '=') {
		scan_error(scan, "a line is \"[SECTION]\", \"KEY = VALUE\", or a comment with "
				 "\"#\" before it");
		return 0;
	}
	value = equals + 1 + strspn(equals + 1, BLANKS);
	if (!value_is_plain(scan, value))
		return 0;
	if (!scan->ini->n_sections) {
		scan_error(scan,
			   "this key is in no section: put \"[gate]\" or another one above it");
		return 0;
	}
	lower = lower_case(scan->line, name_length);
	if (!lower)
		return -ENOMEM;
	section = &scan->ini->sections[scan->ini->n_sections - 1];
	earlier = ini_find(section, lower);
	if (earlier)
		scan_error(scan,
			   "key \"%s\" was already given in line %u of this section; "
			   "write it once, with all its values",
			   lower, earlier->line);
	key = array_append(&section->keys, &section->n_keys, sizeof(*key));
	if (!key)
		return -ENOMEM;
	key->name = steal_pointer(&lower);
	key->line = scan->line_number;
	key->value = strndup(value, trimmed_length(value, value_length(value)));
	return key->value ? 0 : -ENOMEM;
}

static int scan_logical_line(struct scan *scan)
{
	switch (scan->line[0]) {
	case '\0':
	case '#':
	case ';':
		return 0;
	case '[':
		return scan_section(scan);
	default:
		return scan_key(scan);
	}
}

static bool has_control_character(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (iscntrl((unsigned char)text[i]) && text[i] != '\t')
			return true;
	return false;
}

/* Why a physical line can't be added to the logical one, or NULL. raw_length is before trimming. */
static const char *find_fault(const struct scan *scan, const char *text, size_t length,
			      size_t raw_length)
{
	if (has_control_character(text, length))
		return "there is a control character in this line; use text, blanks and tabs";
	if (scan->raw_length + raw_length > INI_LINE_MAX)
		return "the line is longer than 1000 bytes, blanks and continued lines included";
	if (scan->continued && !length)
		return "the line before ends in \"\\\", but this one is empty";
	return NULL;
}

static int end_line(struct scan *scan, bool continues)
{
	scan->continued = continues;
	if (continues) {
		scan->line[--scan->length] = '\0';
		/* iniparser would take the next line for a part of the comment. */
		if (!strpbrk(scan->line, "#;"))
			return 0;
		scan_error(scan, "a comment ends in \"\\\" and would swallow the next line");
		scan->continued = false;
		return 0;
	}
	return scan_logical_line(scan);
}

/* Adds a physical line to the logical one. */
static int scan_physical_line(struct scan *scan, const char *text, size_t raw_length)
{
	size_t length = trimmed_length(text, raw_length), blanks = strspn(text, BLANKS);
	const char *fault;

	if (!scan->continued) {
		scan->length = scan->raw_length = 0;
		text += blanks < length ? blanks : length;
		length -= blanks < length ? blanks : length;
	}
	fault = find_fault(scan, text, length, raw_length);
	if (fault) {
		scan_error(scan, "%s", fault);
		scan->continued = false;
		return 0;
	}
	memcpy(scan->line + scan->length, text, length);
	scan->length += length;
	scan->raw_length += raw_length;
	scan->line[scan->length] = '\0';
	return end_line(scan, length > 0 && text[length - 1] == '\\');
}

static int scan_text(struct scan *scan, const char *text, size_t size)
{
	unsigned int number = 0;

	while (size > 0) {
		const char *newline = memchr(text, '\n', size);
		size_t length = newline ? (size_t)(newline - text) : size;
		size_t step = newline ? length + 1 : length;
		_cleanup_free_ char *line = strndup(text, length);
		int r;

		if (!line)
			return -ENOMEM;
		number++;
		/* An error in a continued line is told where the logical line begins. */
		if (!scan->continued)
			scan->line_number = number;
		if (strlen(line) != length) {
			scan_error(scan, "this line has a NUL byte");
			scan->continued = false;
		} else {
			r = scan_physical_line(scan, line, length);
			if (r < 0)
				return r;
		}
		text += step;
		size -= step;
	}
	if (scan->continued)
		scan_error(scan, "the file ends with a line that continues, \"\\\"");
	return 0;
}

int ini_scan(const char *text, size_t size, const char *file, const struct error_sink *errors,
	     struct ini *ini)
{
	struct ini found = { 0 };
	struct scan scan = { .file = file, .errors = errors, .ini = &found };
	int r = scan_text(&scan, text, size);

	if (r == 0 && scan.n_errors)
		r = -EINVAL;
	if (r < 0)
		ini_clear(&found);
	else
		*ini = found;
	return r;
}

static void section_clear(struct ini_section *section)
{
	for (size_t i = 0; i < section->n_keys; i++) {
		free(section->keys[i].name);
		free(section->keys[i].value);
	}
	free(section->keys);
	free(section->name);
}

void ini_clear(struct ini *ini)
{
	for (size_t i = 0; i < ini->n_sections; i++)
		section_clear(&ini->sections[i]);
	free(ini->sections);
	*ini = (struct ini){ 0 };
}
