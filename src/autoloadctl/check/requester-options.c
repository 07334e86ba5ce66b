// SPDX-License-Identifier: GPL-2.0-or-later
#include "requester-options.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "unit-name.h"
#include "key-values.h"
#include "verbs.h"
#include "words.h"

/* The default for root: decisions about root are rarely of interest. As in exposure. */
#define ORDINARY_USER 1000

#define CAPABILITY(number) (UINT64_C(1) << (number))
#define ALL_CAPABILITIES   (CAPABILITY(CAP_LAST_CAP + 1) - 1)

enum {
	KEY_UID = 0x310, /* above all characters: these have no short form */
	KEY_CAPABILITIES,
	KEY_USER_NAMESPACE,
	KEY_CONFINED,
	KEY_UNIT,
	KEY_PID,
	KEY_KERNEL,
	KEY_UNKNOWN,
};

static void set_class(struct argp_state *state, struct requester *requester,
		      enum requester_class class)
{
	if (requester->class != REQUESTER_PROCESS)
		argp_error(state, "only one of --kernel and --unknown can be used");
	requester->class = class;
}

/* As journal field AUTOLOAD_CAPS has them, after "0x". */
static bool add_bits(const char *word, uint64_t *capabilities)
{
	unsigned long long bits;
	char *end;

	if (strncmp(word, "0x", 2) != 0 || !isxdigit((unsigned char)word[2]))
		return false;
	errno = 0;
	bits = strtoull(word, &end, 16);
	if (*end || errno)
		return false;
	*capabilities |= bits;
	return true;
}

/* A name in any case, with or without "CAP_". */
static bool add_name(const char *word, uint64_t *capabilities)
{
	struct requirement named = { 0 };
	char name[64] = "CAP_";
	size_t used = strncasecmp(word, name, 4) == 0 ? 0 : 4;

	snprintf(name + used, sizeof(name) - used, "%s", word);
	for (char *c = name; *c; c++)
		*c = toupper((unsigned char)*c);
	if (requirement_add_word(&named, name) < 0)
		return false;
	*capabilities |= named.capabilities;
	return true;
}

static bool add_capability(const char *word, uint64_t *capabilities)
{
	if (strcmp(word, "none") == 0)
		return true;
	if (strcmp(word, "all") != 0)
		return add_bits(word, capabilities) || add_name(word, capabilities);
	*capabilities |= ALL_CAPABILITIES;
	return true;
}

static void parse_capabilities(struct argp_state *state, const char *value, uint64_t *capabilities)
{
	char *text = strdup(value);
	char **words;

	for (char *c = text; c && *c; c++)
		if (*c == ',')
			*c = ' ';
	words = text ? words_split(text) : NULL;
	free(text);
	if (!words)
		argp_failure(state, EXIT_USAGE, ENOMEM, "can't read the capabilities");
	*capabilities = 0;
	for (char **word = words; words && *word; word++)
		if (!add_capability(*word, capabilities))
			argp_error(state, "invalid capability \"%s\"", *word);
	words_free(words);
}

/* A path in the cgroup hierarchy, or the name of a unit. */
static void parse_unit(struct argp_state *state, const char *unit,
		       struct requester_options *options)
{
	const char *in =
		strchr(unit, '/') || unit_name_is_slice(unit, strlen(unit)) ? "" : "/system.slice";
	int length = snprintf(options->live.cgroup.path, sizeof(options->live.cgroup.path),
			      "%s%s%s", in, *unit == '/' ? "" : "/", unit);

	if (!*unit || length >= (int)sizeof(options->live.cgroup.path))
		argp_error(state, "invalid unit \"%s\"", unit);
}

/* Sets what the options leave open. */
static void complete_requester(struct argp_state *state, struct requester_options *options)
{
	struct requester *requester = &options->live.requester;

	if (requester->class != REQUESTER_PROCESS || options->pid) {
		if (options->has_process_options ||
		    (requester->class != REQUESTER_PROCESS && options->pid))
			argp_error(state, "--pid, --kernel and --unknown can't be used with other "
					  "options of a requester");
		requester->uid = requester->euid = 0;
		return;
	}
	requester->euid = requester->uid;
	/* As root usually has. */
	if (requester->uid == 0 && !options->has_capabilities)
		requester->effective = ALL_CAPABILITIES;
	requester->bounding = ALL_CAPABILITIES;
	if (options->is_confined) {
		requester->effective &= ~CAPABILITY(CAP_SYS_MODULE);
		requester->bounding &= ~CAPABILITY(CAP_SYS_MODULE);
	}
	requester->cgroup = options->live.cgroup.path;
}

static void parse_pid(struct argp_state *state, const char *value, pid_t *pid)
{
	uid_t number;

	if (!parse_uid(value, &number) || number == 0 || number > INT_MAX)
		argp_error(state, "invalid process ID \"%s\"", value);
	*pid = number;
}

static error_t parse_process_option(int key, const char *value, struct argp_state *state)
{
	struct requester_options *options = state->input;

	switch (key) {
	case KEY_UID:
		parse_uid_option(state, value, &options->live.requester.uid);
		break;
	case KEY_CAPABILITIES:
		parse_capabilities(state, value, &options->live.requester.effective);
		options->has_capabilities = true;
		break;
	case KEY_USER_NAMESPACE:
		options->live.requester.in_initial_user_namespace = false;
		break;
	case KEY_CONFINED:
		options->is_confined = true;
		break;
	case KEY_UNIT:
		parse_unit(state, value, options);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	options->has_process_options = true;
	return 0;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
	struct requester_options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		*options = (struct requester_options){
			.live = { .cgroup = { .path = "/" },
				  .user_namespace_is_known = true,
				  .cgroup_mode_is_known = true },
		};
		options->live.requester.class = REQUESTER_PROCESS;
		options->live.requester.uid = getuid() ? getuid() : ORDINARY_USER;
		options->live.requester.in_initial_user_namespace = true;
		return 0;
	case KEY_PID:
		parse_pid(state, value, &options->pid);
		return 0;
	case KEY_KERNEL:
		set_class(state, &options->live.requester, REQUESTER_KERNEL);
		return 0;
	case KEY_UNKNOWN:
		set_class(state, &options->live.requester, REQUESTER_UNKNOWN);
		return 0;
	case ARGP_KEY_END:
		complete_requester(state, options);
		return 0;
	default:
		return parse_process_option(key, value, state);
	}
}

static const struct argp_option known_options[] = {
	{ "uid", KEY_UID, "N", 0, "Its user ID; yours if not given, or 1000 if you are root", 0 },
	{ "caps", KEY_CAPABILITIES, "LIST", 0,
	  "Its effective capabilities: names, all, none, or a number such as 0x1000; if not given, "
	  "all for uid 0, none for others",
	  0 },
	{ "userns", KEY_USER_NAMESPACE, NULL, 0,
	  "It is in a child user namespace, where its capabilities do not count", 0 },
	{ "confined", KEY_CONFINED, NULL, 0, "Its bounding set lacks CAP_SYS_MODULE", 0 },
	{ "unit", KEY_UNIT, "UNIT", 0,
	  "Its systemd unit, in system.slice unless given with its slices; none if not given", 0 },
	{ "pid", KEY_PID, "PID", 0, "The requester is this running process", 0 },
	{ "kernel", KEY_KERNEL, NULL, 0, "The requester is the kernel itself", 0 },
	{ "unknown", KEY_UNKNOWN, NULL, 0, "The requester is unknown", 0 },
	{ 0 },
};

const struct argp requester_argp = { .options = known_options, .parser = parse_option };

bool requester_options_read(struct requester_options *options)
{
	int r;

	if (!options->pid)
		return true;
	r = live_requester_read(options->pid, &options->live);
	if (r == -ENOENT)
		print_error("no such process: %d", options->pid);
	else if (r == -EOPNOTSUPP)
		print_error("can't check processes from inside a user namespace");
	else if (r < 0)
		print_error("can't read process %d: %s", options->pid, strerrordesc_np(-r));
	return r == 0;
}
