// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit-name.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

bool unit_name_is_slice(const char *name, size_t length)
{
	static const char suffix[] = ".slice";
	size_t suffix_length = sizeof(suffix) - 1;

	return length > suffix_length &&
	       memcmp(name + length - suffix_length, suffix, suffix_length) == 0;
}

static size_t component_length(const char *path)
{
	return strcspn(path, "/");
}

void unit_name_of_cgroup(const char *path, char *unit, size_t size)
{
	path += strspn(path, "/");
	while (unit_name_is_slice(path, component_length(path))) {
		path += component_length(path);
		path += strspn(path, "/");
	}
	snprintf(unit, size, "%.*s", (int)component_length(path), path);
}

static bool unit_component_matches(char *const *patterns, const char *component, size_t length)
{
	char name[NAME_MAX + 1];

	if (length >= sizeof(name))
		return false;
	memcpy(name, component, length);
	name[length] = '\0';
	/* systemd escapes with backslashes: they are a part of the name. */
	for (; *patterns; patterns++)
		if (fnmatch(*patterns, name, FNM_NOESCAPE) == 0)
			return true;
	return false;
}

bool unit_names_match(char *const *patterns, const char *cgroup)
{
	bool is_last = false;

	while (*cgroup && !is_last) {
		size_t length = component_length(cgroup);

		if (length > 0) {
			if (unit_component_matches(patterns, cgroup, length))
				return true;
			is_last = !unit_name_is_slice(cgroup, length);
		}
		cgroup += length + (cgroup[length] == '/');
	}
	return false;
}
