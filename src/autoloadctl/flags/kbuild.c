// SPDX-License-Identifier: GPL-2.0-or-later
#include "kbuild.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "text-file.h"

#define TREE "kernel/"

int kbuild_split(const char *path, char directory[static SOURCE_SIZE],
		 char object[static SOURCE_SIZE])
{
	const char *below = path + strlen(TREE), *slash = strrchr(path, '/'), *end;
	struct slice parts[2];

	if (strncmp(path, TREE, strlen(TREE)) != 0 || slash < below)
		return -EINVAL;
	end = strstr(slash, ".ko");
	if (!end || end == slash + 1)
		return -EINVAL;
	parts[0] = (struct slice){ below, slash - below };
	parts[1] = (struct slice){ slash + 1, end - slash - 1 };
	if (parts[0].length + parts[1].length + sizeof("/.c") > SOURCE_SIZE)
		return -EINVAL;
	slice_copy(&parts[0], directory, SOURCE_SIZE);
	slice_copy(&parts[1], object, SOURCE_SIZE);
	return 0;
}

static bool slice_is(const struct slice *slice, const char *text, const char *suffix)
{
	size_t length = strlen(text), suffix_length = strlen(suffix);

	return slice->length == length + suffix_length && memcmp(slice->start, text, length) == 0 &&
	       memcmp(slice->start + length, suffix, suffix_length) == 0;
}

static bool is_assignment(const struct slice *word)
{
	return slice_is(word, ":", "=") || slice_is(word, "+", "=") || slice_is(word, "=", "");
}

static bool is_object(const struct slice *word)
{
	return word->length > 2 && memcmp(word->start + word->length - 2, ".o", 2) == 0;
}

/* Takes the object-y of "object-y := a.o b.o", or of "object-y:= a.o b.o". */
static bool parse_target(struct slice *line, const char *object)
{
	struct slice word, sign;
	size_t length;

	if (!slice_take_word(line, &word))
		return false;
	length = word.length;
	while (length && strchr(":+=", word.start[length - 1]))
		length--;
	sign = (struct slice){ word.start + length, word.length - length };
	word.length = length;
	if (!slice_is(&word, object, "-y") && !slice_is(&word, object, "-objs"))
		return false;
	return is_assignment(&sign) || (slice_take_word(line, &sign) && is_assignment(&sign));
}

/* Whether the line goes on in the next one; takes the backslash off. */
static bool strip_continuation(struct slice *line)
{
	if (line->length == 0 || line->start[line->length - 1] != '\\')
		return false;
	line->length--;
	return true;
}

static bool find_first_object(const char *makefile, size_t size, const char *object,
			      struct slice *found)
{
	struct slice rest = { makefile, size }, line;
	bool goes_on = false, is_ours = false;

	while (slice_take_line(&rest, &line)) {
		bool is_continuation = goes_on;

		goes_on = strip_continuation(&line);
		if (!is_continuation)
			is_ours = parse_target(&line, object);
		while (is_ours && slice_take_word(&line, found))
			if (is_object(found))
				return true;
	}
	return false;
}

void kbuild_first_source(const char *makefile, size_t size, const char *directory,
			 const char *object, char source[static SOURCE_SIZE])
{
	struct slice first = { object, strlen(object) }, part;

	if (makefile && find_first_object(makefile, size, object, &part) &&
	    strlen(directory) + part.length + sizeof("/") <= SOURCE_SIZE)
		first = (struct slice){ part.start, part.length - strlen(".o") };
	snprintf(source, SOURCE_SIZE, "%s/%.*s.c", directory, (int)first.length, first.start);
}
