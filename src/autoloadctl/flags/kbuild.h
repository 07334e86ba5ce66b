/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which source file of the kernel a module is made of. Pure. */
#pragma once

#include <stddef.h>

/* Room for the path of any source file of the kernel. */
#define SOURCE_SIZE 256

/*
 * The directory of the sources and the name of the object, from a module's path in modules.dep or
 * modules.builtin: "kernel/net/tls/tls.ko.xz" is "net/tls" and "tls". Returns 0; -EINVAL for what
 * is not a module of the kernel itself or too long for one.
 */
int kbuild_split(const char *path, char directory[static SOURCE_SIZE],
		 char object[static SOURCE_SIZE]);

/*
 * Finds the first source of an object: what the Makefile of its directory (NULL: not known) puts
 * first into OBJECT-y or OBJECT-objs, or else OBJECT.c. Writes a path below the kernel's source,
 * "net/tls/tls_main.c".
 */
void kbuild_first_source(const char *makefile, size_t size, const char *directory,
			 const char *object, char source[static SOURCE_SIZE]);
