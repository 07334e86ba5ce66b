// SPDX-License-Identifier: GPL-2.0-or-later
#include "requirement.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/capability.h>

#define CAPABILITY_NAME_SIZE 40

static void capability_name(int capability, char name[static CAPABILITY_NAME_SIZE])
{
	char *known = cap_to_name(capability);

	snprintf(name, CAPABILITY_NAME_SIZE, "%s", known ? known : "");
	for (char *c = name; *c; c++)
		*c = toupper((unsigned char)*c);
	cap_free(known);
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
