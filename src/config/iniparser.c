// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cleanup.h"
#include "escape.h"
#include "ini.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U /* linux/memfd.h, since 6.3 */
#endif

/*
 * The scan tells every error with its line; what iniparser says about the same text is not needed
 * too.
 */
static int be_silent(const char *format, ...)
{
	(void)format;
	return 0;
}

static void cleanup_dictionary(dictionary **dictionary)
{
	if (*dictionary)
		iniparser_freedict(*dictionary);
}

/* The sysctl vm.memfd_noexec may demand the flag; kernels before 6.3 do not know it. */
static int create_memory_file(void)
{
	int fd = memfd_create("policy", MFD_CLOEXEC | MFD_NOEXEC_SEAL);

	if (fd < 0 && errno == EINVAL)
		fd = memfd_create("policy", MFD_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/*
 * iniparser 4.1 opens a file by its name alone, so it gets the very bytes that were scanned under
 * one.
 */
static int load_dictionary(const char *text, size_t size, dictionary **ret)
{
	_cleanup_close_ int fd = create_memory_file();
	char path[sizeof("/proc/self/fd/") + 3 * sizeof(fd)];
	ssize_t written;

	if (fd < 0)
		return fd;
	written = write(fd, text, size);
	if (written < 0)
		return -errno;
	if ((size_t)written != size)
		return -EIO;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	iniparser_set_error_callback(be_silent);
	*ret = iniparser_load(path);
	return *ret ? 0 : -EBADMSG;
}

/*
 * The values are iniparser's. A difference from what the scan has seen would be one more of its
 * silent behaviours, so it is an error too. Returns 0 or -EINVAL.
 */
static int compare(const struct ini *ini, const dictionary *dictionary, const char *file,
		   const struct error_sink *errors)
{
	char name[2 * INI_LINE_MAX + 2], escaped[ERROR_SIZE / 2];
	int r = 0;

	for (size_t i = 0; i < ini->n_sections; i++) {
		const struct ini_section *section = &ini->sections[i];

		if (iniparser_getsecnkeys(dictionary, section->name) != (int)section->n_keys) {
			report_error(errors, file, section->line,
				     "iniparser reads other keys in this section than it shows");
			r = -EINVAL;
		}
		for (size_t j = 0; j < section->n_keys; j++) {
			const struct ini_key *key = &section->keys[j];
			const char *value;

			snprintf(name, sizeof(name), "%s:%s", section->name, key->name);
			value = iniparser_getstring(dictionary, name, "");
			if (strcmp(value, key->value) == 0)
				continue;
			report_error(errors, file, key->line,
				     "iniparser reads this value as \"%s\"",
				     escape_text(value, escaped, sizeof(escaped)));
			r = -EINVAL;
		}
	}
	return r;
}

static int confirm(const struct ini *ini, const char *text, size_t size, const char *file,
		   const struct error_sink *errors)
{
	_cleanup_(cleanup_dictionary) dictionary *dictionary = NULL;
	int r = load_dictionary(text, size, &dictionary);

	if (r < 0) {
		report_error(errors, file, 0, "iniparser can't read it: %s", strerrordesc_np(-r));
		return -EINVAL;
	}
	return compare(ini, dictionary, file, errors);
}

int ini_parse(const char *text, size_t size, const char *file, const struct error_sink *errors,
	      struct ini *ini)
{
	struct ini found;
	int r = ini_scan(text, size, file, errors, &found);

	if (r < 0)
		return r;
	r = confirm(&found, text, size, file, errors);
	if (r < 0)
		ini_clear(&found);
	else
		*ini = found;
	return r;
}
