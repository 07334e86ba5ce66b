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
	set -l directory /lib/modules/(uname -r)
	set -l prefix (commandline -ct | string replace -r '^--alias=' '')

	for i in (seq (count $words))
		switch $words[$i]
			case '--modules=*'
				set directory (string replace -- --modules= '' $words[$i])
			case --modules
				set directory $words[(math $i + 1)]
		end
	end
	env "prefix=$prefix" awk '
		$1 == "alias" && index($2, ENVIRON["prefix"]) == 1 && $2 !~ /[:*?[]/ && !seen[$2]++ {
			print $2
		}' $directory/modules.alias 2>/dev/null
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
complete -c autoloadctl -n __fish_is_first_token -a status -d 'Show whether the gate is armed, its mode and its decisions'
complete -c autoloadctl -n __fish_is_first_token -a check -d 'Explain the decision about an alias and a requester'
complete -c autoloadctl -n __fish_is_first_token -a lint -d 'Check the policy for errors and likely mistakes'
complete -c autoloadctl -n __fish_is_first_token -a log -d 'Show decisions, or how many there were'
complete -c autoloadctl -n __fish_is_first_token -a suggest -d 'Suggest rules for requests that were or would be refused'
complete -c autoloadctl -n __fish_is_first_token -a exposure -d 'Count the modules that a user can make the kernel load'
complete -c autoloadctl -n __fish_is_first_token -a flags -d 'List flagged modules, and flags that are doubtful'
complete -c autoloadctl -n __fish_is_first_token -a cat-config -d 'Show the files of the policy in the order they are read'
complete -c autoloadctl -n __fish_is_first_token -a export -d 'List modules that nobody may load'
complete -c autoloadctl -n __fish_is_first_token -a run -d 'Run a command in this mode at least'
complete -c autoloadctl -n __fish_is_first_token -a lock -d 'Keep the mode from becoming less strict, until reboot'
complete -c autoloadctl -n __fish_is_first_token -a enable -d 'Make the kernel ask modprobe-gate, until reboot'
complete -c autoloadctl -n __fish_is_first_token -a disable -d 'Make the kernel start its former helper again'
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
complete -c autoloadctl -n "__autoloadctl_verb_is $has_modules" -l modules -x -a '(__fish_complete_directories)' -d 'The directory of a kernel\'s modules'

# Which entries
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l alias -x -a '(__autoloadctl_aliases)' -d 'For these aliases'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l allowed -d 'Allowed requests'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -s b -l boot -d 'Since the last boot'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l refused -d 'Refused requests'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l since -x -d 'Since this time'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l uid -x -d 'By this user'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l unit -x -a '(__autoloadctl_units)' -d 'By these units'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l until -x -d 'Until this time'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l would-refuse -d 'Requests that mode restrict would refuse'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -s D -l directory -x -a '(__fish_complete_directories)' -d 'The journal files in a directory'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -l file -r -F -d 'One journal file'
complete -c autoloadctl -n "__autoloadctl_verb_is $has_selection" -s m -l merge -d 'Also journals that other machines sent here'

# status
complete -c autoloadctl -n '__autoloadctl_verb_is status' -s q -l quiet -d 'Print nothing: only the exit status counts'

# check
complete -c autoloadctl -n '__autoloadctl_verb_is check' -a '(__autoloadctl_aliases)'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l caps -x -d 'Its effective capabilities'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l confined -d 'Its bounding set lacks CAP_SYS_MODULE'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l kernel -d 'The requester is the kernel itself'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l mode -x -a "allow\t'Load everything'
	$modes" -d 'Assume this mode'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l pid -x -a '(__fish_complete_pids)' -d 'The requester is this running process'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l uid -x -d 'Its user ID'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l unit -x -a '(__autoloadctl_units)' -d 'Its systemd unit'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l unknown -d 'The requester is unknown'
complete -c autoloadctl -n '__autoloadctl_verb_is check' -l userns -d 'It is in a child user namespace'

# lint
complete -c autoloadctl -n '__autoloadctl_verb_is lint' -F
complete -c autoloadctl -n '__autoloadctl_verb_is lint' -l strict -d 'Return 1 for warnings too'

# log
complete -c autoloadctl -n '__autoloadctl_verb_is log' -s n -l lines -x -a all -d 'The last N entries'
complete -c autoloadctl -n '__autoloadctl_verb_is log' -s f -l follow -d 'Wait for new entries'
complete -c autoloadctl -n '__autoloadctl_verb_is log' -s r -l reverse -d 'Show the newest entries first'
complete -c autoloadctl -n '__autoloadctl_verb_is log' -l stats -d 'Count'

# exposure
complete -c autoloadctl -n '__autoloadctl_verb_is exposure' -l list -d 'List the modules'
complete -c autoloadctl -n '__autoloadctl_verb_is exposure' -l uid -x -d 'The user\'s ID'

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
