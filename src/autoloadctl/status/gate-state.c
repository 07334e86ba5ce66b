// SPDX-License-Identifier: GPL-2.0-or-later
#include "gate-state.h"

#include <string.h>

#include "lock-setting.h"

int gate_state_read(struct gate_state *ret)
{
	struct gate_state state = { 0 };
	int r = modprobe_path_get(state.modprobe);

	if (r < 0)
		return r;
	state.is_gate = modprobe_path_is_gate(state.modprobe);
	state.was_enabled = modprobe_path_was_set();
	state.programs = programs_check(state.programs_version);
	state.lock_is_hidden = lock_read(&state.lock) < 0;
	state.lock_is_a_file = lock_is_file_only(state.lock);
	*ret = state;
	return 0;
}
