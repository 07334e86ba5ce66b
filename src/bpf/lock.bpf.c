// SPDX-License-Identifier: GPL-2.0-or-later
/* While the mode is locked, nobody sets kernel.modprobe, or makes the kernel start a program. */
#include <stdbool.h>

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

/*
 * What the kernel starts, as root with all capabilities, when somebody crashes (fs/coredump.c),
 * powers off (kernel/reboot.c), or a device comes (lib/kobject_uevent.c): it could undo the lock.
 * And what its helpers may do, the gate among them (kernel/umh.c).
 */
static const char modprobe[] = "kernel/modprobe";
static const char core_pattern[] = "kernel/core_pattern";
static const char poweroff_cmd[] = "kernel/poweroff_cmd";
static const char hotplug[] = "kernel/hotplug";
static const char bset[] = "kernel/usermodehelper/bset";
static const char inheritable[] = "kernel/usermodehelper/inheritable";

/* Returns what cgroup/sysctl programs return: 1 to let the access pass, 0 for EPERM. */
SEC("cgroup/sysctl")
int refuse_writes(struct bpf_sysctl *context)
{
	/* A longer name is cut, and then differs. */
	char name[sizeof(inheritable) + 1] = "";
	bool is_guarded;

	if (!context->write)
		return 1;
	bpf_sysctl_get_name(context, name, sizeof(name), 0);
	is_guarded = bpf_strncmp(name, sizeof(name), modprobe) == 0 ||
		     bpf_strncmp(name, sizeof(name), core_pattern) == 0 ||
		     bpf_strncmp(name, sizeof(name), poweroff_cmd) == 0 ||
		     bpf_strncmp(name, sizeof(name), hotplug) == 0 ||
		     bpf_strncmp(name, sizeof(name), bset) == 0 ||
		     bpf_strncmp(name, sizeof(name), inheritable) == 0;
	return !is_guarded;
}
