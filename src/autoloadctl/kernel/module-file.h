/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a module's file contains about itself, modinfo(8). */
#pragma once

/*
 * Whether a module's file says that it is from the kernel's staging area. Returns 1, 0, or a
 * negative errno.
 */
int module_file_is_staging(const char *file);
