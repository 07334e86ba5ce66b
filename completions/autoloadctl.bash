# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of autoloadctl for bash.

# autoloadctl run [--mode=MODE] [--] COMMAND [ARGUMENT...]
_autoloadctl_run()
{
	local word=${COMP_WORDS[COMP_CWORD]} i=2

	# bash may take "=" for a word of its own.
	while [ $i -lt "$COMP_CWORD" ]; do
		case ${COMP_WORDS[i]} in
		--mode | = | --mode=*) ;;
		--) ((i++)) && break ;;
		log | restrict | deny | [12]) [[ ${COMP_WORDS[i - 1]} == @(=|--mode) ]] || break ;;
		*) break ;;
		esac
		((i++))
	done
	if [ $i -lt "$COMP_CWORD" ]; then
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	elif [ "$word" = = ] || [[ ${COMP_WORDS[COMP_CWORD - 1]} == @(=|--mode) ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'log restrict deny' -- "${word#=}")
	elif [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '--mode=log --mode=restrict --mode=deny -- -h --help' \
			-- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -c -- "$word")
	fi
}

# Aliases of this kernel's modules that programs can make it ask for: not those of devices.
_autoloadctl_aliases()
{
	awk '$1 == "alias" && $2 !~ /[*?:[]/ { print $2 }' "/lib/modules/$(uname -r)/modules.alias" \
		2>/dev/null
}

_autoloadctl_units()
{
	systemctl list-units --no-legend --plain --type=service,scope,slice 2>/dev/null |
		awk '{ print $1 }'
}

# autoloadctl check [OPTION...] ALIAS
_autoloadctl_check()
{
	local options='--caps --config --confined --json --kernel --mode --modules --no-legend
		--no-pager --uid --unit --unknown --userns -h --help'

	if [[ ${COMP_WORDS[COMP_CWORD]} == -* ]]; then
		_autoloadctl_options "$options"
	else
		_autoloadctl_options "$(_autoloadctl_aliases)"
	fi
}

# Options of one verb, some of which take a file or a folder.
_autoloadctl_options()
{
	local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}

	# bash may take "=" for a word of its own.
	if [ "$word" = = ]; then
		word=
	elif [ "$option" = = ]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $option in
	--config | --maintainers) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
	--modules | --source) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
	--uid | --caps) ;;
	--mode) mapfile -t COMPREPLY < <(compgen -W 'allow log restrict deny' -- "$word") ;;
	--unit) mapfile -t COMPREPLY < <(compgen -W "$(_autoloadctl_units)" -- "$word") ;;
	*) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word") ;;
	esac
}

_autoloadctl()
{
	local word=${COMP_WORDS[COMP_CWORD]}

	COMPREPLY=()
	if [ "$COMP_CWORD" = 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'check enable disable lock run exposure flags notify -h --help --version' -- "$word")
		return
	fi
	case ${COMP_WORDS[1]} in
	lock)
		[ "$COMP_CWORD" != 2 ] ||
			mapfile -t COMPREPLY < <(compgen -W 'log restrict deny' -- "$word")
		;;
	run) _autoloadctl_run ;;
	check) _autoloadctl_check ;;
	exposure) _autoloadctl_options '--config --list --modules --uid -h --help' ;;
	notify) _autoloadctl_options '--would-refuse -h --help' ;;
	flags) _autoloadctl_options '--config --maintainers --modules --source -h --help' ;;
	esac
}

complete -F _autoloadctl autoloadctl
