// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy-state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"

static void add_error(void *data, const char *file, unsigned int line, const char *text)
{
	struct policy_state *state = data;
	struct policy_error *grown = NULL, *error;

	if (state->n_errors < POLICY_ERRORS_MAX)
		grown = reallocarray(state->errors, state->n_errors + 1, sizeof(*grown));
	if (!grown) {
		state->n_more_errors++;
		return;
	}
	state->errors = grown;
	error = &grown[state->n_errors];
	*error = (struct policy_error){ strdup(file), line, strdup(text) };
	if (error->file && error->text) {
		state->n_errors++;
		return;
	}
	free(error->file);
	free(error->text);
	state->n_more_errors++;
}

static void describe(struct policy_state *state, const struct policy *policy)
{
	state->mode = policy->mode;
	state->confined = policy->confined;
	state->n_rules = policy->n_rules;
	for (size_t i = 0; i < policy->n_flags; i++)
		state->n_maintained += policy->flags[i].maintained;
}

int policy_state_read(const struct config_files *files, struct policy_state *ret)
{
	_cleanup_(policy_clear) struct policy policy = { 0 };
	_cleanup_(policy_state_clear) struct policy_state state = { 0 };
	const struct error_sink errors = { .report = add_error, .data = &state };
	int r = config_load(files, &errors, &policy);

	if (r == -ENOMEM)
		return r;
	if (r != -EACCES) {
		state.condition = r == 0 ? POLICY_GOOD : POLICY_BROKEN;
		describe(&state, r == 0 ? &policy : &policy_builtin);
	}
	*ret = state;
	state = (struct policy_state){ 0 };
	return 0;
}

void policy_state_clear(struct policy_state *state)
{
	for (size_t i = 0; i < state->n_errors; i++) {
		free(state->errors[i].file);
		free(state->errors[i].text);
	}
	free(state->errors);
	*state = (struct policy_state){ 0 };
}
