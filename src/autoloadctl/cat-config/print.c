// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "escape.h"
#include "printable.h"

/* The size of any path, escaped. */
#define ESCAPED_PATH_SIZE (PATH_MAX * ESCAPED_BYTE)

static void print_comment(const struct output *output, enum colour colour, const char *text)
{
	printf("%s# %s%s\n", output_colour(output, colour), text,
	       output_colour(output, COLOUR_NONE));
}

/* Returns 0 or -ENOMEM. */
static int print_contents(const struct config_file *file)
{
	_cleanup_free_ char *text = escape_file(file->text, file->size);

	if (!text)
		return -ENOMEM;
	fputs(text, stdout);
	if (file->size && file->text[file->size - 1] != '\n')
		putchar('\n');
	return 0;
}

int config_print_text(const struct output *output, const struct config_file *file, bool is_first)
{
	char path[ESCAPED_PATH_SIZE], other[ESCAPED_PATH_SIZE], comment[2 * ESCAPED_PATH_SIZE + 64];

	escape_text(file->path, path, sizeof(path));
	escape_text(file->by ?: "", other, sizeof(other));
	if (!is_first)
		putchar('\n');
	switch (file->state) {
	case CONFIG_USED:
		print_comment(output, COLOUR_GOOD, path);
		return print_contents(file);
	case CONFIG_ERROR:
		print_comment(output, COLOUR_BAD, path);
		snprintf(comment, sizeof(comment), "error: %s", file->error);
		print_comment(output, COLOUR_BAD, comment);
		return 0;
	case CONFIG_MASK:
		snprintf(comment, sizeof(comment), "%s: a mask, a link to /dev/null", path);
		break;
	case CONFIG_MASKED:
		snprintf(comment, sizeof(comment), "%s: masked by %s", path, other);
		break;
	case CONFIG_REPLACED:
		snprintf(comment, sizeof(comment), "%s: replaced by %s", path, other);
		break;
	}
	print_comment(output, COLOUR_FAINT, comment);
	return 0;
}

json_t *config_print_json(const struct config_file *file)
{
	static const char *const states[] = {
		[CONFIG_USED] = "used", [CONFIG_REPLACED] = "replaced", [CONFIG_MASKED] = "masked",
		[CONFIG_MASK] = "mask", [CONFIG_ERROR] = "error",
	};
	_cleanup_free_ char *text = file->text ? escape_file(file->text, file->size) : NULL;
	char path[ESCAPED_PATH_SIZE], other[ESCAPED_PATH_SIZE];

	if (file->text && !text)
		return NULL;
	escape_text(file->path, path, sizeof(path));
	escape_text(file->by ?: "", other, sizeof(other));
	return json_pack("{s:s, s:s, s:s*, s:s*, s:s*}", "file", path, "state", states[file->state],
			 "by", file->by ? other : NULL, "text", text, "error", file->error);
}
