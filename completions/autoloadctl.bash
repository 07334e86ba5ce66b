# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of autoloadctl for bash.

_autoloadctl()
{
	local word=${COMP_WORDS[COMP_CWORD]}

	COMPREPLY=()
	if [ "$COMP_CWORD" = 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'enable disable -h --help --version' -- "$word")
	fi
}

complete -F _autoloadctl autoloadctl
