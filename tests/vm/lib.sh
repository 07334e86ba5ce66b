# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by every test in tests/vm/tests. Stops at the first thing that is not
# as expected, and prints what was expected and what was seen.
# shellcheck shell=bash
# shellcheck disable=SC2034 # some variables are for the tests

set -euo pipefail

tools=/usr/lib/modprobe-gate/tests
gate=/usr/sbin/modprobe-gate
conf=/etc/autoload.conf
pins=/sys/fs/bpf/modprobe-gate

# Seconds, far longer than anything takes on a host that is busy with other things as well: only
# what hangs meets it, and waits in vain. Under emulation the guest's clock runs on while the guest
# does not, so a shorter limit would not test the guest.
PATIENCE=120

export PATH=$tools:/usr/sbin:/usr/bin:/sbin:/bin
export SYSTEMD_PAGER='' LC_ALL=C

work=$(mktemp -d /run/test.XXXXXX)
# A test that changes more than is restored before the next one registers here how to undo it.
undo() { :; }
finish() {
	local status=$?
	undo
	systemctl kill -s CONT systemd-journald
	rm -rf "$work"
	exit $status
}
trap finish EXIT

fail() {
	echo "${0##*/}, line $(caller_line): $1" >&2
	exit 1
}

# The line of the test itself, not the one in here.
caller_line() {
	local i
	for ((i = 0; i < ${#BASH_SOURCE[@]}; i++)); do
		if [ "${BASH_SOURCE[i]}" = "$0" ]; then
			echo "${BASH_LINENO[i - 1]}"
			return
		fi
	done
}

skip() {
	echo "$1"
	exit 77
}

# expect WHAT EXPECTED SEEN
expect() {
	[ "$2" = "$3" ] || fail "$1: expected '$2', saw '$3'"
}

# wait_until COMMAND: tries until it succeeds.
wait_until() {
	local end=$((SECONDS + PATIENCE))
	until "$@"; do
		((SECONDS < end)) || return 1
		sleep 0.05
	done
}

# --- policy

# Takes the place of the whole policy; read from standard input.
policy() { cat >$conf; }

# The policy of most tests: what no rule names needs a capability or a flag.
strict_policy() {
	policy <<-'END'
		[gate]
		mode = restrict
		require = maintained

		[rule devices]
		alias = char-major-* block-major-*
		require = nothing

		[rule test]
		alias = net-pf-*
		require = CAP_NET_ADMIN
	END
}

# --- the gate

# Without the programs that record the requester: only /proc shows it.
without_programs() {
	autoloadctl disable
	[ ! -e $pins ] || fail "$pins: still there"
	echo $gate >/proc/sys/kernel/modprobe
}

# --- requests

# As an ordinary user, without any capability and with nothing else given up.
as_user() { setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=-all -- "$@"; }

# expect_errno NAME COMMAND: what "ask" prints; OK is a name too.
expect_errno() {
	local expected=$1 seen
	shift
	seen=$("$@" 2>&1) || fail "$*: exit $? '$seen'"
	expect "$*" "$expected" "$seen"
}

# --- modules

# Names as in modprobe: "-" equals "_".
is_loaded() { [ -d "/sys/module/${1//-/_}/holders" ]; }

expect_loaded() {
	local module
	for module; do
		is_loaded "$module" || fail "module $module: expected loaded, is not"
	done
}

expect_not_loaded() {
	local module
	for module; do
		! is_loaded "$module" || fail "module $module: expected not loaded, is"
	done
}

# --- journal

# Only what the gate itself has written, since the test began: anyone can claim
# the identifier, nobody but root can claim the uid. Not by matches of journalctl:
# with them it takes --after-cursor for the first match to leave out.
gate_journal() {
	journalctl --sync
	journalctl --quiet --after-cursor="$cursor" -o json |
		jq -c 'select(.SYSLOG_IDENTIFIER == "modprobe-gate" and ._UID == "0")'
}

# Decisions only: without entries about the gate's own state.
decisions() { gate_journal | jq -c 'select(.AUTOLOAD_DECISION)'; }

gate_is_idle() { ! pgrep -x modprobe-gate >/dev/null; }

have_decisions() { [ "$(decisions | wc -l)" -ge "$1" ]; }

# expect_decisions N: waits for them; exactly so many.
expect_decisions() {
	wait_until have_decisions "$1" || true
	wait_until gate_is_idle || fail "the gate is still running"
	decisions >"$work/decisions"
	if [ "$(wc -l <"$work/decisions")" != "$1" ]; then
		jq -r .MESSAGE "$work/decisions" | cat -v >&2
		fail "decisions in the journal: expected $1, saw $(wc -l <"$work/decisions")"
	fi
}

# Fetches the one decision since the test began, for expect_field.
record() {
	expect_decisions 1
	cp "$work/decisions" "$work/record"
}

# pick FIELD VALUE: of those that expect_decisions fetched, the one with that.
pick() {
	jq -c --arg value "$2" "select(.$1 == \$value)" "$work/decisions" >"$work/record"
	expect "decisions with $1=$2" 1 "$(wc -l <"$work/record")"
}

field() { jq -r "if has(\"$1\") then .$1 | tostring else \"(none)\" end" "$work/record"; }

expect_field() { expect "$1" "$2" "$(field "$1")"; }

# expect_field_like FIELD REGEX
expect_field_like() {
	[[ $(field "$1") =~ $2 ]] || fail "$1: expected to match '$2', saw '$(field "$1")'"
}

expect_no_record() {
	wait_until gate_is_idle || fail "the gate is still running"
	expect "decisions in the journal" "" "$(decisions | jq -r .MESSAGE)"
}

# An unusable policy is logged once, at priority crit.
expect_policy_broken() {
	gate_journal | jq -c 'select(.PRIORITY == "2")' >"$work/record"
	expect "entries of priority crit" 1 "$(wc -l <"$work/record")"
	expect_field AUTOLOAD_CONFIG_FILE $conf
}

# Lines that the gate wrote into the kernel's log since the test began.
kernel_log_lines() {
	dmesg | tail -n "+$((kernel_lines + 1))" | grep -c modprobe-gate || true
}

expect_kernel_log_line() {
	expect "lines of the gate in the kernel's log" 1 "$(kernel_log_lines)"
}

# --- a requester whose helper does not get on

# hold exec|open FILE: from now on, each task that does this with FILE stops there.
hold() {
	mkfifo "$work/to-hold" "$work/from-hold"
	hold-gate "$@" <"$work/to-hold" >"$work/from-hold" &
	holder=$!
	exec 8>"$work/to-hold" 9<"$work/from-hold"
	local line
	read -r -t $PATIENCE line <&9 || fail "hold-gate does not start"
	expect hold-gate ready "$line"
}

# Waits until one more is held.
await_held() {
	local line
	read -r -t $PATIENCE line <&9 || fail "nothing came to $gate that could be held"
}

# release oldest|newest: lets one go of those that are held.
release() { echo "$1" >&8; }

# Holds no more.
release_all() {
	echo quit >&8
	wait "$holder"
	rm "$work/to-hold" "$work/from-hold"
}

# --- here the test begins

cursor=$(journalctl --sync && journalctl --quiet -n 1 --show-cursor | sed -n 's/^-- cursor: //p')
kernel_lines=$(dmesg | wc -l)
