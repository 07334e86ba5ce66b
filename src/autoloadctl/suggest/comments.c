// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "escape.h"
#include "time-text.h"

#define TIMES_SIZE 32
/* Two times and how often, or an alias in quotation marks. */
#define TEXT_SIZE 256

static const char *zone_at(uint64_t microseconds)
{
	time_t seconds = microseconds / 1000000;
	struct tm date;

	return localtime_r(&seconds, &date) ? date.tm_zone : "";
}

static char *format_times(uint64_t times, char text[static TIMES_SIZE])
{
	if (times == 1)
		snprintf(text, TIMES_SIZE, "once");
	else
		snprintf(text, TIMES_SIZE, "%" PRIu64 " times", times);
	return text;
}

/* "once, 2026-11-20 18:30:00" or "2 times, 2026-11-20 18:30:00 to 2026-11-21 09:00:00". */
static char *format_seen(const struct occurrences *seen, char text[static TEXT_SIZE])
{
	char first[TIME_TEXT_SIZE], last[TIME_TEXT_SIZE], times[TIMES_SIZE];

	time_to_text(seen->first, first);
	time_to_text(seen->last, last);
	format_times(seen->times, times);
	if (strcmp(first, last) == 0)
		snprintf(text, TEXT_SIZE, "%s, %s", times, first);
	else
		snprintf(text, TEXT_SIZE, "%s, %s to %s", times, first, last);
	return text;
}

/* Quoted if it could be mistaken for more than a word. */
static char *format_alias(const char *alias, char text[static TEXT_SIZE])
{
	char escaped[ALIAS_MAX * ESCAPED_BYTE + 1], pattern[CONFIG_WORD_MAX + 1];

	escape_text(alias, escaped, sizeof(escaped));
	if (suggestion_pattern(alias, pattern) == 0)
		snprintf(text, TEXT_SIZE, "%s", escaped);
	else
		snprintf(text, TEXT_SIZE, "\"%s\"", escaped);
	return text;
}

static char *format_list(char *const *words, size_t n, bool has_others, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < n && used < size; i++)
		used += snprintf(text + used, size - used, "%s%s", i ? " " : "", words[i]);
	if (has_others && used < size)
		snprintf(text + used, size - used, " and others");
	return text;
}

static void write_mode_warning(const struct writer *writer)
{
	const struct study *study = writer->suggestions->study;
	bool has_confined = false;

	for (size_t i = 0; i < study->n_aliases; i++)
		for (size_t j = 0; j < study->aliases[i].n_requesters; j++)
			has_confined |= study->aliases[i].requesters[j].confined;
	if (study->policy->mode == MODE_DENY)
		comment_write(writer->file, 0, 2,
			      "WARNING: the policy's mode is deny, in which no rule is asked.");
	else if (study->policy->confined == MODE_DENY && has_confined)
		comment_write(writer->file, 0, 2,
			      "WARNING: for confined requesters, of which some are below, the "
			      "policy's mode is deny, in which no rule is asked.");
}

void suggestions_write_header(const struct writer *writer)
{
	const struct study *study = writer->suggestions->study;
	char seen[TEXT_SIZE];

	if (!study->seen.times) {
		comment_write(
			writer->file, 0, 0,
			"Nothing to suggest: there is no refusal among the selected entries.");
		return;
	}
	format_seen(&study->seen, seen);
	comment_write(writer->file, 0, 0,
		      "%s by autoloadctl, for requests that were refused, or would be in mode "
		      "restrict: %s %s.",
		      writer->suggestions->n_rules ? "Suggested" : "Nothing is suggested", seen,
		      zone_at(study->seen.last));
	if (!writer->suggestions->n_rules)
		return;
	fputs("#\n", writer->file);
	comment_write(writer->file, 0, 0,
		      "Read it first: what was refused may have been an attack. Then save it as a "
		      "file that is read last, such as " CONFIG_DIRECTORY
		      "/90-suggested.conf, and look "
		      "for mistakes with \"autoloadctl lint\". What is read later overrides it.");
	write_mode_warning(writer);
}

static void write_requester(const struct writer *writer, const struct studied_requester *requester)
{
	char times[TIMES_SIZE], exe[TEXT_SIZE] = "";

	format_times(requester->seen.times, times);
	if (*requester->exe)
		snprintf(exe, sizeof(exe), " (\"%s\")", requester->exe);
	if (requester->class == REQUESTER_UNKNOWN)
		comment_write(writer->file, 2, 2, "%s: an unknown requester", times);
	else
		comment_write(writer->file, 2, 2, "%s: \"%s\"%s%s, uid %u, %s%s%s", times,
			      requester->comm, exe,
			      requester->has_other_programs ? " and others" : "", requester->uid,
			      *requester->unit ? requester->unit : "no unit",
			      requester->has_other_units ? " and others" : "",
			      requester->in_initial_user_namespace ? "" : ", in a user namespace");
}

/* The requesters that the rule is for. */
static void write_requesters(const struct writer *writer, const struct suggestion *rule,
			     const struct studied_alias *alias)
{
	bool is_for_all =
		rule->who.kind == SUGGEST_CAPABILITY || rule->who.kind == SUGGEST_EVERYBODY;
	uint64_t times_omitted = 0;
	char times[TIMES_SIZE];
	size_t n = 0;

	for (size_t i = 0; i < alias->n_requesters; i++) {
		if (!suggestion_covers(&rule->who, &alias->requesters[i]))
			continue;
		if (n++ < writer->requesters_max)
			write_requester(writer, &alias->requesters[i]);
		else
			times_omitted += alias->requesters[i].seen.times;
	}
	if (times_omitted)
		comment_write(writer->file, 2, 2, "%s: others", format_times(times_omitted, times));
	if (alias->times_of_others)
		comment_write(writer->file, 2, 2, "%s: others beyond the limit%s",
			      format_times(alias->times_of_others, times),
			      is_for_all ? "" : ", and no rule is for them");
}

static void write_alias(const struct writer *writer, const struct studied_alias *alias)
{
	char text[TEXT_SIZE], seen[TEXT_SIZE], modules[2 * TEXT_SIZE], callers[TEXT_SIZE];

	format_list(alias->modules, alias->n_modules, alias->has_other_modules, modules,
		    sizeof(modules));
	format_list(alias->callers, alias->n_callers, alias->has_other_callers, callers,
		    sizeof(callers));
	comment_write(writer->file, 0, 2, "%s (%s): %s%s%s", format_alias(alias->alias, text),
		      modules, format_seen(&alias->seen, seen), *callers ? ", from " : "", callers);
}

static void write_alias_warnings(const struct writer *writer, const struct suggestion *rule,
				 const struct studied_alias *alias)
{
	const struct policy *policy = writer->suggestions->study->policy;
	const struct rule *forbidding = suggestion_find_forbidding_rule(policy, alias);
	const struct rule *of_module = suggestion_find_module_rule(policy, alias);

	if (suggestion_has_namespace(&rule->who, alias))
		comment_write(writer->file, 0, 2,
			      "WARNING: it was asked for in a user namespace, which may be a "
			      "container, or a user's way to reach code that requires root.");
	if (forbidding)
		comment_write(writer->file, 0, 2,
			      "WARNING: rule \"%s\" (%s:%u) requires never for some requesters, "
			      "and this rule comes after it.",
			      forbidding->name, forbidding->file, forbidding->line);
	if (of_module)
		comment_write(
			writer->file, 0, 2,
			"WARNING: rule \"%s\" (%s:%u) is for such modules, and this rule comes "
			"after it.",
			of_module->name, of_module->file, of_module->line);
}

static void write_rule_warnings(const struct writer *writer, const struct suggestion *rule)
{
	if (rule->who.kind == SUGGEST_EVERYBODY)
		comment_write(writer->file, 0, 2,
			      "WARNING: the requester is unknown, so this lets everybody load "
			      "it.");
	if (suggestion_is_for_uid_0(&rule->who))
		comment_write(
			writer->file, 0, 2,
			"WARNING: other services, and containers, run as uid 0 too, also with "
			"few capabilities.");
	if (suggestion_is_for_dynamic_uid(&rule->who))
		comment_write(writer->file, 0, 2,
			      "WARNING: uids from 61184 to 65519 are given to any service with "
			      "DynamicUser=, for as long as it runs.");
}

void suggestion_write_evidence(const struct writer *writer, const struct suggestion *rule)
{
	for (size_t i = 0; i < rule->n_aliases; i++) {
		write_alias(writer, rule->aliases[i]);
		write_requesters(writer, rule, rule->aliases[i]);
		write_alias_warnings(writer, rule, rule->aliases[i]);
	}
	write_rule_warnings(writer, rule);
}

static void write_forbidden(const struct writer *writer)
{
	const struct study *study = writer->suggestions->study;
	char alias[TEXT_SIZE], times[TIMES_SIZE];

	for (size_t i = 0; i < study->n_forbidden; i++) {
		const struct forbidden_request *request = &study->forbidden[i];

		format_alias(request->alias, alias);
		format_times(request->times, times);
		if (request->rule)
			comment_write(writer->file, 2, 2,
				      "%s: %s, and rule \"%s\" (%s:%u) requires never", alias,
				      times, request->rule, request->file, request->line);
		else
			comment_write(writer->file, 2, 2, "%s: %s, and [gate] requires never",
				      alias, times);
	}
	if (study->times_forbidden_others)
		comment_write(writer->file, 2, 2, "%s: others for which a rule requires never",
			      format_times(study->times_forbidden_others, times));
}

static void write_count(const struct writer *writer, uint64_t times, const char *what)
{
	char text[TIMES_SIZE];

	if (times)
		comment_write(writer->file, 2, 2, "%s: %s", format_times(times, text), what);
}

const char *skip_reason_text(enum skip_reason reason)
{
	static const char *const texts[] = {
		[SKIP_NONE] = "",
		[SKIP_ALIAS_HAS_NO_PATTERN] =
			"no pattern of the policy's language matches just this",
		[SKIP_TOO_MANY_MODULES] =
			"it names too many modules, and others may never be loaded",
		[SKIP_MODULE_HAS_INVALID_NAME] =
			"a module has no proper name, and others may never be loaded",
		[SKIP_FILE_IS_FULL] = "a policy file has no room for all its rules",
	};

	return texts[reason];
}

void suggestions_write_skipped(const struct writer *writer)
{
	const struct suggestions *suggestions = writer->suggestions;
	const struct study *study = suggestions->study;
	char alias[TEXT_SIZE], times[TIMES_SIZE];

	if (!suggestions->n_skipped && !study->n_forbidden && !study->times_allowed_now &&
	    !study->times_denied && !study->times_alias_others && !study->n_incomplete)
		return;
	fputc('\n', writer->file);
	comment_write(writer->file, 0, 2, "Without a rule:");
	for (size_t i = 0; i < suggestions->n_skipped; i++) {
		const struct skipped_alias *skipped = &suggestions->skipped[i];

		format_times(skipped->alias->seen.times, times);
		comment_write(writer->file, 2, 2, "%s: %s, and %s",
			      format_alias(skipped->alias->alias, alias), times,
			      skip_reason_text(skipped->reason));
	}
	write_forbidden(writer);
	write_count(writer, study->times_allowed_now, "the policy would allow it by now");
	write_count(writer, study->times_denied, "refused by mode deny, in which no rule is asked");
	write_count(writer, study->times_alias_others,
		    "other aliases beyond the limit; select some with --alias");
	write_count(writer, study->n_incomplete, "incomplete entries");
}
