// SPDX-License-Identifier: GPL-2.0-or-later
#include "requester-search.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "small-file.h"
#include "task.h"

/* The parent of helpers that nobody waits for (UMH_WAIT_EXEC, kernel/umh.c). */
#define KTHREADD 2

/* The kernel runs 50 helpers at a time; where there are more candidates, none is taken. */
#define CANDIDATES_MAX 256

struct candidates {
	struct requester requesters[CANDIDATES_MAX];
	size_t n;
	bool overflow;
};

/* What stays the same during a search. */
struct search {
	int proc;
	uint64_t self_exe;
	struct candidates candidates;
};

/*
 * A task that waits for another kind of helper, such as request_key()'s, has no __request_module()
 * in its stack.
 */
bool stack_is_module_request(const char *text)
{
	const char *waiting = strstr(text, " call_usermodehelper_exec+");

	return waiting && strstr(waiting, " __request_module+");
}

/*
 * The wchan is cheap to read and another for nearly every task. The stack then says for what helper
 * it waits; where even root may not read it (kernel.yama.ptrace_scope=3), each of them counts.
 */
static bool waits_for_module(int directory)
{
	char text[TASK_FILE_SIZE];
	int r;

	if (small_file_read(directory, "wchan", text, sizeof(text)) < 0 ||
	    strcmp(text, "call_usermodehelper_exec") != 0)
		return false;
	r = small_file_read(directory, "stack", text, sizeof(text));
	return r == -EPERM || r == -EACCES || (r == 0 && stack_is_module_request(text));
}

static bool has_not_run(const struct task *before, const struct task *after)
{
	return before->state == 'D' && after->state == 'D' &&
	       before->start_time == after->start_time &&
	       before->voluntary_switches == after->voluntary_switches &&
	       before->involuntary_switches == after->involuntary_switches;
}

static void read_exe(int directory, struct task *task)
{
	struct stat st;

	if (fstatat(directory, "exe", &st, 0) == 0)
		task->exe_inode = st.st_ino;
}

static enum requester_class classify(const struct search *search, const struct task *task)
{
	enum requester_class class = task_class(task);
	struct task parent = { 0 };

	if (class == REQUESTER_PROCESS && task->exe_inode == search->self_exe &&
	    task_read_stat(search->proc, task->parent, &parent) == 0 &&
	    task_is_kernel_thread(&parent))
		return REQUESTER_KERNEL;
	return class;
}

static void add_candidate(struct candidates *candidates, const struct requester *requester)
{
	if (candidates->n == CANDIDATES_MAX)
		candidates->overflow = true;
	else
		candidates->requesters[candidates->n++] = *requester;
}

static void look_at_task(struct search *search, int directory)
{
	struct task task, after;

	if (!waits_for_module(directory) || task_read(directory, &task) < 0)
		return;
	task_read_user_namespace(directory, &task.requester);
	read_exe(directory, &task);
	task_read_cgroup(directory, &task.requester);
	if (!waits_for_module(directory) || task_read(directory, &after) < 0 ||
	    !has_not_run(&task, &after))
		return;
	task.requester.class = classify(search, &task);
	add_candidate(&search->candidates, &task.requester);
}

/* Visits each directory with a number for its name in another one. Returns 0 or a negative errno.
 */
static int visit_numbers(struct search *search, int parent, const char *name,
			 void (*visit)(struct search *search, int directory))
{
	_cleanup_close_ int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	_cleanup_closedir_ DIR *entries = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	if (!entries)
		return -errno;
	(void)steal_fd(&fd);
	while ((entry = readdir(entries))) {
		_cleanup_close_ int directory = -1;

		if (!entry->d_name[strspn(entry->d_name, "0123456789")])
			directory = openat(dirfd(entries), entry->d_name,
					   O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (directory >= 0)
			visit(search, directory);
	}
	return 0;
}

static void look_at_threads(struct search *search, int process)
{
	(void)visit_numbers(search, process, "task", look_at_task);
}

static bool is_same_to_a_rule(const struct requester *one, const struct requester *other)
{
	return one->class == other->class && one->uid == other->uid &&
	       one->effective == other->effective && one->bounding == other->bounding &&
	       one->user_namespace == other->user_namespace && one->cgroup_id == other->cgroup_id;
}

static uint64_t privileges(const struct requester *requester)
{
	return requester->class == REQUESTER_KERNEL ? UINT64_MAX
						    : requester_capabilities(requester);
}

/* Whether nothing that any of the candidates may have is given to this one alone. */
static bool is_least(const struct requester *requester, const struct candidates *candidates)
{
	for (size_t i = 0; i < candidates->n; i++) {
		const struct requester *other = &candidates->requesters[i];

		if (is_same_to_a_rule(requester, other))
			continue;
		if (privileges(requester) == privileges(other) ||
		    (privileges(requester) & ~privileges(other)))
			return false;
	}
	return true;
}

static void take_least(const struct candidates *candidates, struct requester *requester)
{
	*requester = (struct requester){ .class = REQUESTER_UNKNOWN };
	for (size_t i = 0; i < candidates->n && !candidates->overflow; i++) {
		if (is_least(&candidates->requesters[i], candidates)) {
			*requester = candidates->requesters[i];
			return;
		}
	}
}

int requester_search(int proc, pid_t parent, uint64_t self_exe, struct requester *requester)
{
	struct search search = { .proc = proc, .self_exe = self_exe };
	int r = 0;

	/* Nobody waits for a helper of kthreadd's, so whoever waits is somebody else. */
	if (parent != KTHREADD)
		r = visit_numbers(&search, proc, ".", look_at_threads);
	take_least(&search.candidates, requester);
	return r;
}
