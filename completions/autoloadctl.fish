# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of autoloadctl for fish.

# Whether the verb is one of these.
function __autoloadctl_verb_is
	set -l words (commandline -opc)
	test (count $words) -ge 2
	and contains -- $words[2] $argv
end

# Aliases that the kernel may ask for: none of a device, none with a pattern.
function __autoloadctl_aliases
	set -l words (commandline -opc)
	set -l folder /lib/modules/(uname -r)
	set -l prefix (commandline -ct | string replace -r '^--alias=' '')

	for i in (seq (count $words))
		switch $words[$i]
			case '--modules=*'
				set folder (string replace -- --modules= '' $words[$i])
			case --modules
				set folder $words[(math $i + 1)]
		end
	end
	env "prefix=$prefix" awk '
		$1 == "alias" && index($2, ENVIRON["prefix"]) == 1 && $2 !~ /[:*?[]/ && !seen[$2]++ {
			print $2
		}' $folder/modules.alias 2>/dev/null
end

function __autoloadctl_units
	set -l prefix (commandline -ct | string replace -r '^--unit=' '')

	systemctl list-units --all --plain --no-legend --no-pager -- "$prefix*" 2>/dev/null |
		string replace -r ' .*' ''
end

set -l modes 'log\t"Record what restrict would refuse"
	restrict\t"Let the rules decide"
	deny\t"Refuse everything"'
set -l has_help status check lint log suggest exposure flags cat-config export run lock enable disable notify
set -l has_output status check lint log suggest exposure flags cat-config
set -l has_config check suggest exposure flags export
set -l has_modules check lint exposure flags export
set -l has_selection log suggest

complete -c autoloadctl -f

# The verbs
complete -c autoloadctl -n __fish_is_first_token -a status -d 'Show whether the gate is armed, its mode, and what it decided'
complete -c autoloadctl -n __fish_is_first_token -a check -d 'Say whether a requester gets the modules of an alias, and why'
complete -c autoloadctl -n __fish_is_first_token -a lint -d 'List the errors of a policy, and what looks like a mistake'
complete -c autoloadctl -n __fish_is_first_token -a log -d 'Show what was decided, or how often'
complete -c autoloadctl -n __fish_is_first_token -a suggest -d 'Suggest rules for what was refused, or would be'
complete -c autoloadctl -n __fish_is_first_token -a exposure -d 'Count the modules that a user can make the kernel load'
complete -c autoloadctl -n __fish_is_first_token -a flags -d 'Say which modules are flagged, and which no longer should be'
complete -c autoloadctl -n __fish_is_first_token -a cat-config -d 'Show all files of the policy, in the order they are read'
complete -c autoloadctl -n __fish_is_first_token -a export -d 'Print what nobody may load for modprobe.d'
complete -c autoloadctl -n __fish_is_first_token -a run -d 'Run a command with a least mode'
complete -c autoloadctl -n __fish_is_first_token -a lock -d 'Let the mode become stricter only, until reboot'
complete -c autoloadctl -n __fish_is_first_token -a enable -d 'Let modprobe-gate decide what the kernel loads, until reboot'
complete -c autoloadctl -n __fish_is_first_token -a disable -d 'Undo that'
complete -c autoloadctl -n __fish_is_first_token -a notify -d 'Show refusals of your own processes on your desktop'
complete -c autoloadctl -n __fish_is_first_token -s h -l help -d 'Show help'
complete -c autoloadctl -n __fish_is_first_token -s V -l version -d 'Show the version'

# Options of several verbs
complete -c autoloadctl -n "__autoloadctl_verb_is $has_help" -s h -l help -d 'Show help'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_help" -l usage -d 'Show the options in one line'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_help" -s V -l version -d 'Show the version'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_output" -l json -f -a 'short pretty off' -d 'Print JSON'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_output" -l no-legend -d 'Print no headings and hints'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_output" -l no-pager -d 'Do not start a pager'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_config" -l config -r -F -d 'Read this policy file'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_modules" -l modules -x -a '(__fish_complete_directories)' -d 'The folder of a kernel\'s modules'

# Which records
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l alias -x -a '(__autoloadctl_aliases)' -d 'Of these aliases'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l allowed -d 'What was allowed'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -s b -l boot -d 'Since this machine was booted'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l refused -d 'What was refused'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l since -x -d 'From then on'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l uid -x -d 'Of this user'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l unit -x -a '(__autoloadctl_units)' -d 'Of these units'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l until -x -d 'Up to then'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l would-refuse -d 'What mode restrict would refuse'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -s D -l directory -x -a '(__fish_complete_directories)' -d 'The journal files in a folder'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l file -r -F -d 'One journal file'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -s m -l merge -d 'Also what other machines sent here'

# status
complete -c autoloadctl -n '__autoloadctl_verb_is status' -s q -l quiet -d 'Print nothing: the exit status tells'

# check
complete -c autoloadctl -n '__autoloadctl_verb_is check' -a '(__autoloadctl_aliases)'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l caps -x -d 'Its effective capabilities'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l confined -d 'Its bounding set lacks CAP_SYS_MODULE'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l kernel -d 'It is the kernel itself'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l mode -x -a "allow\t'Load everything'
	$modes" -d 'As if this were the mode'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l pid -x -a '(__fish_complete_pids)' -d 'It is this process'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l uid -x -d 'Its user id'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l unit -x -a '(__autoloadctl_units)' -d 'Its systemd unit'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l unknown -d 'Nobody knows who it is'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l userns -d 'It is in a child user namespace'

# lint
complete -c autoloadctl -n '__autoloadctl_verb_is lint' -F
complete -c autoloadctl -n '__autoloadctl_verb_is lint' -l strict -d 'Return 1 for warnings too'

# log
complete -c autoloadctl -n '__autoloadctl_verb_is log' -s n -l lines -x -a all -d 'The last ones only'
complete -c autoloadctl -n '__autoloadctl_verb_is log' -s f -l follow -d 'Wait for more'
complete -c autoloadctl -n '__autoloadctl_verb_is log' -s r -l reverse -d 'Show the latest first'
complete -c autoloadctl -n '__autoloadctl_verb_is log' -l stats -d 'Count'

# exposure
complete -c autoloadctl -n '__autoloadctl_verb_is exposure' -l list -d 'Show each module'
complete -c autoloadctl -n '__autoloadctl_verb_is exposure' -l uid -x -d 'The user\'s id'

# flags
complete -c autoloadctl -n '__autoloadctl_verb_is flags' -l maintainers -r -F -d 'The MAINTAINERS file of a kernel'
complete -c autoloadctl -n '__autoloadctl_verb_is flags' -l source -x -a '(__fish_complete_directories)' -d 'The source of that kernel'

# export
complete -c autoloadctl -n '__autoloadctl_verb_is export' -a modprobe.d

# run
complete -c autoloadctl -n '__autoloadctl_verb_is run' -l mode -x -a "$modes" -d 'The least mode'
complete -c autoloadctl -n '__autoloadctl_verb_is run' -xa '(__fish_complete_subcommand --fcs-skip=2)'

# lock
complete -c autoloadctl -n '__autoloadctl_verb_is lock' -a "$modes"

# notify
complete -c autoloadctl -n '__autoloadctl_verb_is notify' -l would-refuse -d 'Show also what mode restrict would refuse'
