// SPDX-License-Identifier: GPL-2.0-or-later
#include "programs.h"

#include <bpf/libbpf.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "request-record.h"
#include "cleanup.h"
#include "pinned-map.h"
#include "requester.skel.h"

#define BPF_FS "/sys/fs/bpf"
/* bpffs refuses names with a dot (bpf_lookup(), kernel/bpf/inode.c). */
#define NEW_DIRECTORY PIN_DIRECTORY "-new"

#define N_LINKS       4
#define PIN_PATH_SIZE 64

/* The pins of the links, which keep the programs attached. */
static const char *const link_names[N_LINKS] = {
	"record_requester",
	"hand_to_helper",
	"forget_request",
	"record_principal",
};

static void cleanup_programs(struct requester_bpf **programs)
{
	requester_bpf__destroy(*programs);
}

static int discard_message(enum libbpf_print_level level, const char *format, va_list arguments)
{
	(void)level;
	(void)format;
	(void)arguments;
	return 0;
}

void programs_disable_libbpf_log(void)
{
	libbpf_set_print(discard_message);
}

/* systemd mounts it; other inits may not. */
static int mount_bpf_fs(void)
{
	struct statfs fs;

	if (statfs(BPF_FS, &fs) < 0)
		return -errno;
	if (fs.f_type == BPF_FS_MAGIC)
		return 0;
	return mount("bpf", BPF_FS, "bpf", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0700") < 0
		       ? -errno
		       : 0;
}

static int remove_directory(const char *path)
{
	_cleanup_closedir_ DIR *directory = opendir(path);
	const struct dirent *entry;

	if (!directory)
		return errno == ENOENT ? 0 : -errno;
	while ((entry = readdir(directory))) {
		if (entry->d_name[0] == '.')
			continue;
		if (unlinkat(dirfd(directory), entry->d_name, 0) < 0)
			return -errno;
	}
	return rmdir(path) < 0 ? -errno : 0;
}

static int load(struct requester_bpf **ret)
{
	_cleanup_(cleanup_programs) struct requester_bpf *programs = requester_bpf__open();
	int r;

	if (!programs)
		return -errno;
	r = requester_bpf__load(programs);
	if (r < 0)
		return r;
	r = requester_bpf__attach(programs);
	if (r < 0)
		return r;
	*ret = steal_pointer(&programs);
	return 0;
}

static int pin(struct requester_bpf *programs)
{
	struct bpf_link *const links[N_LINKS] = {
		programs->links.record_requester,
		programs->links.hand_to_helper,
		programs->links.forget_request,
		programs->links.record_principal,
	};
	int r;

	if (mkdir(NEW_DIRECTORY, 0700) < 0)
		return -errno;
	for (size_t i = 0; i < N_LINKS; i++) {
		char path[PIN_PATH_SIZE];

		snprintf(path, sizeof(path), NEW_DIRECTORY "/%s", link_names[i]);
		r = bpf_link__pin(links[i], path);
		if (r < 0)
			return r;
	}
	r = bpf_map__pin(programs->maps.rodata_version, NEW_DIRECTORY "/" PIN_VERSION);
	return r < 0 ? r : bpf_map__pin(programs->maps.helpers, NEW_DIRECTORY "/" PIN_HELPERS);
}

/*
 * Both sets are attached at this point, so each request is recorded, whichever map its helper
 * finds.
 */
static int replace_pins(void)
{
	if (renameat2(AT_FDCWD, NEW_DIRECTORY, AT_FDCWD, PIN_DIRECTORY, RENAME_EXCHANGE) == 0)
		return remove_directory(NEW_DIRECTORY);
	if (errno != ENOENT)
		return -errno;
	return rename(NEW_DIRECTORY, PIN_DIRECTORY) < 0 ? -errno : 0;
}

int programs_attach(void)
{
	_cleanup_(cleanup_programs) struct requester_bpf *programs = NULL;
	int r;

	programs_disable_libbpf_log();
	r = mount_bpf_fs();
	if (r < 0)
		return r;
	r = load(&programs);
	if (r < 0)
		return r;
	r = remove_directory(NEW_DIRECTORY);
	if (r == 0)
		r = pin(programs);
	if (r == 0)
		r = replace_pins();
	if (r < 0)
		remove_directory(NEW_DIRECTORY);
	return r;
}

int programs_detach(void)
{
	return remove_directory(PIN_DIRECTORY);
}

static int read_version(struct programs_version *version)
{
	_cleanup_close_ int map = pinned_map_open(PIN_DIRECTORY "/" PIN_VERSION, sizeof(*version));
	const unsigned int key = 0;

	return map < 0 ? map : pinned_map_get(map, &key, version);
}

static bool all_are_pinned(void)
{
	char path[PIN_PATH_SIZE];

	for (size_t i = 0; i < N_LINKS; i++) {
		snprintf(path, sizeof(path), PIN_DIRECTORY "/%s", link_names[i]);
		if (access(path, F_OK) < 0)
			return false;
	}
	return true;
}

/*
 * Whether helpers find records, and of this version's size. Returns 0; -ENOENT: there are none;
 * -ESTALE; -EPERM or -EACCES to others than root; or another negative errno.
 */
static int test_helpers_map(void)
{
	_cleanup_close_ int map =
		pinned_map_open(PIN_DIRECTORY "/" PIN_HELPERS, sizeof(struct request_record));

	return map < 0 ? map : 0;
}

enum programs_condition programs_check(char project[static RECORD_PROJECT_SIZE])
{
	struct programs_version version = { 0 };
	int r = test_helpers_map();

	project[0] = '\0';
	if (r == -EPERM || r == -EACCES)
		return PROGRAMS_HIDDEN;
	if (r == -ENOENT)
		return PROGRAMS_MISSING;
	if (read_version(&version) == 0)
		snprintf(project, RECORD_PROJECT_SIZE, "%.*s", (int)sizeof(version.project),
			 version.project);
	if (r < 0 || version.record != RECORD_VERSION)
		return PROGRAMS_OTHER;
	return all_are_pinned() ? PROGRAMS_ATTACHED : PROGRAMS_INCOMPLETE;
}
