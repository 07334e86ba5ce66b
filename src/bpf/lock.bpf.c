// SPDX-License-Identifier: GPL-2.0-or-later
/* While the mode is locked, nobody sets kernel.modprobe to another program. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

static const char guarded[] = "kernel/modprobe";

/* Returns what cgroup/sysctl programs return: 1 to let the access pass, 0 for EPERM. */
SEC("cgroup/sysctl")
int refuse_writes(struct bpf_sysctl *context)
{
	/* A longer name is cut, and then differs. */
	char name[sizeof(guarded) + 1] = "";

	if (!context->write)
		return 1;
	bpf_sysctl_get_name(context, name, sizeof(name), 0);
	return bpf_strncmp(name, sizeof(name), guarded) != 0;
}
