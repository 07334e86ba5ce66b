// SPDX-License-Identifier: GPL-2.0-or-later
#include "kernel-state.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "text-file.h"

/* That of Debian's 6.12 has 280 KB. */
#define CONFIG_FILE_MAX (4 * 1024 * 1024)

/* The first line of a short file below root, without its newline. Returns whether there is one. */
static bool read_word(const char *root, const char *file, char *word, size_t size)
{
	char path[PATH_MAX];
	_cleanup_fclose_ FILE *stream = NULL;

	snprintf(path, sizeof(path), "%s%s", root, file);
	stream = fopen(path, "re");
	if (!stream || !fgets(word, size, stream))
		return false;
	word[strcspn(word, "\n")] = '\0';
	return true;
}

static enum answer read_switch(const char *root, const char *file, const char *yes, const char *no)
{
	char word[8];

	if (!read_word(root, file, word, sizeof(word)))
		return ANSWER_NOT_KNOWN;
	if (strcmp(word, yes) == 0)
		return ANSWER_YES;
	return strcmp(word, no) == 0 ? ANSWER_NO : ANSWER_NOT_KNOWN;
}

/* The file has all levels, "none [integrity] confidentiality". */
static enum lockdown read_lockdown(const char *root)
{
	char levels[64], marked[32];

	if (!read_word(root, "/sys/kernel/security/lockdown", levels, sizeof(levels)))
		return LOCKDOWN_NOT_KNOWN;
	for (enum lockdown i = LOCKDOWN_NONE; i <= LOCKDOWN_CONFIDENTIALITY; i++) {
		snprintf(marked, sizeof(marked), "[%s]", lockdown_name(i));
		if (strstr(levels, marked))
			return i;
	}
	return LOCKDOWN_NOT_KNOWN;
}

/* Any lockdown refuses modules without a signature (module_sig_check(), kernel/module/signing.c).
 */
static enum answer read_signatures(const char *root, enum lockdown lockdown)
{
	if (lockdown >= LOCKDOWN_INTEGRITY)
		return ANSWER_YES;
	return read_switch(root, "/sys/module/module/parameters/sig_enforce", "Y", "N");
}

/* The value of "NAME=value". Returns whether it is that line. */
static bool get_value(const struct slice *line, const char *name, struct slice *value)
{
	size_t length = strlen(name);

	if (line->length <= length || memcmp(line->start, name, length) != 0 ||
	    line->start[length] != '=')
		return false;
	*value = (struct slice){ line->start + length + 1, line->length - length - 1 };
	return true;
}

static void copy_quoted(const struct slice *value, char *text, size_t size)
{
	struct slice inner = { value->start + 1, value->length - 2 };

	if (value->length >= 2)
		slice_copy(&inner, text, size);
}

static enum answer is_yes(const struct slice *value)
{
	return value->length == 1 && *value->start == 'y' ? ANSWER_YES : ANSWER_NO;
}

/* An option that is not set, or that this kernel does not have, is not there or in a comment. */
static void parse_config(struct slice text, struct kernel_state *state)
{
	struct slice line, value;

	state->answers_are_shared = ANSWER_NO;
	state->helper_is_static = ANSWER_NO;
	while (slice_take_line(&text, &line)) {
		if (get_value(&line, "CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS", &value))
			state->answers_are_shared = is_yes(&value);
		else if (get_value(&line, "CONFIG_STATIC_USERMODEHELPER", &value))
			state->helper_is_static = is_yes(&value);
		else if (get_value(&line, "CONFIG_STATIC_USERMODEHELPER_PATH", &value))
			copy_quoted(&value, state->static_helper, sizeof(state->static_helper));
	}
}

static bool read_config(const char *path, struct kernel_state *state)
{
	_cleanup_free_ char *text = NULL;
	size_t size;

	if (text_file_read(path, CONFIG_FILE_MAX, &text, &size) < 0)
		return false;
	parse_config((struct slice){ text, size }, state);
	return true;
}

/* Debian and Fedora have it in the one place or in the other. */
static void find_config(const char *root, const char *release, struct kernel_state *state)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/boot/config-%s", root, release);
	if (read_config(path, state))
		return;
	snprintf(path, sizeof(path), "%s/lib/modules/%s/config", root, release);
	read_config(path, state);
}

void kernel_state_read(const char *root, const char *release, struct kernel_state *state)
{
	*state = (struct kernel_state){ 0 };
	state->modules_disabled = read_switch(root, "/proc/sys/kernel/modules_disabled", "1", "0");
	state->lockdown = read_lockdown(root);
	state->signatures_enforced = read_signatures(root, state->lockdown);
	find_config(root, release, state);
}

const char *lockdown_name(enum lockdown lockdown)
{
	static const char *const names[] = {
		[LOCKDOWN_NOT_KNOWN] = NULL,
		[LOCKDOWN_NONE] = "none",
		[LOCKDOWN_INTEGRITY] = "integrity",
		[LOCKDOWN_CONFIDENTIALITY] = "confidentiality",
	};

	return names[lockdown];
}
