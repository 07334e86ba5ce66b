// SPDX-License-Identifier: GPL-2.0-or-later
#include "status.h"

#include <string.h>

/* The kernel starts what it was built with, if so (call_usermodehelper_setup(), kernel/umh.c). */
static bool kernel_overrides_path(const struct status *status)
{
	return status->kernel.helper_is_static == ANSWER_YES &&
	       strcmp(status->kernel.static_helper, GATE_FILE) != 0;
}

bool status_is_armed(const struct status *status)
{
	return status->gate_error == 0 && status->gate.is_gate && !kernel_overrides_path(status);
}

enum mode status_mode(const struct status *status)
{
	return mode_stricter(status->policy.mode, status->gate.lock);
}

enum mode status_confined_mode(const struct status *status)
{
	return mode_stricter(status_mode(status), status->policy.confined);
}

enum status_code status_get_code(const struct status *status)
{
	if (status->gate_error)
		return STATUS_NOT_KNOWN;
	if (!status_is_armed(status))
		return STATUS_NOT_ARMED;
	if (status->policy.condition == POLICY_BROKEN)
		return STATUS_POLICY_BROKEN;
	if (status_mode(status) >= MODE_RESTRICT)
		return STATUS_ENFORCING;
	return status->policy.condition == POLICY_HIDDEN ? STATUS_NOT_KNOWN : STATUS_NOT_ENFORCING;
}

const char *status_code_name(enum status_code verdict)
{
	static const char *const names[] = {
		[STATUS_ENFORCING] = "enforcing", [STATUS_NOT_ENFORCING] = "not-enforcing",
		[STATUS_NOT_ARMED] = "not-armed", [STATUS_POLICY_BROKEN] = "policy-broken",
		[STATUS_NOT_KNOWN] = "not-known",
	};

	return names[verdict];
}

/* The gate ignores programs of another version; see identify_requester() in modprobe-gate.c. */
enum identification status_identification(const struct status *status)
{
	if (!status_is_armed(status) || status->gate.programs == PROGRAMS_HIDDEN)
		return IDENTIFICATION_NOT_KNOWN;
	return status->gate.programs >= PROGRAMS_INCOMPLETE ? IDENTIFICATION_BPF
							    : IDENTIFICATION_PROC;
}

static bool is_hidden(const struct status *status)
{
	return status->gate_error == 0 &&
	       (status->gate.lock_is_hidden || status->gate.programs == PROGRAMS_HIDDEN);
}

static bool is_off(const struct status *status)
{
	return status->gate_error == 0 && !status->gate.modprobe[0];
}

static bool was_changed(const struct status *status)
{
	return status->gate_error == 0 && status->gate.was_enabled && !status->gate.is_gate;
}

static bool is_not_armed(const struct status *status)
{
	return status->gate_error == 0 && !status->gate.is_gate && !is_off(status) &&
	       !was_changed(status);
}

static bool is_broken(const struct status *status)
{
	return status->policy.condition == POLICY_BROKEN && status_is_armed(status);
}

static bool would_be_broken(const struct status *status)
{
	return status->policy.condition == POLICY_BROKEN && !status_is_armed(status);
}

static bool is_shared(const struct status *status)
{
	return status->kernel.answers_are_shared == ANSWER_YES;
}

static bool modules_are_disabled(const struct status *status)
{
	return status->kernel.modules_disabled == ANSWER_YES;
}

static bool has_no_programs(const struct status *status)
{
	return status_is_armed(status) && status->gate.programs == PROGRAMS_MISSING;
}

static bool has_other_programs(const struct status *status)
{
	return status_is_armed(status) && status->gate.programs == PROGRAMS_OTHER;
}

static bool lacks_programs(const struct status *status)
{
	return status_is_armed(status) && status->gate.programs == PROGRAMS_INCOMPLETE;
}

static bool has_programs_of_another_release(const struct status *status)
{
	return status_is_armed(status) && status->gate.programs == PROGRAMS_ATTACHED &&
	       strcmp(status->gate.programs_version, VERSION) != 0;
}

static bool is_locked_by_file(const struct status *status)
{
	return status->gate.lock > MODE_ALLOW && status->gate.lock_is_a_file;
}

const struct status_problem status_problems[] = {
	{ "modprobe-changed", true, was_changed,
	  "kernel.modprobe was changed after \"autoloadctl enable\" had set it.",
	  "Run \"autoloadctl enable\" to set it again, or\n\"autoloadctl disable\" to keep it." },
	{ "not-armed", true, is_not_armed, "The kernel does not ask the gate.",
	  "Run \"autoloadctl enable\" to arm it until reboot, or for every boot\n"
	  "\"systemctl enable --now modprobe-gate.service\"." },
	{ "autoloading-off", false, is_off,
	  "kernel.modprobe is empty: the kernel loads nothing by itself.", NULL },
	{ "static-helper", true, kernel_overrides_path,
	  "This kernel starts its own helper, whatever kernel.modprobe says\n"
	  "(CONFIG_STATIC_USERMODEHELPER).",
	  "Use a kernel that is built without it." },
	{ "policy-broken", true, is_broken,
	  "The policy has errors, so the built-in policy decides, which is strict.",
	  "Fix them. The policy is read again at each request." },
	{ "policy-broken-not-armed", true, would_be_broken,
	  "The policy has errors, so the gate can't be armed.",
	  "Fix them, then run \"autoloadctl enable\"." },
	{ "no-programs", false, has_no_programs,
	  "The BPF programs are not attached: requesters are looked for in /proc,\n"
	  "which is slower and can be fooled.",
	  "Run \"autoloadctl enable\" to attach them, or to see why that fails." },
	{ "other-programs", false, has_other_programs,
	  "The BPF programs are of another version, so they are not used: requesters\n"
	  "are looked for in /proc, which is slower and can be fooled.",
	  "Run \"autoloadctl enable\" to attach those of this version." },
	{ "incomplete-programs", true, lacks_programs,
	  "Some BPF programs were removed: requesters may count as unknown.",
	  "Run \"autoloadctl enable\" to attach all of them again." },
	{ "old-programs", false, has_programs_of_another_release,
	  "The BPF programs are those of another release; the gate can use them.",
	  "Run \"autoloadctl enable\" to attach those of this release." },
	{ "weak-lock", false, is_locked_by_file,
	  "The lock is only a file, which root can remove, and kernel.modprobe is not\n"
	  "guarded.",
	  "Run \"autoloadctl lock\" again when BPF is available." },
	{ "shared-answers", false, is_shared,
	  "This kernel gives the same answer to all requests for an alias in a minute\n"
	  "(CONFIG_MODULE_DEBUG_AUTOLOAD_DUPS), so users get each other's answers.",
	  "Use a kernel that is built without it." },
	{ "modules-disabled", false, modules_are_disabled,
	  "kernel.modules_disabled is 1: nobody can load a module until reboot.", NULL },
	{ "hidden", false, is_hidden, "Only root can see the lock and the BPF programs.",
	  "Run this as root." },
};
const size_t n_status_problems = sizeof(status_problems) / sizeof(status_problems[0]);
