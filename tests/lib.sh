# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the scripts that meson runs as tests: what they need, what they skip, how
# they end.
#
# Nothing is skipped quietly: a test that left something out ends as skipped, and with
# CI=true, where all that tests need is installed, as failed.
# shellcheck shell=bash

n=0 failed=0 skipped=0

# Far longer than anything takes on a machine that is busy with other things as well:
# only what hangs meets it.
PATIENCE=120

# Where depmod is, which a user's PATH has not.
export PATH=$PATH:/usr/sbin:/sbin
export JOURNAL_REMOTE=/lib/systemd/systemd-journal-remote

# skip WHAT: prints what is not tested here, and why.
skip() {
	skipped=$((skipped + 1))
	echo "skipped: $1"
}

# needs PROGRAM...: without one of them nothing of this test can be run.
needs() {
	local program

	for program; do
		command -v "$program" >/dev/null || skip "$program is not installed"
	done
	[ $skipped = 0 ] || finish
}

# wait_until COMMAND...: tries until it succeeds.
wait_until() {
	local end=$((SECONDS + PATIENCE))

	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.02
	done
}

# finish: the closing line, in the words of Check, as scripts/test counts them. 77 is
# meson's status of a test that was skipped.
finish() {
	[ $n = 0 ] || echo "$(((n - failed) * 100 / n))%: Checks: $n, Failures: $failed, Errors: 0"
	[ $failed = 0 ] || exit 1
	[ $skipped = 0 ] || [ "${CI:-}" != true ] || exit 1
	[ $skipped = 0 ] || exit 77
	exit 0
}
