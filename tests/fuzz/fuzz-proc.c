// SPDX-License-Identifier: GPL-2.0-or-later
/* The files of a task, of which its owner chooses parts. */
#include "fuzz.h"
#include "requester-search.h"
#include "task.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size);
	struct task task = { 0 };

	(void)stack_is_module_request(text);
	(void)task_parse_status(text, &task);
	if (task_parse_stat(text, &task) == 0)
		ALWAYS(strlen(task.requester.comm) < REQUESTER_COMM_SIZE);
	free(text);
	return 0;
}
