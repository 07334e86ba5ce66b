// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy-files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "sections.h"

/* More drop-ins than this are an error. */
#define DROP_INS_MAX 256

const struct config_files config_files = {
	.main = CONFIG_FILE,
	.folders = { CONFIG_FOLDER_VENDOR, "/run/autoload.conf.d", CONFIG_FOLDER },
};

struct drop_in {
	char name[NAME_MAX + 1];
	bool is_in[CONFIG_FOLDERS];
	size_t folder; /* the last of these, which counts */
};

struct visiting {
	const struct config_files *files;
	config_visitor *visit;
	void *data;
	/* The folders' descriptors; -1: not there. */
	int folders[CONFIG_FOLDERS];
	struct drop_in *drop_ins;
	size_t n_drop_ins;
};

static int visit(const struct visiting *visiting, const struct config_file *file)
{
	return visiting->visit(visiting->data, file);
}

static int visit_error(const struct visiting *visiting, const char *path, const char *text)
{
	return visit(visiting,
		     &(struct config_file){ .path = path, .state = CONFIG_ERROR, .error = text });
}

static int visit_errno(const struct visiting *visiting, const char *path, const char *what,
		       int error)
{
	char text[128];

	snprintf(text, sizeof(text), "can't be %s: %s", what, strerrordesc_np(error));
	return visit(visiting, &(struct config_file){ .path = path,
						      .state = CONFIG_ERROR,
						      .error = text,
						      .is_denied = error == EACCES });
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

/* Visits a file that counts, with what is in it or an error. path is its whole name. */
static int visit_used(const struct visiting *visiting, int folder, const char *name,
		      const char *path)
{
	/* O_NONBLOCK: not to wait for a writer, should it be a FIFO. */
	_cleanup_close_ int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	_cleanup_free_ char *text = NULL;
	const char *distrust;
	ssize_t size;

	if (fd < 0)
		return visit_errno(visiting, path, "opened", errno);
	distrust = find_distrust(fd, S_IFREG);
	if (distrust)
		return visit_error(visiting, path, distrust);
	text = malloc(CONFIG_SIZE_MAX + 1);
	if (!text)
		return -ENOMEM;
	size = read_whole(fd, text);
	if (size < 0)
		return visit_errno(visiting, path, "read", -size);
	if (size > CONFIG_SIZE_MAX)
		return visit_error(visiting, path, "is larger than 64 KiB");
	return visit(visiting,
		     &(struct config_file){
			     .path = path, .state = CONFIG_USED, .text = text, .size = size });
}

static bool is_drop_in(const char *name)
{
	size_t length = strlen(name);

	return name[0] != '.' && length > 5 && strcmp(name + length - 5, ".conf") == 0;
}

/* The place of a name: the one it has already, or a new one; NULL: no memory. */
static struct drop_in *find_place(struct visiting *visiting, const char *name)
{
	struct drop_in *grown;

	for (size_t i = 0; i < visiting->n_drop_ins; i++)
		if (strcmp(visiting->drop_ins[i].name, name) == 0)
			return &visiting->drop_ins[i];
	grown = reallocarray(visiting->drop_ins, visiting->n_drop_ins + 1, sizeof(*grown));
	if (!grown)
		return NULL;
	visiting->drop_ins = grown;
	grown = &grown[visiting->n_drop_ins++];
	*grown = (struct drop_in){ 0 };
	return grown;
}

static int list_folder(struct visiting *visiting, size_t index)
{
	_cleanup_closedir_ DIR *folder = NULL;
	const char *path = visiting->files->folders[index];
	const struct dirent *entry;
	int copy = openat(visiting->folders[index], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

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
		place = find_place(visiting, entry->d_name);
		if (!place)
			return -ENOMEM;
		snprintf(place->name, sizeof(place->name), "%s", entry->d_name);
		place->is_in[index] = true;
		place->folder = index;
		if (visiting->n_drop_ins > DROP_INS_MAX)
			return visit_error(visiting, path, "has too many files");
	}
	return errno ? visit_errno(visiting, path, "listed", errno) : 0;
}

static int open_folder(struct visiting *visiting, size_t index)
{
	const char *path = visiting->files->folders[index];
	const char *distrust;

	visiting->folders[index] = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (visiting->folders[index] < 0)
		return errno == ENOENT ? 0 : visit_errno(visiting, path, "opened", errno);
	distrust = find_distrust(visiting->folders[index], S_IFDIR);
	return distrust ? visit_error(visiting, path, distrust) : list_folder(visiting, index);
}

/* Who may write to the main file's folder may put another file in its place. */
static int visit_main(struct visiting *visiting)
{
	const char *path = visiting->files->main, *slash = strrchr(path, '/');
	_cleanup_free_ char *folder_path = strndup(path, slash == path ? 1 : slash - path);
	_cleanup_close_ int folder = -1;
	const char *distrust;

	if (!folder_path)
		return -ENOMEM;
	folder = open(folder_path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return visit_errno(visiting, path, "opened", errno);
	distrust = find_distrust(folder, S_IFDIR);
	if (distrust)
		return visit_error(visiting, folder_path, distrust);
	return visit_used(visiting, folder, slash + 1, path);
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

static char *make_path(const struct visiting *visiting, size_t folder, const char *name,
		       char path[static PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%s", visiting->files->folders[folder], name);
	return path;
}

/* Visits those of one name: first the ones that don't count. */
static int visit_drop_in(const struct visiting *visiting, const struct drop_in *drop_in)
{
	int folder = visiting->folders[drop_in->folder], r = 0;
	bool masked = is_masked(folder, drop_in->name);
	char path[PATH_MAX], other[PATH_MAX];

	make_path(visiting, drop_in->folder, drop_in->name, path);
	for (size_t i = 0; r == 0 && i < drop_in->folder; i++)
		if (drop_in->is_in[i])
			r = visit(visiting,
				  &(struct config_file){
					  .path = make_path(visiting, i, drop_in->name, other),
					  .state = masked ? CONFIG_MASKED : CONFIG_REPLACED,
					  .by = path });
	if (r != 0)
		return r;
	if (masked)
		return visit(visiting, &(struct config_file){ .path = path, .state = CONFIG_MASK });
	return visit_used(visiting, folder, drop_in->name, path);
}

static int visit_all(struct visiting *visiting)
{
	int r = visit_main(visiting);

	for (size_t i = 0; r == 0 && i < CONFIG_FOLDERS; i++)
		r = open_folder(visiting, i);
	if (visiting->n_drop_ins)
		qsort(visiting->drop_ins, visiting->n_drop_ins, sizeof(*visiting->drop_ins),
		      compare_names);
	for (size_t i = 0; r == 0 && i < visiting->n_drop_ins; i++)
		r = visit_drop_in(visiting, &visiting->drop_ins[i]);
	return r;
}

int config_visit(const struct config_files *files, config_visitor *visitor, void *data)
{
	struct visiting visiting = {
		.files = files,
		.visit = visitor,
		.data = data,
		.folders = { -1, -1, -1 },
	};
	int r = visit_all(&visiting);

	for (size_t i = 0; i < CONFIG_FOLDERS; i++)
		if (visiting.folders[i] >= 0)
			close(visiting.folders[i]);
	free(visiting.drop_ins);
	return r;
}

struct loading {
	const struct error_sink *errors;
	unsigned int n_errors;
	unsigned int n_denied; /* of them: files that this user may not read */
	struct policy policy;
};

/* Adds a file to the policy. Returns 0, also after an error was reported. */
static int load_file(void *data, const struct config_file *file)
{
	struct loading *loading = data;
	int r;

	if (file->state == CONFIG_ERROR) {
		loading->n_errors++;
		loading->n_denied += file->is_denied;
		report_error(loading->errors, file->path, 0, "%s", file->error);
	}
	if (file->state != CONFIG_USED)
		return 0;
	r = config_add(file->text, file->size, file->path, loading->errors, &loading->policy);
	if (r != -EINVAL)
		return r;
	loading->n_errors++;
	return 0;
}

int config_load(const struct config_files *files, const struct error_sink *errors,
		struct policy *policy)
{
	struct loading loading = { .errors = errors };
	int r;

	policy_init_default(&loading.policy);
	r = config_visit(files, load_file, &loading);
	if (r == 0 && loading.n_errors)
		r = loading.n_errors == loading.n_denied ? -EACCES : -EINVAL;
	if (r < 0)
		policy_clear(&loading.policy);
	else
		*policy = loading.policy;
	return r;
}
