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

#include "bpf/record.h"
#include "cleanup.h"
#include "requester.skel.h"

#define BPF_FS "/sys/fs/bpf"
/* bpffs refuses names with a dot (bpf_lookup(), kernel/bpf/inode.c). */
#define NEW_FOLDER PIN_FOLDER "-new"

static void cleanup_programs(struct requester_bpf **programs)
{
	requester_bpf__destroy(*programs);
}

static int be_silent(enum libbpf_print_level level, const char *format, va_list arguments)
{
	(void)level;
	(void)format;
	(void)arguments;
	return 0;
}

void programs_silence_library(void)
{
	libbpf_set_print(be_silent);
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

static int remove_folder(const char *path)
{
	_cleanup_closedir_ DIR *folder = opendir(path);
	const struct dirent *entry;

	if (!folder)
		return errno == ENOENT ? 0 : -errno;
	while ((entry = readdir(folder))) {
		if (entry->d_name[0] == '.')
			continue;
		if (unlinkat(dirfd(folder), entry->d_name, 0) < 0)
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
	const struct {
		const char *path;
		struct bpf_link *link;
	} links[] = {
		{ NEW_FOLDER "/record_requester", programs->links.record_requester },
		{ NEW_FOLDER "/hand_to_helper", programs->links.hand_to_helper },
		{ NEW_FOLDER "/forget_request", programs->links.forget_request },
		{ NEW_FOLDER "/record_principal", programs->links.record_principal },
	};
	int r;

	if (mkdir(NEW_FOLDER, 0700) < 0)
		return -errno;
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		r = bpf_link__pin(links[i].link, links[i].path);
		if (r < 0)
			return r;
	}
	return bpf_map__pin(programs->maps.helpers, NEW_FOLDER "/" PIN_HELPERS);
}

/*
 * Both sets are attached here, so that no request goes unrecorded whichever map its helper finds.
 */
static int put_in_place(void)
{
	if (renameat2(AT_FDCWD, NEW_FOLDER, AT_FDCWD, PIN_FOLDER, RENAME_EXCHANGE) == 0)
		return remove_folder(NEW_FOLDER);
	if (errno != ENOENT)
		return -errno;
	return rename(NEW_FOLDER, PIN_FOLDER) < 0 ? -errno : 0;
}

int programs_attach(void)
{
	_cleanup_(cleanup_programs) struct requester_bpf *programs = NULL;
	int r;

	programs_silence_library();
	r = mount_bpf_fs();
	if (r < 0)
		return r;
	r = load(&programs);
	if (r < 0)
		return r;
	r = remove_folder(NEW_FOLDER);
	if (r == 0)
		r = pin(programs);
	if (r == 0)
		r = put_in_place();
	if (r < 0)
		remove_folder(NEW_FOLDER);
	return r;
}

int programs_detach(void)
{
	return remove_folder(PIN_FOLDER);
}
