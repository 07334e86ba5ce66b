/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * Gives up every capability for good but the one to insert a module. Returns 0 or a negative errno.
 */
int privileges_keep_only_sys_module(void);
