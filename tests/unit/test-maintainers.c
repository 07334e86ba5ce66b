// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "maintainers.h"
#include "run.h"

#define REST "THE REST\nS:\tBuried alive in reporters\nF:\t*\nF:\t*/\n"

static void expect_size(const char *text, size_t size, const char *file, const char *section,
			const char *status)
{
	struct maintenance found = { .section = "unchanged" };
	int r = maintainers_find(text, size, file, &found);

	if (!section) {
		ck_assert_int_eq(r, -ENOENT);
		ck_assert_str_eq(found.section, "unchanged");
		return;
	}
	ck_assert_int_eq(r, 0);
	ck_assert_str_eq(found.section, section);
	ck_assert_str_eq(found.status, status);
}

static void expect(const char *text, const char *file, const char *section, const char *status)
{
	expect_size(text, strlen(text), file, section, status);
}

static void expect_match(const char *pattern, const char *file, bool matches)
{
	char text[256];

	snprintf(text, sizeof(text), "X\nS:\tMaintained\nF:\t%s\n", pattern);
	expect(text, file, matches ? "X" : NULL, "Maintained");
}

START_TEST(a_section_is_a_title_and_the_fields_below_it)
{
	static const char text[] = "List of maintainers\n"
				   "===================\n"
				   "\n"
				   "\tM: *Mail* patches to\n"
				   "\tF: *Files*\n"
				   "\n"
				   "TLS\n"
				   "M:\tA <a@example.org>\n"
				   "S:\tMaintained\n"
				   "F:\tnet/tls/*\n"
				   "\n"
				   "SCTP\n"
				   "S:\tOdd Fixes\n"
				   "F:\tnet/sctp/\n"
				   "\n" REST;

	expect(text, "net/tls/tls_main.c", "TLS", "Maintained");
	expect(text, "net/sctp/protocol.c", "SCTP", "Odd Fixes");
	expect(text, "net/x25/af_x25.c", NULL, NULL);
}
END_TEST

START_TEST(a_directory_includes_all_that_is_below_it)
{
	expect_match("net/", "net/tls/tls.c", true);
	expect_match("net/tls/", "net/tls/tls.c", true);
	expect_match("net/tls/", "net/tls/a/b.c", true);
	expect_match("net/tls/", "net/tlsx/tls.c", false);
	expect_match("tls/", "net/tls/tls.c", false);
	expect_match("arch/*/crypto/", "arch/x86/crypto/aes.c", true);
}
END_TEST

START_TEST(a_directory_may_lack_its_slash)
{
	expect_match("net/tls", "net/tls/tls.c", true);
	expect_match("net/tls", "net/tls/a/b.c", true);
	expect_match("net", "net/tls/tls.c", true);
}
END_TEST

START_TEST(a_file_matches_at_its_own_depth)
{
	expect_match("net/tls/tls.c", "net/tls/tls.c", true);
	expect_match("net/tls/*", "net/tls/tls.c", true);
	expect_match("net/*", "net/tls/tls.c", false);
	expect_match("net/*/tls*", "net/tls/tls.c", true);
	expect_match("net/tls/tls[_.]c", "net/tls/tls.c", true);
	expect_match("net/tls/t?s.c", "net/tls/tls.c", true);
	/* As in get_maintainer.pl, the beginning is enough. */
	expect_match("net/tls/tls", "net/tls/tls_main.c", true);
	expect_match("net/tls/main", "net/tls/tls_main.c", false);
	expect_match("net/tls/tls.c", "net/tls/tls_c", false);
}
END_TEST

START_TEST(the_deepest_pattern_wins)
{
	static const char text[] = "NETWORKING\nS:\tMaintained\nF:\tnet/\n\n"
				   "TLS\nS:\tSupported\nF:\tnet/tls/\n\n"
				   "ONE\nS:\tOrphan\nF:\tnet/tls/one.c\n\n"
				   "OTHERS\nS:\tOdd Fixes\nF:\tnet/\nF:\tdrivers/net/\n";

	expect(text, "net/ipv4/tcp.c", "NETWORKING", "Maintained");
	expect(text, "net/tls/two.c", "TLS", "Supported");
	expect(text, "net/tls/one.c", "ONE", "Orphan");
	expect(text, "drivers/net/veth.c", "OTHERS", "Odd Fixes");
}
END_TEST

START_TEST(of_patterns_as_deep_the_more_literal_wins)
{
	static const char text[] = "STAR\nS:\tA\nF:\tarch/*/crypto/\n\n"
				   "X86\nS:\tB\nF:\tarch/x86/crypto/\n\n"
				   "SHORT\nS:\tC\nF:\tarch/?86/crypto/\n";

	expect(text, "arch/x86/crypto/aes.c", "X86", "B");
	expect(text, "arch/arm/crypto/aes.c", "STAR", "A");
}
END_TEST

START_TEST(of_equal_patterns_the_first_wins)
{
	expect("ONE\nS:\tA\nF:\tnet/\n\nTWO\nS:\tB\nF:\tnet/\n", "net/x.c", "ONE", "A");
}
END_TEST

START_TEST(a_section_is_out_where_an_exclusion_matches)
{
	static const char text[] = "NETWORKING\nS:\tMaintained\nF:\tnet/\n\n"
				   "TLS\nX:\tnet/tls/old/\nS:\tSupported\nF:\tnet/tls/\n"
				   "X:\tnet/tls/x.c\n";

	expect(text, "net/tls/y.c", "TLS", "Supported");
	expect(text, "net/tls/x.c", "NETWORKING", "Maintained");
	expect(text, "net/tls/old/y.c", "NETWORKING", "Maintained");
}
END_TEST

START_TEST(names_count_where_no_file_pattern_matches)
{
	static const char text[] = "TEGRA\nS:\tSupported\nN:\t[^a-z]tegra\n\n"
				   "LATER\nS:\tOrphan\nN:\ttegra\n\n"
				   "SOUND\nS:\tMaintained\nF:\tsound/\n";

	expect(text, "drivers/gpu/tegra.c", "TEGRA", "Supported");
	expect(text, "drivers/gpu/xtegra.c", "LATER", "Orphan");
	expect(text, "sound/soc/tegra.c", "SOUND", "Maintained");
	expect(text, "drivers/gpu/x.c", NULL, NULL);
}
END_TEST

START_TEST(an_exclusion_counts_for_names_too)
{
	expect("A\nS:\tB\nN:\ttegra\nX:\tdrivers/\n", "drivers/tegra.c", NULL, NULL);
}
END_TEST

START_TEST(an_invalid_expression_is_skipped)
{
	expect("A\nS:\tB\nN:\t((\nF:\tnet/\n", "net/x.c", "A", "B");
	expect("A\nS:\tB\nN:\t((\n", "net/x.c", NULL, NULL);
	expect("A\nS:\tB\nN:\tx++++++++++++++++++++++++++++++++++++\n", "net/x.c", NULL, NULL);
	expect("A\nS:\tB\nN:\t((x{1,255}){1,255}){1,255}\n", "net/x.c", NULL, NULL);
}
END_TEST

START_TEST(a_section_may_lack_a_status)
{
	expect("A\nF:\tnet/\n\nB\nS:\tX\nF:\tfs/\n", "net/x.c", "A", "");
}
END_TEST

START_TEST(the_last_line_needs_no_newline)
{
	expect("A\nS:\tB\nF:\tnet/", "net/x.c", "A", "B");
	expect("A\nF:\tnet/\nS:\tB", "net/x.c", "A", "B");
}
END_TEST

START_TEST(blanks_around_values_do_not_count)
{
	expect("A \r\nS:  Odd fixes \r\nF:net/ \r\n", "net/x.c", "A", "Odd fixes");
}
END_TEST

START_TEST(text_of_any_bytes_does_no_harm)
{
	static const char bytes[] = "A\0B\nS:\0\nF:\0net/\nX:\nN:\nF:\nF:\tnet/\nS:\xff\x1b\n";
	char longest[4096];

	expect_size(bytes, sizeof(bytes) - 1, "net/x.c", "A", "\xff\x1b");
	expect_size(bytes, 0, "net/x.c", NULL, NULL);
	expect("F:\tnet/\n", "net/x.c", "", "");
	expect("\n\n\n", "net/x.c", NULL, NULL);
	memset(longest, 'n', sizeof(longest));
	memcpy(longest, "A\nF:", 4);
	expect_size(longest, sizeof(longest), "nnn", NULL, NULL);
	longest[3] = 'n';
	expect_size(longest, sizeof(longest), "nnn", NULL, NULL);
}
END_TEST

START_TEST(what_is_too_long_is_cut_or_passed_over)
{
	char text[2048] = "";
	char *end = text;

	end += sprintf(end, "%0300d\nS:\t%0300d\nF:\tnet/\n", 1, 2);
	sprintf(end, "F:\tnet/%0400d\n", 3);
	expect_size(text, strlen(text), "fs/x.c", NULL, NULL);
	{
		struct maintenance found;

		ck_assert_int_eq(maintainers_find(text, strlen(text), "net/x.c", &found), 0);
		ck_assert_uint_eq(strlen(found.section), sizeof(found.section) - 1);
		ck_assert_uint_eq(strlen(found.status), sizeof(found.status) - 1);
	}
}
END_TEST

static bool is_good(const char *status)
{
	struct maintenance maintenance = { 0 };

	strcpy(maintenance.status, status);
	return maintenance_is_good(&maintenance);
}

START_TEST(good_are_maintained_and_supported)
{
	ck_assert(is_good("Maintained"));
	ck_assert(is_good("Supported"));
	ck_assert(is_good("maintained"));
	ck_assert(!is_good("Odd Fixes"));
	ck_assert(!is_good("Odd fixes"));
	ck_assert(!is_good("Orphan"));
	ck_assert(!is_good("Orphan / Obsolete"));
	ck_assert(!is_good("Obsolete"));
	ck_assert(!is_good("Not Maintained"));
	ck_assert(!is_good(""));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_section_is_a_title_and_the_fields_below_it,
		a_directory_includes_all_that_is_below_it,
		a_directory_may_lack_its_slash,
		a_file_matches_at_its_own_depth,
		the_deepest_pattern_wins,
		of_patterns_as_deep_the_more_literal_wins,
		of_equal_patterns_the_first_wins,
		a_section_is_out_where_an_exclusion_matches,
		names_count_where_no_file_pattern_matches,
		an_exclusion_counts_for_names_too,
		an_invalid_expression_is_skipped,
		a_section_may_lack_a_status,
		the_last_line_needs_no_newline,
		blanks_around_values_do_not_count,
		text_of_any_bytes_does_no_harm,
		what_is_too_long_is_cut_or_passed_over,
		good_are_maintained_and_supported,
	};

	return RUN_TESTS("maintainers", tests);
}
