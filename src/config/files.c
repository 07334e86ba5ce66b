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

/* More drop-ins than this, not counting what is replaced, are an error. */
#define DROP_INS_MAX 256

const struct config_files config_files = {
	.main = CONFIG_FILE,
	.directories = { CONFIG_DIRECTORY_VENDOR, "/run/autoload.conf.d", CONFIG_DIRECTORY },
};

struct visiting {
	const struct config_files *files;
	config_visitor *visit;
	void *data;
	/* The directories' descriptors, -1: not there; and their drop-ins, ordered by name. */
	int directories[CONFIG_DIRECTORIES];
	struct dirent **drop_ins[CONFIG_DIRECTORIES];
	int n[CONFIG_DIRECTORIES];
	int n_visited[CONFIG_DIRECTORIES];
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
		return "can't be checked";
	if ((st.st_mode & S_IFMT) != type)
		return type == S_IFREG ? "is not a regular file" : "is not a directory";
	if (st.st_uid != 0)
		return "is not owned by root: \"chown root\" it";
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return "is writable by others than root: \"chmod go-w\" it";
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
static int visit_used(const struct visiting *visiting, int directory, const char *name,
		      const char *path)
{
	/* O_NONBLOCK: not to wait for a writer, should it be a FIFO. */
	_cleanup_close_ int fd =
		openat(directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
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

static int is_drop_in(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > 5 &&
	       strcmp(entry->d_name + length - 5, ".conf") == 0;
}

static int open_directory(struct visiting *visiting, size_t i)
{
	const char *path = visiting->files->directories[i];
	const char *distrust;
	int n;

	visiting->directories[i] = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (visiting->directories[i] < 0)
		return errno == ENOENT ? 0 : visit_errno(visiting, path, "opened", errno);
	distrust = find_distrust(visiting->directories[i], S_IFDIR);
	if (distrust)
		return visit_error(visiting, path, distrust);
	/* Without a locale alphasort() orders as strcmp() does. */
	n = scandirat(visiting->directories[i], ".", &visiting->drop_ins[i], is_drop_in, alphasort);
	if (n < 0)
		return errno == ENOMEM ? -ENOMEM : visit_errno(visiting, path, "listed", errno);
	visiting->n[i] = n;
	return 0;
}

/* Who may write to the main file's directory may put another file in its place. */
static int visit_main(struct visiting *visiting)
{
	const char *path = visiting->files->main, *slash = strrchr(path, '/');
	_cleanup_free_ char *directory_path = strndup(path, slash == path ? 1 : slash - path);
	_cleanup_close_ int directory = -1;
	const char *distrust;

	if (!directory_path)
		return -ENOMEM;
	directory = open(directory_path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return visit_errno(visiting, path, "opened", errno);
	distrust = find_distrust(directory, S_IFDIR);
	if (distrust)
		return visit_error(visiting, directory_path, distrust);
	return visit_used(visiting, directory, slash + 1, path);
}

static bool is_masked(int directory, const char *name)
{
	char target[sizeof("/dev/null")] = "";

	return readlinkat(directory, name, target, sizeof(target)) == sizeof(target) - 1 &&
	       memcmp(target, "/dev/null", sizeof(target) - 1) == 0;
}

static char *make_path(const struct visiting *visiting, size_t directory, const char *name,
		       char path[static PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%s", visiting->files->directories[directory], name);
	return path;
}

/* Whether the next drop-in of a directory has a name. */
static bool is_next(const struct visiting *visiting, size_t i, const char *name)
{
	return visiting->n_visited[i] < visiting->n[i] &&
	       strcmp(visiting->drop_ins[i][visiting->n_visited[i]]->d_name, name) == 0;
}

/* The first of the names that were not visited yet; NULL: there is none. */
static const char *find_next(const struct visiting *visiting)
{
	const char *first = NULL;

	for (size_t i = 0; i < CONFIG_DIRECTORIES; i++) {
		const char *name;

		if (visiting->n_visited[i] == visiting->n[i])
			continue;
		name = visiting->drop_ins[i][visiting->n_visited[i]]->d_name;
		if (!first || strcmp(name, first) < 0)
			first = name;
	}
	return first;
}

/* Visits those of one name: first the ones that don't count. */
static int visit_drop_in(struct visiting *visiting, const char *name, bool is_too_many)
{
	char path[PATH_MAX], other[PATH_MAX];
	size_t last = CONFIG_DIRECTORIES - 1;
	bool masked;
	int r = 0;

	while (!is_next(visiting, last, name))
		last--;
	masked = is_masked(visiting->directories[last], name);
	make_path(visiting, last, name, path);
	for (size_t i = 0; r == 0 && i < last; i++)
		if (is_next(visiting, i, name))
			r = visit(visiting,
				  &(struct config_file){
					  .path = make_path(visiting, i, name, other),
					  .state = masked ? CONFIG_MASKED : CONFIG_REPLACED,
					  .by = path });
	if (r == 0 && masked)
		r = visit(visiting, &(struct config_file){ .path = path, .state = CONFIG_MASK });
	else if (r == 0 && is_too_many)
		r = visit_error(visiting, path, "is one too many: at most 256 drop-ins are read");
	else if (r == 0)
		r = visit_used(visiting, visiting->directories[last], name, path);
	for (size_t i = 0; i <= last; i++)
		visiting->n_visited[i] += is_next(visiting, i, name);
	return r;
}

static int visit_all(struct visiting *visiting)
{
	int r = visit_main(visiting);
	const char *name;
	size_t n = 0;

	for (size_t i = 0; r == 0 && i < CONFIG_DIRECTORIES; i++)
		r = open_directory(visiting, i);
	while (r == 0 && n++ <= DROP_INS_MAX && (name = find_next(visiting)))
		r = visit_drop_in(visiting, name, n > DROP_INS_MAX);
	return r;
}

int config_visit(const struct config_files *files, config_visitor *visitor, void *data)
{
	struct visiting visiting = {
		.files = files,
		.visit = visitor,
		.data = data,
		.directories = { -1, -1, -1 },
	};
	int r = visit_all(&visiting);

	for (size_t i = 0; i < CONFIG_DIRECTORIES; i++) {
		if (visiting.directories[i] >= 0)
			close(visiting.directories[i]);
		while (visiting.n[i] > 0)
			free(visiting.drop_ins[i][--visiting.n[i]]);
		free(visiting.drop_ins[i]);
	}
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
	struct loading loading = { .errors = errors, .policy = policy_default };
	int r = config_visit(files, load_file, &loading);

	if (r == 0 && loading.n_errors)
		r = loading.n_errors == loading.n_denied ? -EACCES : -EINVAL;
	if (r < 0)
		policy_clear(&loading.policy);
	else
		*policy = loading.policy;
	return r;
}
