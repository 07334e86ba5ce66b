/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Maps that are pinned in bpffs, by plain bpf(2) calls: libbpf would bring libelf and zlib into
 * every request.
 */
#pragma once

#include <stddef.h>

/*
 * Opens the map that is pinned at path. The kernel copies as many bytes as the map says, not as
 * many as the caller has room for, so the size of its values must be as expected. Returns a
 * descriptor, for close(); -ENOENT: nothing is pinned there, or the kernel
 * has no BPF; -ESTALE: its values have another size;
 * or another negative errno.
 */
int pinned_map_open(const char *path, size_t value_size);

/* Take and replace the value of a key that is there. Return 0, -ENOENT or another negative errno.
 */
int pinned_map_get(int map, const void *key, void *value);
int pinned_map_set(int map, const void *key, const void *value);
