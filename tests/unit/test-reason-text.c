// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>

#include "reason-text.h"
#include "run.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))

static const struct rule rule = {
	.name = (char *)"sockets",
	.file = (char *)"/etc/autoload.conf",
	.line = 6,
	.require = { .maintained = true,
		     .capabilities = CAPABILITY(CAP_NET_ADMIN) | CAPABILITY(CAP_SYS_TIME) },
};

static const struct requester user = {
	.class = REQUESTER_PROCESS,
	.in_initial_user_namespace = true,
};

/* What is said of a request for "can" by a process with these capabilities. */
static const char *tell(enum reason reason, uint64_t capabilities, bool names_module)
{
	static char text[REASON_TEXT_SIZE];
	const struct verdict verdict = {
		.reason = reason,
		.rule = &rule,
		.module = "can",
		.require = &rule.require,
	};
	struct requester requester = user;

	requester.effective = capabilities;
	return reason_requirement(&verdict, &requester, names_module, text, sizeof(text));
}

START_TEST(a_rule_is_told_with_its_place)
{
	struct verdict verdict = { .rule = &rule };
	char text[64];

	ck_assert_str_eq(reason_decider(&verdict, text, sizeof(text)),
			 "rule \"sockets\" (/etc/autoload.conf:6)");
	verdict.rule = NULL;
	ck_assert_str_eq(reason_decider(&verdict, text, sizeof(text)),
			 "no rule matches, and the default");
}
END_TEST

START_TEST(what_is_too_long_is_cut)
{
	const struct verdict verdict = {
		.reason = REASON_MAINTAINED,
		.rule = &rule,
		.module = "can",
		.require = &rule.require,
	};
	char text[8];

	ck_assert_str_eq(reason_decider(&verdict, text, sizeof(text)), "rule \"s");
	ck_assert_str_eq(reason_requirement(&verdict, &user, true, text, sizeof(text)), "maintai");
}
END_TEST

START_TEST(what_is_met_stands_behind_what_is_required)
{
	static const struct {
		enum reason reason;
		const char *text;
	} cases[] = {
		{ REASON_REQUIREMENT_NOT_MET, "" },
		{ REASON_MAINTAINED, ", which it is" },
		{ REASON_KERNEL, ", but the kernel itself asks" },
		{ REASON_CAPABILITY, ", and the requester has CAP_SYS_TIME" },
	};
	char expected[256];

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		snprintf(expected, sizeof(expected),
			 "maintained CAP_NET_ADMIN CAP_SYS_TIME for can%s", cases[i].text);
		/* Another one that it has is not asked for. */
		ck_assert_str_eq(tell(cases[i].reason,
				      CAPABILITY(CAP_SYS_TIME) | CAPABILITY(CAP_CHOWN), true),
				 expected);
	}
	ck_assert_str_eq(tell(REASON_MAINTAINED, 0, false),
			 "maintained CAP_NET_ADMIN CAP_SYS_TIME, which it is");
}
END_TEST

START_TEST(a_capability_that_always_suffices_is_told_too)
{
	ck_assert_str_eq(tell(REASON_CAPABILITY, CAPABILITY(CAP_SYS_MODULE), false),
			 "maintained CAP_NET_ADMIN CAP_SYS_TIME, and the requester has "
			 "CAP_SYS_MODULE");
}
END_TEST

START_TEST(there_is_room_for_every_capability_twice)
{
	const struct requirement all = { .maintained = true, .capabilities = UINT64_MAX };
	const struct verdict verdict = {
		.reason = REASON_CAPABILITY,
		.module = "can",
		.require = &all,
	};
	struct requester requester = user;
	char text[REASON_TEXT_SIZE];

	requester.effective = UINT64_MAX;
	reason_requirement(&verdict, &requester, true, text, sizeof(text));
	ck_assert_ptr_nonnull(strstr(text, "CAP_CHECKPOINT_RESTORE"));
	ck_assert_ptr_nonnull(strstr(strstr(text, " for can, and"), "CAP_CHECKPOINT_RESTORE"));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_rule_is_told_with_its_place,
		what_is_too_long_is_cut,
		what_is_met_stands_behind_what_is_required,
		a_capability_that_always_suffices_is_told_too,
		there_is_room_for_every_capability_twice,
	};

	return RUN_TESTS("reason-text", tests);
}
