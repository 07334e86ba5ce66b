/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of the running system that more than one program or part uses. Those below a prefix
 * come from meson.
 */
#pragma once

/* What has to outlive a process but not a boot. */
#define STATE_DIRECTORY "/run/modprobe-gate"

#define MODPROBE_SYSCTL "/proc/sys/kernel/modprobe"

/* Also CONFIG_MODPROBE_PATH of every distribution. */
#define MODPROBE_FILE "/sbin/modprobe"
