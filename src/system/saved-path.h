/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kernel.modprobe was before the gate's path was set, as "autoloadctl enable" keeps it. */
#pragma once

#include "system-paths.h"

#define SAVED_PATH STATE_DIRECTORY "/modprobe-path"

/* KMOD_PATH_LEN in include/linux/kmod.h */
#define MODPROBE_PATH_SIZE 256

/* Takes the path that was set before, or that of modprobe(8) where it is not known. */
void saved_path_get(char path[static MODPROBE_PATH_SIZE]);
