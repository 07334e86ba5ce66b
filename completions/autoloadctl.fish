# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of autoloadctl for fish.

complete -c autoloadctl -f
complete -c autoloadctl -n __fish_is_first_token -a enable -d 'Let modprobe-gate decide what the kernel loads, until reboot'
complete -c autoloadctl -n __fish_is_first_token -a disable -d 'Undo that'
complete -c autoloadctl -n __fish_is_first_token -s h -l help -d 'Show help'
complete -c autoloadctl -n __fish_is_first_token -l version -d 'Show the version'
