# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of autoloadctl for bash.
#
# Names that come from files or other programs never go through "compgen -W",
# which would expand what is in them.

_autoloadctl_verbs='status check lint log suggest exposure flags cat-config export run lock enable disable notify'

# The long options of a verb, as its --help shows them.
_autoloadctl_options()
{
	local output='--json --no-legend --no-pager' help='--help --usage --version'
	local selection='--alias --allowed --boot --directory --file --merge --refused --since --uid
		--unit --until --would-refuse'

	case $1 in
	status) echo --quiet $output $help ;;
	check)
		echo "--caps --config --confined --kernel --mode --modules --pid --uid --unit --unknown
			--userns $output $help"
		;;
	lint) echo "--modules --strict $output $help" ;;
	log) echo "--follow --lines --reverse --stats $selection $output $help" ;;
	suggest) echo "--config $selection $output $help" ;;
	exposure) echo "--config --list --modules --uid $output $help" ;;
	flags) echo "--config --maintainers --modules --source $output $help" ;;
	cat-config) echo "$output $help" ;;
	export) echo "--config --modules $help" ;;
	run) echo "--mode $help" ;;
	lock | enable | disable) echo "$help" ;;
	notify) echo "--would-refuse $help" ;;
	esac
}

_autoloadctl_offer_words()
{
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}

# -f for files, -d for directories
_autoloadctl_offer_paths()
{
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen "$1" -- "$word")
}

# Aliases that the kernel may ask for: none of a device, none with a pattern.
_autoloadctl_offer_aliases()
{
	local i directory

	directory=/lib/modules/$(uname -r)
	for ((i = 2; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--modules=*) directory=${COMP_WORDS[i]#*=} ;;
		--modules)
			[ "${COMP_WORDS[i + 1]}" != = ] || ((i++))
			directory=${COMP_WORDS[i + 1]}
			;;
		esac
	done
	mapfile -t COMPREPLY < <(prefix=$word awk '
		$1 == "alias" && index($2, ENVIRON["prefix"]) == 1 && $2 !~ /[:*?[]/ && !seen[$2]++ {
			print $2
		}' "$directory/modules.alias" 2>/dev/null)
}

_autoloadctl_offer_units()
{
	mapfile -t COMPREPLY < <(systemctl list-units --all --plain --no-legend --no-pager \
		-- "$word*" 2>/dev/null | awk '{ print $1 }')
}

# The value of an option. Returns 1 if $option takes none.
_autoloadctl_offer_value()
{
	case $option in
	--config | --file | --maintainers) _autoloadctl_offer_paths -f ;;
	--directory | -D | --modules | --source) _autoloadctl_offer_paths -d ;;
	--mode) _autoloadctl_offer_words "$([ "$verb" != check ] || echo allow) log restrict deny" ;;
	--json)
		[ "$has_equals" ] || return 1
		_autoloadctl_offer_words 'short pretty off'
		;;
	--alias) _autoloadctl_offer_aliases ;;
	--unit) _autoloadctl_offer_units ;;
	--pid) _autoloadctl_offer_words "$(ps -e -o pid= 2>/dev/null)" ;;
	--caps | --lines | -n | --since | --uid | --until) ;;
	*) return 1 ;;
	esac
}

# What is no option.
_autoloadctl_offer_argument()
{
	case $1 in
	check) _autoloadctl_offer_aliases ;;
	export) _autoloadctl_offer_words modprobe.d ;;
	lint) _autoloadctl_offer_paths -f ;;
	lock) _autoloadctl_offer_words 'log restrict deny' ;;
	run)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -c -- "$word")
		;;
	esac
}

# Whether the words before the current one have a command for "run" in them.
_autoloadctl_run_has_command()
{
	local i

	# bash may take "=" for a word of its own.
	for ((i = 2; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--) return $((i + 1 == COMP_CWORD)) ;;
		--mode | =) ((i++)) ;;
		-*) ;;
		*) return 0 ;;
		esac
		[ "${COMP_WORDS[i]}" != = ] || ((i++))
	done
	return 1
}

_autoloadctl()
{
	local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
	local verb=${COMP_WORDS[1]} has_equals=

	COMPREPLY=()
	if [ "$COMP_CWORD" = 1 ]; then
		_autoloadctl_offer_words "$_autoloadctl_verbs --help --version"
		return
	fi
	if [ "$word" = = ]; then
		word="" has_equals=yes
	elif [ "$option" = = ]; then
		option=${COMP_WORDS[COMP_CWORD - 2]} has_equals=yes
	elif [[ $word == --*=* ]]; then
		option=${word%%=*} word=${word#*=} has_equals=yes
	fi
	if [ "$verb" = run ] && _autoloadctl_run_has_command; then
		_autoloadctl_offer_paths -f
	elif [[ $option == -* && $option != -- ]] && _autoloadctl_offer_value; then
		:
	elif [[ $word == -* ]]; then
		_autoloadctl_offer_words "$(_autoloadctl_options "$verb")"
	else
		_autoloadctl_offer_argument "$verb"
	fi
}

complete -F _autoloadctl autoloadctl
