// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "captured.h"
#include "options.h"
#include "run.h"

/* What options and arguments are read into: their letters, in the order in which they came. */
struct seen {
	char letters[16];
};

static void note(struct seen *seen, char letter)
{
	seen->letters[strlen(seen->letters)] = letter;
}

static error_t take_argument(int key, char *value, struct argp_state *state)
{
	if (key == 'o')
		note(state->input, 'o');
	else if (key == ARGP_KEY_ARG)
		note(state->input, *value);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	(void)value;
	if (key != 'x' && key != 'y')
		return ARGP_ERR_UNKNOWN;
	note(state->input, key);
	return 0;
}

static const struct argp_option own_options[] = { { "own", 'o', NULL, 0, "Own", 0 }, { 0 } };
static const struct argp_option x_options[] = { { "x", 'x', NULL, 0, "X", 0 }, { 0 } };
static const struct argp_option y_options[] = { { "y", 'y', NULL, 0, "Y", 0 }, { 0 } };

static const struct argp own_argp = { .options = own_options, .parser = take_argument };
static const struct argp x_argp = { .options = x_options, .parser = take_option };
static const struct argp y_argp = { .options = y_options, .parser = take_option };
static const struct argp bare_argp = { .doc = "Without options and parser." };

#define PARSE(argp, flags, groups, input, ...) \
	parse(argp, flags, groups, input, (char *[]){ (char *)"verb", __VA_ARGS__, NULL })

static error_t parse(const struct argp *argp, unsigned int flags, const struct option_group *groups,
		     void *input, char *argv[])
{
	int argc = 0;

	while (argv[argc])
		argc++;
	return options_parse(argp, argc, argv, flags | ARGP_NO_EXIT, groups, input);
}

START_TEST(each_group_gets_its_own_input)
{
	struct seen own = { 0 }, x = { 0 }, y = { 0 };
	const struct option_group groups[] = { { &x_argp, &x }, { &y_argp, &y }, { 0 } };

	ck_assert_int_eq(PARSE(&own_argp, 0, groups, &own, "-y", "-o", "a", "-x", "--y", "b"), 0);
	ck_assert_str_eq(own.letters, "oab");
	ck_assert_str_eq(x.letters, "x");
	ck_assert_str_eq(y.letters, "yy");
}
END_TEST

START_TEST(a_verb_without_a_parser_has_groups_too)
{
	struct seen x = { 0 };
	const struct option_group groups[] = { { &x_argp, &x }, { 0 } };

	ck_assert_int_eq(PARSE(&bare_argp, 0, groups, NULL, "-x"), 0);
	ck_assert_str_eq(x.letters, "x");
	ck_assert_int_ne(PARSE(&bare_argp, ARGP_NO_ERRS, groups, NULL, "argument"), 0);
}
END_TEST

START_TEST(what_nobody_knows_is_an_error)
{
	struct seen own = { 0 };

	ck_assert_int_eq(PARSE(&own_argp, 0, NULL, &own, "-o"), 0);
	ck_assert_int_ne(PARSE(&own_argp, ARGP_NO_ERRS, NULL, &own, "-x"), 0);
	ck_assert_int_ne(PARSE(&bare_argp, ARGP_NO_ERRS, NULL, NULL, "-o"), 0);
}
END_TEST

START_TEST(flags_reach_argp)
{
	struct seen own = { 0 };

	/* Else options would come first. */
	ck_assert_int_eq(PARSE(&own_argp, ARGP_IN_ORDER, NULL, &own, "a", "-o", "b"), 0);
	ck_assert_str_eq(own.letters, "aob");
}
END_TEST

START_TEST(every_verb_has_a_short_help)
{
	struct seen own = { 0 }, x = { 0 };
	const struct option_group groups[] = { { &x_argp, &x }, { 0 } };
	struct captured captured;
	const char *help;

	capture(&captured);
	PARSE(&own_argp, 0, groups, &own, "-h");
	help = capture_end(&captured);
	ck_assert_ptr_nonnull(strstr(help, "--own"));
	ck_assert_ptr_nonnull(strstr(help, "--x"));
	ck_assert_ptr_null(strstr(help, " -h"));
}
END_TEST

START_TEST(there_may_be_as_many_groups_as_promised)
{
	struct option_group groups[OPTION_GROUPS_MAX + 1] = { 0 };
	struct seen x = { 0 }, others = { 0 };

	for (size_t i = 0; i < OPTION_GROUPS_MAX; i++)
		groups[i] = (struct option_group){ &y_argp, &others };
	groups[OPTION_GROUPS_MAX - 1] = (struct option_group){ &x_argp, &x };
	ck_assert_int_eq(PARSE(&bare_argp, 0, groups, NULL, "-x"), 0);
	ck_assert_str_eq(x.letters, "x");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		each_group_gets_its_own_input, a_verb_without_a_parser_has_groups_too,
		what_nobody_knows_is_an_error, flags_reach_argp,
		every_verb_has_a_short_help,   there_may_be_as_many_groups_as_promised,
	};

	return RUN_TESTS("options", tests);
}
