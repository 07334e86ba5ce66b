# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by every workload in tests/workloads/list. A workload is broken when one of
# its commands fails.
# shellcheck shell=bash

set -euo pipefail

export PATH=/usr/lib/modprobe-gate/tests:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export SYSTEMD_PAGER='' LC_ALL=C

work=$(mktemp -d /var/tmp/workload.XXXXXX)
chmod 755 "$work"

# at_end COMMAND: to clean up, the last one first.
at_end() {
	{ local - && set +x; } 2>/dev/null
	cleanup=("$(printf '%q ' "$@")" "${cleanup[@]}")
}
cleanup=()

finish() {
	{ local status=$? command && set +ex; } 2>/dev/null
	cd /
	for command in "${cleanup[@]}"; do
		eval "$command" >/dev/null 2>&1
	done
	rm -rf --one-file-system "$work"
	exit $status
}
trap finish EXIT

# Seconds, far longer than anything takes on a host that is busy with other things as well: only
# what hangs meets it.
PATIENCE=300

# wait_until COMMAND: tries until it succeeds.
wait_until() {
	{ local - end=$((SECONDS + PATIENCE)) && set +x; } 2>/dev/null
	until "$@"; do
		((SECONDS < end)) || { echo "waited in vain for: $*" && return 1; }
		sleep 0.2
	done
}

# With the groups, home and runtime directory that the user has when logged in, and
# without capabilities.
as_user() {
	{ local - && set +x; } 2>/dev/null
	setpriv --reuid=user --regid=user --init-groups --inh-caps=-all -- \
		env HOME=/home/user USER=user LOGNAME=user XDG_RUNTIME_DIR=/run/user/1000 "$@"
}

# Makes an image of so many MB and sets $image.
make_image() {
	image=$work/image.$((++images))
	truncate -s "$1M" "$image"
}
images=0

# Makes a loop device of so many MB and sets $device.
make_device() {
	make_image "$1"
	device=$(losetup --find --show "$image")
	at_end losetup --detach "$device"
}

# make_container_tree APPLET...: a system of busybox, in $work/tree.
make_container_tree() {
	{ local - applet && set +x; } 2>/dev/null
	mkdir -p "$work/tree"/{bin,sbin,usr,etc,dev,proc,sys,run,tmp,root}
	cp /bin/busybox "$work/tree/bin"
	for applet; do
		ln -s busybox "$work/tree/bin/$applet"
	done
	touch "$work/tree/etc/os-release"
	echo content >"$work/tree/etc/page"
}

# Every link but those of the machine itself.
delete_links() {
	local link
	for link in $(ip -o link | sed 's/^[0-9]*: \([^:@]*\).*/\1/'); do
		ip link delete "$link"
	done
}

# From here on, a failed workload's last commands are in its output.
set -x
