// SPDX-License-Identifier: GPL-2.0-or-later
#include "autoloadctl-inputs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "autoloadctl.h"
#include "cleanup.h"
#include "config.h"
#include "text-file.h"

bool inputs_add_policy_file(struct inputs *inputs, const char *file)
{
	if (inputs->n_policy_files == POLICY_FILES_MAX) {
		complain("more than %d policy files are too many", POLICY_FILES_MAX);
		return false;
	}
	inputs->policy_files[inputs->n_policy_files++] = file;
	return true;
}

/* Who names a file trusts it: whose it is does not matter here. */
static int add_policy_file(const char *file, struct policy *policy)
{
	const struct error_sink errors = { .report = print_policy_error };
	_cleanup_free_ char *text = NULL;
	size_t size;
	int r = text_file_read(file, CONFIG_SIZE_MAX, &text, &size);

	return r < 0 ? r : config_add(text, size, file, &errors, policy);
}

bool inputs_load_policy(const struct inputs *inputs, struct policy *policy)
{
	struct policy read;

	if (inputs->n_policy_files == 0)
		return load_policy(policy);
	policy_init_default(&read);
	for (size_t i = 0; i < inputs->n_policy_files; i++) {
		int r = add_policy_file(inputs->policy_files[i], &read);

		if (r == 0)
			continue;
		if (r != -EINVAL)
			complain("can't read %s: %s", inputs->policy_files[i], strerrordesc_np(-r));
		policy_clear(&read);
		return false;
	}
	*policy = read;
	return true;
}

bool inputs_load_modules(struct inputs *inputs, struct module_tree *tree)
{
	struct utsname kernel;
	const char *file;
	int r;

	if (!inputs->modules) {
		uname(&kernel);
		snprintf(inputs->running, sizeof(inputs->running), "/lib/modules/%s",
			 kernel.release);
		inputs->modules = inputs->running;
	}
	r = module_tree_read(inputs->modules, tree, &file);
	if (r < 0)
		complain("can't read %s/%s: %s", inputs->modules, file, strerrordesc_np(-r));
	return r == 0;
}
