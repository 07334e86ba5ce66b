# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of autoloadctl for fish.

set -l modes 'log\t"Record what restrict would refuse"
	restrict\t"Let the rules decide"
	deny\t"Refuse everything"'

complete -c autoloadctl -f
complete -c autoloadctl -n __fish_is_first_token -a check -d 'Say whether a requester gets the modules of an alias, and why'
complete -c autoloadctl -n __fish_is_first_token -a enable -d 'Let modprobe-gate decide what the kernel loads, until reboot'
complete -c autoloadctl -n __fish_is_first_token -a disable -d 'Undo that'
complete -c autoloadctl -n __fish_is_first_token -a lock -d 'Let the mode become stricter only, until reboot'
complete -c autoloadctl -n __fish_is_first_token -a run -d 'Run a command with a least mode'
complete -c autoloadctl -n __fish_is_first_token -a exposure -d 'Count the modules that a user can make the kernel load'
complete -c autoloadctl -n __fish_is_first_token -a flags -d 'Say which modules are flagged, and which no longer should be'
complete -c autoloadctl -n __fish_is_first_token -a notify -d 'Show refusals of your own processes on your desktop'
complete -c autoloadctl -n __fish_is_first_token -s h -l help -d 'Show help'
complete -c autoloadctl -n __fish_is_first_token -l version -d 'Show the version'

complete -c autoloadctl -n '__fish_seen_subcommand_from lock' -a "$modes"

complete -c autoloadctl -n '__fish_seen_subcommand_from run' -l mode -x -a "$modes" -d 'The least mode'
complete -c autoloadctl -n '__fish_seen_subcommand_from run' -s h -l help -d 'Show help'
complete -c autoloadctl -n '__fish_seen_subcommand_from run' -xa '(__fish_complete_subcommand --fcs-skip=2)'

# Of this kernel's modules, those that programs can make it ask for: not those of devices.
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -a '(awk \'$1 == "alias" && $2 !~ /[*?:[]/ { print $2 }\' /lib/modules/(uname -r)/modules.alias 2>/dev/null)'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l caps -x -d 'Its effective capabilities'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l confined -d 'Its bounding set lacks CAP_SYS_MODULE'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l kernel -d 'It is the kernel itself'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l mode -x -a 'allow log restrict deny' -d 'As if this were the mode'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l uid -x -d 'Its user id'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l unit -x -a '(systemctl list-units --no-legend --plain --type=service,scope,slice 2>/dev/null | awk \'{ print $1 }\')' -d 'Its systemd unit'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l unknown -d 'Nobody knows who it is'
complete -c autoloadctl -n '__fish_seen_subcommand_from check' -l userns -d 'It is in a child user namespace'

complete -c autoloadctl -n '__fish_seen_subcommand_from check exposure flags' -l config -r -F -d 'Read this policy file'
complete -c autoloadctl -n '__fish_seen_subcommand_from check exposure flags' -l modules -x -a '(__fish_complete_directories)' -d 'The folder of a kernel\'s modules'
complete -c autoloadctl -n '__fish_seen_subcommand_from check exposure flags' -s h -l help -d 'Show help'
complete -c autoloadctl -n '__fish_seen_subcommand_from exposure' -l list -d 'Show each module'
complete -c autoloadctl -n '__fish_seen_subcommand_from exposure' -l uid -x -d 'The user\'s id'
complete -c autoloadctl -n '__fish_seen_subcommand_from flags' -l maintainers -r -F -d 'The MAINTAINERS file of a kernel'
complete -c autoloadctl -n '__fish_seen_subcommand_from flags' -l source -x -a '(__fish_complete_directories)' -d 'The source of that kernel'

complete -c autoloadctl -n '__fish_seen_subcommand_from notify' -l would-refuse -d 'Show also what mode restrict would refuse'
complete -c autoloadctl -n '__fish_seen_subcommand_from notify' -s h -l help -d 'Show help'
