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

enum {
	KEY_CONFIG = 0x200, /* above all characters: these have no short form */
	KEY_MODULES,
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct inputs *inputs = state->input;

	switch (key) {
	case KEY_CONFIG:
		if (inputs->n_policy_files == POLICY_FILES_MAX)
			argp_error(state, "more than %d policy files are too many",
				   POLICY_FILES_MAX);
		inputs->policy_files[inputs->n_policy_files++] = value;
		return 0;
	case KEY_MODULES:
		inputs->modules = value;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option config_options[] = {
	{ "config", KEY_CONFIG, "FILE", 0,
	  "Read this policy file instead of the system's; may be given more than once", 0 },
	{ 0 },
};

static const struct argp_option modules_options[] = {
	{ "modules", KEY_MODULES, "DIR", 0,
	  "Take the modules of a kernel from there instead of /lib/modules/RELEASE", 0 },
	{ 0 },
};

const struct argp config_argp = { .options = config_options, .parser = parse_option };
const struct argp modules_argp = { .options = modules_options, .parser = parse_option };

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
