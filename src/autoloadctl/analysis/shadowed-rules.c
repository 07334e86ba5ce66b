// SPDX-License-Identifier: GPL-2.0-or-later
#include "shadowed-rules.h"

#include <stdint.h>

#include "pattern-relations.h"

static bool any_covers(enum pattern_kind kind, char *const *patterns, const char *other)
{
	for (; *patterns; patterns++)
		if (pattern_covers(kind, *patterns, other))
			return true;
	return false;
}

bool patterns_cover_all(char *const *patterns)
{
	return !patterns || any_covers(PATTERN_ALIAS, patterns, "*");
}

/* Whether one list matches whatever another one does; NULL matches all texts. */
static bool list_covers(char *const *patterns, char *const *others)
{
	if (!patterns || !others)
		return patterns_cover_all(patterns);
	for (; *others; others++)
		if (!any_covers(PATTERN_ALIAS, patterns, *others))
			return false;
	return true;
}

/* Without a list also the kernel's own requests match, which no pattern of a unit does. */
static bool units_cover(char *const *patterns, char *const *others)
{
	if (!patterns || !others)
		return !patterns;
	for (; *others; others++)
		if (!any_covers(PATTERN_UNIT, patterns, *others))
			return false;
	return true;
}

/* Whether some ranges together hold all ids of one. */
static bool ranges_hold(const struct rule *rule, const struct uid_range *range)
{
	uint64_t next = range->first;
	size_t i = 0;

	while (next <= range->last && i < rule->n_uids) {
		const struct uid_range *held = &rule->uids[i++];

		if (next >= held->first && next <= held->last) {
			next = (uint64_t)held->last + 1;
			i = 0;
		}
	}
	return next > range->last;
}

static bool uids_cover(const struct rule *later, const struct rule *earlier)
{
	if (!later->uids || !earlier->uids)
		return !later->uids;
	for (size_t i = 0; i < earlier->n_uids; i++)
		if (!ranges_hold(later, &earlier->uids[i]))
			return false;
	return true;
}

/*
 * If it is not known whether rules match a requester: whether it meets the requirement of the
 * earlier rule whenever it meets that of the later one. The later rule is skipped where its
 * requirement is met; then the earlier one must be skipped too. The same holds for dependencies and
 * a requirement that is not `never`. A requester whose unit is not known may have capabilities; one
 * that is not known at all has none.
 */
static bool is_met_with(const struct rule *earlier, const struct rule *later)
{
	const struct requirement *one = &earlier->require, *other = &later->require;

	if (other->never || one->nothing)
		return true;
	if (one->never || other->nothing || (other->maintained && !one->maintained))
		return false;
	/* CAP_SYS_MODULE is enough for both. */
	return !later->units || !(other->capabilities & ~one->capabilities);
}

/*
 * For dependencies only rules with modules count: the last one that matches ends the search for a
 * `never`. A later rule without modules can replace the earlier one only if there is no `never` up
 * to that one.
 */
static bool covers_dependencies(const struct policy *policy, size_t earlier,
				const struct rule *later)
{
	if (!policy->rules[earlier].modules || later->modules)
		return true;
	for (size_t i = 0; i <= earlier; i++)
		if (policy->rules[i].modules && policy->rules[i].require.never)
			return false;
	return true;
}

/* Whether the later rule matches, and is not passed over, whenever that holds for the earlier. */
static bool shadows(const struct policy *policy, size_t earlier, const struct rule *later)
{
	const struct rule *rule = &policy->rules[earlier];

	return uids_cover(later, rule) && units_cover(later->units, rule->units) &&
	       list_covers(later->modules, rule->modules) &&
	       list_covers(later->aliases, rule->aliases) &&
	       ((!later->uids && !later->units) || is_met_with(rule, later)) &&
	       covers_dependencies(policy, earlier, later);
}

const struct rule *shadow_find(const struct policy *policy, size_t n)
{
	for (size_t i = n + 1; i < policy->n_rules; i++)
		if (shadows(policy, n, &policy->rules[i]))
			return &policy->rules[i];
	return NULL;
}
