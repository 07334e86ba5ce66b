// SPDX-License-Identifier: GPL-2.0-or-later
#include "module-file.h"

#include <errno.h>
#include <libkmod.h>
#include <string.h>

static bool is_staging(const struct kmod_list *information)
{
	const struct kmod_list *entry;

	kmod_list_foreach (entry, information)
		if (strcmp(kmod_module_info_get_key(entry), "staging") == 0)
			return strcmp(kmod_module_info_get_value(entry), "Y") == 0;
	return false;
}

int module_file_is_staging(const char *file)
{
	const char *const no_configuration[] = { NULL };
	struct kmod_ctx *context = kmod_new(NULL, no_configuration);
	struct kmod_list *information = NULL;
	struct kmod_module *module = NULL;
	int r;

	if (!context)
		return -ENOMEM;
	/* No message has this priority, so libkmod prints nothing. */
	kmod_set_log_priority(context, -1);
	r = kmod_module_new_from_path(context, file, &module);
	if (r == 0)
		r = kmod_module_get_info(module, &information);
	if (r >= 0)
		r = is_staging(information);
	kmod_module_info_free_list(information);
	kmod_module_unref(module);
	kmod_unref(context);
	return r;
}
