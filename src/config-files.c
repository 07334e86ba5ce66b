// SPDX-License-Identifier: GPL-2.0-or-later
#include "config-files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "config.h"

/* More drop-ins than this are an error. */
#define DROP_INS_MAX 256

const struct config_files config_files = {
	.main = CONFIG_FILE,
	.folders = { CONFIG_FOLDER_VENDOR, "/run/autoload.conf.d", CONFIG_FOLDER },
};

struct drop_in {
	char name[NAME_MAX + 1];
	size_t folder;
};

struct loading {
	const struct config_files *files;
	const struct error_sink *errors;
	unsigned int n_errors;
	unsigned int n_denied; /* of them: files that this user may not read */
	/* The folders' descriptors; -1: not there. */
	int folders[CONFIG_FOLDERS];
	struct drop_in *drop_ins;
	size_t n_drop_ins;
	struct policy *policy;
};

static void complain_of(struct loading *loading, const char *path, const char *text)
{
	loading->n_errors++;
	report_error(loading->errors, path, 0, "%s", text);
}

static void complain_of_errno(struct loading *loading, const char *path, const char *what,
			      int error)
{
	loading->n_errors++;
	loading->n_denied += error == EACCES;
	report_error(loading->errors, path, 0, "can't be %s: %s", what, strerrordesc_np(error));
}

/* What speaks against trusting what a descriptor is of, ready to be reported, or NULL. */
static const char *find_distrust(int fd, mode_t type)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return "can't be examined";
	if ((st.st_mode & S_IFMT) != type)
		return type == S_IFREG ? "is not a regular file" : "is not a folder";
	if (st.st_uid != 0)
		return "is not owned by root: \"chown root\" it";
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return "can be written by others than root: \"chmod go-w\" it";
	return NULL;
}

/* Returns the number of bytes read, at most one more than a file may have, or a negative errno. */
static ssize_t read_whole(int fd, char text[static CONFIG_SIZE_MAX + 1])
{
	size_t used = 0;
	ssize_t n;

	do {
		n = read(fd, text + used, CONFIG_SIZE_MAX + 1 - used);
		if (n < 0)
			return -errno;
		used += n;
	} while (n > 0 && used <= CONFIG_SIZE_MAX);
	return used;
}

/* Adds a file to the policy. path is its whole name. Returns 0, also after an error was reported.
 */
static int load_file(struct loading *loading, int folder, const char *name, const char *path)
{
	/* O_NONBLOCK: not to wait for a writer, should it be a FIFO. */
	_cleanup_close_ int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	_cleanup_free_ char *text = NULL;
	const char *distrust;
	ssize_t size;
	int r;

	if (fd < 0) {
		complain_of_errno(loading, path, "opened", errno);
		return 0;
	}
	distrust = find_distrust(fd, S_IFREG);
	if (distrust) {
		complain_of(loading, path, distrust);
		return 0;
	}
	text = malloc(CONFIG_SIZE_MAX + 1);
	if (!text)
		return -ENOMEM;
	size = read_whole(fd, text);
	if (size < 0) {
		complain_of_errno(loading, path, "read", -size);
		return 0;
	}
	if (size > CONFIG_SIZE_MAX) {
		complain_of(loading, path, "is larger than 64 KiB");
		return 0;
	}
	r = config_add(text, size, path, loading->errors, loading->policy);
	if (r != -EINVAL)
		return r;
	loading->n_errors++;
	return 0;
}

static bool is_drop_in(const char *name)
{
	size_t length = strlen(name);

	return name[0] != '.' && length > 5 && strcmp(name + length - 5, ".conf") == 0;
}

/* The place of a name: the one it has already, or a new one; NULL: no memory. */
static struct drop_in *find_place(struct loading *loading, const char *name)
{
	struct drop_in *grown;

	for (size_t i = 0; i < loading->n_drop_ins; i++)
		if (strcmp(loading->drop_ins[i].name, name) == 0)
			return &loading->drop_ins[i];
	grown = reallocarray(loading->drop_ins, loading->n_drop_ins + 1, sizeof(*grown));
	if (!grown)
		return NULL;
	loading->drop_ins = grown;
	return &grown[loading->n_drop_ins++];
}

static int list_folder(struct loading *loading, size_t index)
{
	_cleanup_closedir_ DIR *folder = NULL;
	const struct dirent *entry;
	int copy = openat(loading->folders[index], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (copy < 0)
		return -errno;
	folder = fdopendir(copy);
	if (!folder) {
		close(copy);
		return -ENOMEM;
	}
	while (errno = 0, (entry = readdir(folder))) {
		struct drop_in *place;

		if (!is_drop_in(entry->d_name))
			continue;
		place = find_place(loading, entry->d_name);
		if (!place)
			return -ENOMEM;
		snprintf(place->name, sizeof(place->name), "%s", entry->d_name);
		place->folder = index;
		if (loading->n_drop_ins > DROP_INS_MAX) {
			complain_of(loading, loading->files->folders[index], "has too many files");
			return 0;
		}
	}
	if (errno)
		complain_of_errno(loading, loading->files->folders[index], "listed", errno);
	return 0;
}

static int open_folder(struct loading *loading, size_t index)
{
	const char *path = loading->files->folders[index];
	const char *distrust;

	loading->folders[index] = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (loading->folders[index] < 0) {
		if (errno != ENOENT)
			complain_of_errno(loading, path, "opened", errno);
		return 0;
	}
	distrust = find_distrust(loading->folders[index], S_IFDIR);
	if (!distrust)
		return list_folder(loading, index);
	complain_of(loading, path, distrust);
	return 0;
}

/* Who may write to the main file's folder may put another file in its place. */
static int load_main(struct loading *loading)
{
	const char *path = loading->files->main, *slash = strrchr(path, '/');
	_cleanup_free_ char *folder_path = strndup(path, slash == path ? 1 : slash - path);
	_cleanup_close_ int folder = -1;
	const char *distrust;

	if (!folder_path)
		return -ENOMEM;
	folder = open(folder_path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0) {
		complain_of_errno(loading, path, "opened", errno);
		return 0;
	}
	distrust = find_distrust(folder, S_IFDIR);
	if (distrust) {
		complain_of(loading, folder_path, distrust);
		return 0;
	}
	return load_file(loading, folder, slash + 1, path);
}

static int compare_names(const void *one, const void *other)
{
	return strcmp(((const struct drop_in *)one)->name, ((const struct drop_in *)other)->name);
}

static bool is_masked(int folder, const char *name)
{
	char target[sizeof("/dev/null")] = "";

	return readlinkat(folder, name, target, sizeof(target)) == sizeof(target) - 1 &&
	       memcmp(target, "/dev/null", sizeof(target) - 1) == 0;
}

static int load_drop_ins(struct loading *loading)
{
	char path[PATH_MAX];
	int r = 0;

	if (loading->n_drop_ins)
		qsort(loading->drop_ins, loading->n_drop_ins, sizeof(*loading->drop_ins),
		      compare_names);
	for (size_t i = 0; r == 0 && i < loading->n_drop_ins; i++) {
		const struct drop_in *drop_in = &loading->drop_ins[i];
		int folder = loading->folders[drop_in->folder];

		if (is_masked(folder, drop_in->name))
			continue;
		snprintf(path, sizeof(path), "%s/%s", loading->files->folders[drop_in->folder],
			 drop_in->name);
		r = load_file(loading, folder, drop_in->name, path);
	}
	return r;
}

static int load(struct loading *loading)
{
	int r = load_main(loading);

	for (size_t i = 0; r == 0 && i < CONFIG_FOLDERS; i++)
		r = open_folder(loading, i);
	if (r == 0)
		r = load_drop_ins(loading);
	if (r < 0 || loading->n_errors == 0)
		return r;
	return loading->n_errors == loading->n_denied ? -EACCES : -EINVAL;
}

int config_load(const struct config_files *files, const struct error_sink *errors,
		struct policy *policy)
{
	struct policy read;
	struct loading loading = {
		.files = files,
		.errors = errors,
		.folders = { -1, -1, -1 },
		.policy = &read,
	};
	int r;

	policy_init_default(&read);
	r = load(&loading);
	for (size_t i = 0; i < CONFIG_FOLDERS; i++)
		if (loading.folders[i] >= 0)
			close(loading.folders[i]);
	free(loading.drop_ins);
	if (r < 0)
		policy_clear(&read);
	else
		*policy = read;
	return r;
}
