// SPDX-License-Identifier: GPL-2.0-or-later
#include "requirement.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/capability.h>

#define CAPABILITY_NAME_SIZE 40

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

static void capability_name(int capability, char name[static CAPABILITY_NAME_SIZE])
{
	char *known = cap_to_name(capability);

	snprintf(name, CAPABILITY_NAME_SIZE, "%s", known ? known : "");
	for (char *c = name; *c; c++)
		*c = toupper((unsigned char)*c);
	cap_free(known);
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

static void add_word(char *text, size_t size, const char *word)
{
	size_t used = strlen(text);

	if (used + 1 + strlen(word) < size)
		snprintf(text + used, size - used, "%s%s", used ? " " : "", word);
}

char *requirement_format(const struct requirement *require, char *text, size_t size)
{
	char name[CAPABILITY_NAME_SIZE];

	text[0] = '\0';
	if (require->never)
		add_word(text, size, "never");
	if (require->nothing)
		add_word(text, size, "nothing");
	if (require->maintained)
		add_word(text, size, "maintained");
	for (int capability = 0; capability < 64; capability++) {
		if (require->capabilities & (UINT64_C(1) << capability)) {
			capability_name(capability, name);
			add_word(text, size, name);
		}
	}
	return text;
}
