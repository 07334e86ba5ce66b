// SPDX-License-Identifier: GPL-2.0-or-later
#include "study.h"

#include <string.h>

static bool has_suffix(const char *text, const char *suffix)
{
	size_t length = strlen(text), suffix_length = strlen(suffix);

	return length > suffix_length && strcmp(text + length - suffix_length, suffix) == 0;
}

static bool has_prefix(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/*
 * An instance such as "3-192.0.2.1:22-192.0.2.7:50122" or "0-812-0" is that of a socket with
 * Accept=yes, systemd.socket(5).
 */
static bool is_counted_instance(const char *instance)
{
	size_t digits = strspn(instance, "0123456789");

	return digits > 0 && instance[digits] == '-';
}

bool unit_is_persistent(const char *unit)
{
	static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789:-_.\\@";
	static const char *const suffixes[] = { ".service", ".socket", ".mount", ".swap" };
	const char *instance = strchr(unit, '@');
	bool is_persistent = false;

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
		is_persistent |= has_suffix(unit, suffixes[i]);
	/* systemd-run makes up names that begin with "run-"; mounts below /run do so too. */
	if (has_prefix(unit, "run-") && !has_suffix(unit, ".mount"))
		return false;
	if (has_prefix(unit, "user@") || (instance && is_counted_instance(instance + 1)))
		return false;
	return is_persistent && unit[strspn(unit, characters)] == '\0';
}

bool uid_is_dynamic(uid_t uid)
{
	/* DYNAMIC_UID_MIN and DYNAMIC_UID_MAX, as systemd is built unless told otherwise. */
	return uid >= 61184 && uid <= 65519;
}
