// SPDX-License-Identifier: GPL-2.0-or-later
/* What holds for suggestions whatever was recorded: entries at random, always the same ones. */
#include <linux/capability.h>

#include "run.h"
#include "suggest-entries.h"

#define CAPABILITY(number) (UINT64_C(1) << (number))
#define ROUNDS             60
#define ENTRIES_MAX        8

static const char *const policies[] = {
	"[gate]\nrequire = CAP_SYS_MODULE\n",
	"[gate]\nrequire = maintained\n[maintained some]\nmodules = xfs\nreviewed = 2026-11-20\n"
	"why = a test\n",
	"[rule base]\nalias = net-pf-* a*\nrequire = maintained CAP_NET_RAW\n"
	"[rule users]\nalias = fs-* net-pf-40\nuid = 1 1000-2000\nrequire = nothing\n",
	"[rule all]\nalias = *\nrequire = nothing\n[rule services]\nunit = *.service\n"
	"require = CAP_SYS_ADMIN\n[rule one]\nalias = net-pf-40\nmodule = vsock\n"
	"require = CAP_NET_ADMIN\n",
	"[gate]\nrequire = CAP_SYS_ADMIN\n[rule hole]\nmodule = vmw_*\nrequire = never\n"
	"[rule guests]\nunit = b.service\nrequire = never\n",
};

/* The last three are never recorded. */
static const struct {
	const char *alias;
	const char *modules;
} aliases[] = {
	{ "net-pf-29", "can" },  { "net-pf-40", "vsock vmw_transport" },
	{ "fs-xfs", "xfs" },     { "a*b", "star" },
	{ "net_pf_29", "can" },  { "net-pf-40", "vsock" },
	{ "net-pf-2", "ipv4x" }, { "axb", "x" },
	{ "fs-xfs2", "xfs2" },
};

#define N_RECORDED 6

static const char *const uids[] = { "0", "1", "1000", "61184" };
static const char *const units[] = { "a.service", "b.service", "session-3.scope", "" };
static const char *const capabilities[] = { "0", "1000", "200000", "201000", "2", "203002" };

/* A requester in one of all ways: each number is one. */
struct way {
	size_t uid, unit, capability;
	bool in_namespace, is_unknown;
};

#define N_WAYS (N_ELEMENTS(uids) * N_ELEMENTS(units) * N_ELEMENTS(capabilities) * 2 + 1)

static struct way make_way(size_t number)
{
	struct way way = { .is_unknown = number == N_WAYS - 1 };

	way.uid = number % N_ELEMENTS(uids);
	number /= N_ELEMENTS(uids);
	way.unit = number % N_ELEMENTS(units);
	number /= N_ELEMENTS(units);
	way.capability = number % N_ELEMENTS(capabilities);
	way.in_namespace = number / N_ELEMENTS(capabilities) == 1;
	return way;
}

struct seen {
	size_t alias;
	struct way way;
};

static struct told tell(const struct seen *seen)
{
	return (struct told){
		.alias = aliases[seen->alias].alias,
		.modules = aliases[seen->alias].modules,
		.uid = uids[seen->way.uid],
		.unit = units[seen->way.unit],
		.caps = capabilities[seen->way.capability],
		.userns = seen->way.in_namespace ? "4026532000" : "init",
		.requester = seen->way.is_unknown ? "unknown" : "process",
	};
}

static uint64_t capabilities_of(const struct way *way)
{
	return way->is_unknown || way->in_namespace
		       ? 0
		       : strtoull(capabilities[way->capability], NULL, 16);
}

static bool is_allowed(const struct policy *policy, size_t alias, const struct way *way)
{
	const struct told told = tell(&(struct seen){ alias, *way });
	const struct entry entry = make_entry(&told);
	char words[64], *modules[4] = { 0 };
	struct evidence evidence;
	struct request request = { .modules = (const char *const *)modules };
	size_t n = 0;

	ck_assert_int_eq(evidence_from_entry(&entry, &evidence), 1);
	snprintf(words, sizeof(words), "%s", told.modules);
	for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
		modules[n++] = word;
	request.alias = evidence.alias;
	request.requester = &evidence.requester;
	return policy_decide(policy, &request).decision == DECISION_ALLOWED;
}

/* Whether a requester was like this as far as a rule distinguishes, or all had the capability. */
static bool is_supported(const struct seen *seen, size_t n, size_t alias, const struct way *way)
{
	uint64_t had = CAPABILITY(CAP_NET_ADMIN) | CAPABILITY(CAP_SYS_ADMIN);
	bool is_seen = false, is_like = false;

	for (size_t i = 0; i < n; i++) {
		const struct way *other = &seen[i].way;
		bool is_persistent = unit_is_persistent(units[other->unit]);

		if (!module_names_equal(aliases[seen[i].alias].alias, aliases[alias].alias))
			continue;
		is_seen = true;
		had &= capabilities_of(other);
		is_like |= other->is_unknown ||
			   (!way->is_unknown &&
			    (is_persistent ? other->unit == way->unit : other->uid == way->uid));
	}
	return is_seen && (is_like || (capabilities_of(way) & had));
}

static struct policy make_restricting(const char *text)
{
	struct policy policy = make_policy(text);

	policy.mode = MODE_RESTRICT;
	return policy;
}

static void test_round(const char *policy_text, const struct seen *seen, size_t n)
{
	struct policy before = make_restricting(policy_text), after = make_restricting(policy_text);
	struct policy alone = make_restricting("[gate]\nrequire = CAP_SYS_MODULE\n");
	struct told told[ENTRIES_MAX];
	struct seen refused[ENTRIES_MAX];
	size_t n_refused = 0;
	char *text;

	for (size_t i = 0; i < n; i++) {
		told[i] = tell(&seen[i]);
		if (!is_allowed(&before, seen[i].alias, &seen[i].way))
			refused[n_refused++] = seen[i];
	}
	/* This also tests that all is allowed then. */
	text = suggest_under(policy_text, told, n);
	add_text(&after, text, "suggested.conf");
	add_text(&alone, text, "suggested.conf");
	for (size_t alias = 0; alias < N_ELEMENTS(aliases); alias++) {
		for (size_t number = 0; number < N_WAYS; number++) {
			const struct way way = make_way(number);
			bool was_allowed = is_allowed(&before, alias, &way);

			ck_assert_msg(!was_allowed || is_allowed(&after, alias, &way),
				      "%s is taken from way %zu\n%s\n%s", aliases[alias].alias,
				      number, policy_text, text);
			ck_assert_msg(was_allowed || !is_allowed(&alone, alias, &way) ||
					      is_supported(refused, n_refused, alias, &way),
				      "%s is given to way %zu\n%s\n%s", aliases[alias].alias,
				      number, policy_text, text);
		}
	}
	free(text);
	policy_clear(&before);
	policy_clear(&after);
	policy_clear(&alone);
}

START_TEST(all_is_allowed_nothing_is_taken_and_nothing_is_given_that_was_not_seen)
{
	struct seen seen[ENTRIES_MAX];

	srandom(20261120);
	for (size_t i = 0; i < ROUNDS; i++) {
		size_t n = 1 + random() % ENTRIES_MAX;

		for (size_t j = 0; j < n; j++) {
			seen[j].alias = random() % N_RECORDED;
			/* Who is unknown needs no other rule, so there are few of them. */
			seen[j].way = make_way(random() % (N_WAYS - (random() % 8 != 0)));
		}
		test_round(policies[i % N_ELEMENTS(policies)], seen, n);
	}
}
END_TEST

/* Requesters that are hostile: bytes of every kind where they may choose them. */
START_TEST(no_choice_of_texts_breaks_the_policy)
{
	static const char characters[] = "ab-_*?[]!^\\\"'#;=% \n\t\x1b\x80/.,:@0";
	char texts[4][64], escaped[4][256];

	srandom(20261121);
	for (size_t i = 0; i < 2000; i++) {
		struct told told = { 0 };
		char *text;

		for (size_t j = 0; j < N_ELEMENTS(texts); j++) {
			size_t length = 1 + random() % (j == 0 ? 8 : 40);

			for (size_t k = 0; k < length; k++)
				texts[j][k] = characters[random() % (sizeof(characters) - 1)];
			texts[j][length] = '\0';
			escape_text(texts[j], escaped[j], sizeof(escaped[j]));
		}
		told.alias = escaped[0];
		told.comm = escaped[1];
		told.exe = escaped[2];
		told.unit = escaped[3];
		text = suggest_under("[gate]\nrequire = CAP_SYS_MODULE\n", &told, 1);
		free(text);
	}
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		all_is_allowed_nothing_is_taken_and_nothing_is_given_that_was_not_seen,
		no_choice_of_texts_breaks_the_policy,
	};

	return RUN_TESTS("suggest-properties", tests);
}
