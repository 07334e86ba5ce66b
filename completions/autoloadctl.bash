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
	--uid) ;;
	*) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word") ;;
	esac
}

_autoloadctl()
{
	local word=${COMP_WORDS[COMP_CWORD]}

	COMPREPLY=()
	if [ "$COMP_CWORD" = 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'enable disable lock run exposure flags notify -h --help --version' -- "$word")
		return
	fi
	case ${COMP_WORDS[1]} in
	lock)
		[ "$COMP_CWORD" != 2 ] ||
			mapfile -t COMPREPLY < <(compgen -W 'log restrict deny' -- "$word")
		;;
	run) _autoloadctl_run ;;
	exposure) _autoloadctl_options '--config --list --modules --uid -h --help' ;;
	notify) _autoloadctl_options '--would-refuse -h --help' ;;
	flags) _autoloadctl_options '--config --maintainers --modules --source -h --help' ;;
	esac
}

complete -F _autoloadctl autoloadctl
