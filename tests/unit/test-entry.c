// SPDX-License-Identifier: GPL-2.0-or-later
/* What the words of an entry stand for. Those that the gate writes are written out here. */
#include "entry.h"
#include "run.h"

static struct entry make(enum entry_field field, const char *text)
{
	struct entry entry = { 0 };

	entry.fields[field] = text;
	return entry;
}

START_TEST(an_entry_has_its_decision)
{
	static const char *const words[] = { "allowed", "refused", "would-refuse" };
	enum decision decision = N_DECISIONS;
	struct entry entry = { 0 };

	ck_assert(!entry_decision(&entry, &decision));
	entry = make(ENTRY_DECISION, "maybe");
	ck_assert(!entry_decision(&entry, &decision));
	ck_assert_int_eq(decision, N_DECISIONS);
	ck_assert_uint_eq(N_ELEMENTS(words), N_DECISIONS);
	for (enum decision i = 0; i < N_DECISIONS; i++) {
		entry = make(ENTRY_DECISION, words[i]);
		ck_assert(entry_decision(&entry, &decision));
		ck_assert_int_eq(decision, i);
	}
}
END_TEST

START_TEST(an_entry_has_its_reason)
{
	static const char *const words[] = {
		"mode-allow", "mode-deny", "nothing-required",    "maintained", "capability",
		"kernel",     "never",     "requirement-not-met",
	};
	enum reason reason = REASON_REQUIREMENT_NOT_MET + 1;
	struct entry entry = { 0 };

	ck_assert(!entry_reason(&entry, &reason));
	entry = make(ENTRY_REASON, "");
	ck_assert(!entry_reason(&entry, &reason));
	ck_assert_int_eq(reason, REASON_REQUIREMENT_NOT_MET + 1);
	ck_assert_uint_eq(N_ELEMENTS(words), REASON_REQUIREMENT_NOT_MET + 1);
	for (enum reason i = 0; i < N_ELEMENTS(words); i++) {
		entry = make(ENTRY_REASON, words[i]);
		ck_assert(entry_reason(&entry, &reason));
		ck_assert_int_eq(reason, i);
	}
}
END_TEST

START_TEST(an_entry_has_the_class_of_the_requester)
{
	static const char *const words[] = { "unknown", "process", "kernel" };
	enum requester_class class = REQUESTER_KERNEL + 1;
	struct entry entry = { 0 };

	ck_assert(!entry_requester_class(&entry, &class));
	entry = make(ENTRY_REQUESTER, "root");
	ck_assert(!entry_requester_class(&entry, &class));
	ck_assert_int_eq(class, REQUESTER_KERNEL + 1);
	for (enum requester_class i = 0; i < N_ELEMENTS(words); i++) {
		entry = make(ENTRY_REQUESTER, words[i]);
		ck_assert(entry_requester_class(&entry, &class));
		ck_assert_int_eq(class, i);
	}
}
END_TEST

START_TEST(confined_is_yes_or_no)
{
	struct entry entry = { 0 };
	bool confined = true;

	ck_assert(!entry_confined(&entry, &confined));
	entry = make(ENTRY_CONFINED, "NO");
	ck_assert(!entry_confined(&entry, &confined));
	ck_assert(confined);
	entry = make(ENTRY_CONFINED, "no");
	ck_assert(entry_confined(&entry, &confined));
	ck_assert(!confined);
	entry = make(ENTRY_CONFINED, "yes");
	ck_assert(entry_confined(&entry, &confined));
	ck_assert(confined);
}
END_TEST

START_TEST(all_user_namespaces_but_init_are_others)
{
	struct entry entry = { 0 };
	bool is_initial = false;

	ck_assert(!entry_user_namespace(&entry, &is_initial));
	entry = make(ENTRY_USERNS, "init");
	ck_assert(entry_user_namespace(&entry, &is_initial));
	ck_assert(is_initial);
	entry = make(ENTRY_USERNS, "4026532178");
	ck_assert(entry_user_namespace(&entry, &is_initial));
	ck_assert(!is_initial);
}
END_TEST

START_TEST(numbers_have_digits_and_nothing_else)
{
	static const char *const others[] = { NULL, "", "root", "1e3", "-1", "+1", " 1", "1 " };
	int64_t number = 7;

	for (size_t i = 0; i < N_ELEMENTS(others); i++) {
		const struct entry entry = make(ENTRY_PID, others[i]);

		ck_assert(!entry_number(&entry, ENTRY_PID, &number));
		ck_assert_int_eq(number, 7);
	}
	ck_assert(entry_number(&(struct entry){ .fields = { [ENTRY_PID] = "812" } }, ENTRY_PID,
			       &number));
	ck_assert_int_eq(number, 812);
	ck_assert(entry_number(
		&(struct entry){ .fields = { [ENTRY_REPEATS] = "18446744073709551616" } },
		ENTRY_REPEATS, &number));
	ck_assert_int_eq(number, INT64_MAX);
}
END_TEST

START_TEST(a_uid_is_one_that_a_user_can_have)
{
	static const char *const others[] = { NULL, "", "root", "-1", "4294967295", "4294967296" };
	uid_t uid = 7;
	struct entry entry;

	for (size_t i = 0; i < N_ELEMENTS(others); i++) {
		entry = make(ENTRY_UID, others[i]);
		ck_assert(!entry_uid(&entry, &uid));
		ck_assert_uint_eq(uid, 7);
	}
	entry = make(ENTRY_UID, "4294967294");
	ck_assert(entry_uid(&entry, &uid));
	ck_assert_uint_eq(uid, 4294967294U);
}
END_TEST

START_TEST(capabilities_are_hexadecimal)
{
	static const char *const others[] = { NULL, "", "x", "-1", "12g", "10000000000000000" };
	uint64_t capabilities = 7;
	struct entry entry;

	for (size_t i = 0; i < N_ELEMENTS(others); i++) {
		entry = make(ENTRY_CAPS, others[i]);
		ck_assert(!entry_capabilities(&entry, &capabilities));
		ck_assert_uint_eq(capabilities, 7);
	}
	entry = make(ENTRY_CAPS, "000001ffffffffff");
	ck_assert(entry_capabilities(&entry, &capabilities));
	ck_assert_uint_eq(capabilities, UINT64_C(0x1ffffffffff));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		an_entry_has_its_decision,
		an_entry_has_its_reason,
		an_entry_has_the_class_of_the_requester,
		confined_is_yes_or_no,
		all_user_namespaces_but_init_are_others,
		numbers_have_digits_and_nothing_else,
		a_uid_is_one_that_a_user_can_have,
		capabilities_are_hexadecimal,
	};

	return RUN_TESTS("entry", tests);
}
