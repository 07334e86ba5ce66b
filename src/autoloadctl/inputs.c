// SPDX-License-Identifier: GPL-2.0-or-later
#include "inputs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "common.h"
#include "cleanup.h"
#include "policy-files.h"
#include "sections.h"
#include "text-file.h"

enum {
	KEY_CONFIG = 0x200, /* above all characters: these have no short form */
	KEY_MODULES,
};

void inputs_add_policy_file(struct inputs *inputs, const char *file, struct argp_state *state)
{
	if (inputs->n_policy_files == POLICY_FILES_MAX)
		argp_error(state, "too many policy files: at most %d", POLICY_FILES_MAX);
	else
		inputs->policy_files[inputs->n_policy_files++] = file;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct inputs *inputs = state->input;

	switch (key) {
	case KEY_CONFIG:
		inputs_add_policy_file(inputs, value, state);
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
	  "Read the kernel's modules in this directory instead of /lib/modules/RELEASE", 0 },
	{ 0 },
};

const struct argp config_argp = { .options = config_options, .parser = parse_option };
const struct argp modules_argp = { .options = modules_options, .parser = parse_option };

/*
 * A file that is named by option is trusted: its owner is not tested. Returns like config_add(),
 * and also reports other errors of the file.
 */
static int add_policy_file(const char *file, const struct error_sink *errors, struct policy *policy)
{
	_cleanup_free_ char *text = NULL;
	size_t size;
	int r = text_file_read(file, CONFIG_SIZE_MAX, &text, &size);

	if (r == 0)
		return config_add(text, size, file, errors, policy);
	if (r == -ENOMEM)
		return r;
	if (r == -EFBIG)
		report_error(errors, file, 0, "is larger than %d KiB", CONFIG_SIZE_MAX / 1024);
	else
		report_error(errors, file, 0, "can't be read: %s", strerrordesc_np(-r));
	return -EINVAL;
}

int inputs_read_policy(const struct inputs *inputs, const struct error_sink *errors,
		       struct policy *policy)
{
	struct policy read = policy_default;
	bool has_errors = false;
	int r = 0;

	if (inputs->n_policy_files == 0)
		return config_load(&config_files, errors, policy);
	for (size_t i = 0; i < inputs->n_policy_files && (r == 0 || r == -EINVAL); i++) {
		r = add_policy_file(inputs->policy_files[i], errors, &read);
		has_errors |= r == -EINVAL;
	}
	if (has_errors && r == 0)
		r = -EINVAL;
	if (r < 0)
		policy_clear(&read);
	else
		*policy = read;
	return r;
}

bool inputs_load_policy(const struct inputs *inputs, struct policy *policy)
{
	const struct error_sink errors = { .report = print_policy_error };
	int r = inputs_read_policy(inputs, &errors, policy);

	if (r == -EINVAL)
		print_error("the policy has errors: fix them and try again");
	else if (r < 0)
		print_error("can't read the policy: %s", strerrordesc_np(-r));
	return r == 0;
}

const char *inputs_modules_directory(struct inputs *inputs)
{
	struct utsname kernel;

	if (inputs->modules)
		return inputs->modules;
	uname(&kernel);
	snprintf(inputs->running, sizeof(inputs->running), "/lib/modules/%s", kernel.release);
	return inputs->running;
}

int inputs_read_modules(struct inputs *inputs, struct module_tree *tree, const char **missing)
{
	const char *file;

	return module_tree_read(inputs_modules_directory(inputs), tree, missing ? missing : &file);
}

bool inputs_load_modules(struct inputs *inputs, struct module_tree *tree)
{
	const char *file;
	int r = inputs_read_modules(inputs, tree, &file);

	if (r < 0)
		print_error("can't read %s/%s: %s", inputs_modules_directory(inputs), file,
			    strerrordesc_np(-r));
	return r == 0;
}
