// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The program that the kernel starts as `PATH -q -- ALIAS` when a module is missing
 * (kernel/kmod.c). From top to bottom: who asked, what the alias names, what the policy says, the
 * insertion, the journal entry.
 *
 * It starts with no open descriptor, the environment HOME, TERM and PATH, every capability, in the
 * root cgroup and PID 1's mounts. The requester waits until it ends; status 0 tells the kernel to
 * look again.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include "cgroup.h"
#include "cleanup.h"
#include "deadline.h"
#include "helper-record.h"
#include "journal.h"
#include "lock.h"
#include "modules.h"
#include "policy-files.h"
#include "policy.h"
#include "privileges.h"
#include "rate-limit.h"
#include "report.h"
#include "requester-details.h"
#include "requester-search.h"
#include "saved-path.h"
#include "task.h"

/* Anybody can cause a request, so a problem of the machine is not logged for each of them. */
#define POLICY_BROKEN_SECONDS 60

static const char usage[] =
	"Usage: modprobe-gate -q -- ALIAS\n"
	"       modprobe-gate [ARGUMENT...]\n"
	"       modprobe-gate --help | --version\n"
	"\n"
	"Decides who may make the kernel load a module. It is the kernel that starts it, when a\n"
	"feature is requested whose module is not loaded; \"autoloadctl enable\" makes it do so.\n"
	"The policy is in " CONFIG_FILE ".\n"
	"\n"
	"Started by anyone but the kernel, as by iptables or nvidia-modprobe, which start what\n"
	"kernel.modprobe names, it becomes what was named there before, modprobe(8) mostly,\n"
	"with the rights of whoever starts it.\n"
	"\n"
	"See modprobe-gate(8), autoload.conf(5), autoloadctl(8).\n";

/* The first error of the policy's file: an entry has room for one. */
struct first_error {
	char file[256];
	unsigned int line;
	char text[512];
};

/* The descriptors that libraries and shells take for granted. */
static void open_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd < STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

static void keep_first_error(void *data, const char *file, unsigned int line, const char *text)
{
	struct first_error *first = data;

	if (first->text[0])
		return;
	snprintf(first->file, sizeof(first->file), "%s", file);
	snprintf(first->text, sizeof(first->text), "%s", text);
	first->line = line;
}

/* The policy of the files, which is read, or the built-in one where that can't be used. */
static const struct policy *load_policy(struct policy *read)
{
	struct first_error first = { 0 };
	struct error_sink errors = { keep_first_error, &first };
	struct journal_entry entry;
	int r = config_load(&config_files, &errors, read);

	if (r == 0)
		return read;
	if (!first.text[0])
		keep_first_error(&first, CONFIG_FILE, 0, strerrordesc_np(-r));
	if (!rate_limited(RATE_LIMIT_POLICY_BROKEN, POLICY_BROKEN_SECONDS)) {
		report_policy_broken(&entry, first.file, first.line, first.text);
		journal_send(&entry, false);
	}
	return &policy_builtin;
}

static void search_requester(struct requester *requester)
{
	_cleanup_close_ int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct journal_entry entry;
	struct stat self;

	if (!rate_limited(RATE_LIMIT_NO_PROGRAMS, 0)) {
		report_no_programs(&entry);
		journal_send(&entry, false);
	}
	if (proc >= 0 && stat("/proc/self/exe", &self) == 0)
		(void)requester_search(proc, getppid(), self.st_ino, requester);
}

/*
 * The programs' word is taken where they are attached, also when they have none: then nobody is
 * known. Those of another version, before an update is followed by "autoloadctl enable", are as
 * good as none.
 */
static void identify_requester(int record_status, const struct request_record *record,
			       struct requester *requester)
{
	*requester = (struct requester){ .class = REQUESTER_UNKNOWN };
	if (record_status == 0)
		requester_from_record(record, requester);
	else if (record_status == -ENOENT || record_status == -ESTALE)
		search_requester(requester);
}

/* Only the policy refuses the kernel, and who may load any module: they have all the time they
 * need. */
static bool has_deadline(const struct requester *requester)
{
	return requester->class != REQUESTER_KERNEL &&
	       !(requester_capabilities(requester) & UINT64_C(1) << CAP_SYS_MODULE);
}

/*
 * An entry for journald about journald's own request, or that of the manager it depends on, goes
 * another way.
 */
static bool is_part_of_the_journal(const struct requester *requester,
				   const struct requester_details *details)
{
	return requester->pid == 1 || strcmp(details->unit, "systemd-journald.service") == 0;
}

static int insert(const struct modules *modules, struct request_record *record)
{
	if (record)
		/* Without it a nested request counts as that of a process with CAP_SYS_MODULE. */
		(void)helper_record_set_inserting(record);
	if (!modules->have_install_commands) {
		int r = privileges_keep_only_sys_module();

		if (r < 0)
			return r;
	}
	return modules_insert(modules);
}

static int carry_out(const struct request *request, const struct requester_details *details,
		     const struct verdict *verdict, const struct modules *modules,
		     struct request_record *record)
{
	struct journal_entry entry;
	int r = 0;

	if (verdict->decision != DECISION_REFUSED)
		r = insert(modules, record);
	report_decision(&entry, request, details, verdict, r);
	(void)journal_send(&entry, is_part_of_the_journal(request->requester, details));
	return r == 0 && verdict->decision != DECISION_REFUSED ? EXIT_SUCCESS : EXIT_FAILURE;
}

/*
 * Finds the requester's cgroup, also for its unit, and the least mode that it brings. One that
 * can't be found may have had any mode. Mostly it is gone, and the requester too: denying takes
 * nothing away.
 */
static enum mode find_cgroup(struct requester *requester, struct cgroup *cgroup)
{
	int r = requester->cgroup_id ? cgroup_find(requester->cgroup_id, cgroup) : -ENOENT;

	if (r == -ENOENT || r == -EOPNOTSUPP)
		return MODE_ALLOW;
	if (r < 0)
		return MODE_DENY;
	requester->cgroup = cgroup->path;
	return cgroup->least_mode;
}

static int decide(const char *alias, int record_status, struct request_record *record)
{
	_cleanup_(cleanup_modules) struct modules *modules = NULL;
	_cleanup_(policy_clear) struct policy policy = { 0 };
	struct requester_details details;
	struct requester requester;
	struct deadline deadline;
	struct verdict verdict;
	struct cgroup cgroup;
	enum mode lock;
	struct request request = { .alias = alias, .requester = &requester };

	deadline_start(&deadline, alias);
	/* A record costs nothing; a search is for those that ask for something. */
	if (record_status == 0) {
		identify_requester(record_status, record, &requester);
		if (!has_deadline(&requester))
			deadline_stop(&deadline);
	}
	if (modules_lookup(alias, NULL, &modules) < 0) {
		kmsg_write(LOG_ERR, "no memory to look modules up, refused");
		return EXIT_FAILURE;
	}
	if (modules->result != LOOKUP_MISSING)
		return modules->result == LOOKUP_PRESENT ? EXIT_SUCCESS : EXIT_FAILURE;

	if (record_status != 0)
		identify_requester(record_status, record, &requester);
	request.modules = modules->missing;
	request.dependencies = modules->dependencies;
	(void)lock_find(&lock);
	request.least_mode = mode_stricter(find_cgroup(&requester, &cgroup), lock);
	requester_details_find(&requester, &details);
	verdict = policy_decide(load_policy(&policy), &request);
	deadline_stop(&deadline);

	return carry_out(&request, &details, &verdict, modules, record_status == 0 ? record : NULL);
}

/*
 * Its helpers are root's, and children of a kernel thread. What can't be told is taken for one, as
 * a request must not go round the policy.
 */
static bool is_started_by_kernel(void)
{
	_cleanup_close_ int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct task parent = { 0 };

	return geteuid() == 0 && (proc < 0 || task_read_stat(proc, getppid(), &parent) < 0 ||
				  task_is_kernel_thread(&parent));
}

/*
 * Who else starts what kernel.modprobe names, as iptables-legacy, nvidia-modprobe and keepalived
 * do, gets the program that was named there before, with its own rights, which nothing here adds
 * to. Returns on failure only.
 */
static int become_modprobe(char *argv[])
{
	char path[MODPROBE_PATH_SIZE];

	saved_path_get(path);
	argv[0] = path;
	execv(path, argv);
	fprintf(stderr, "modprobe-gate: can't run %s: %s\n", path, strerrordesc_np(errno));
	return EXIT_FAILURE;
}

/* That it did not arrive is a failure. */
static int print(const char *text)
{
	return fputs(text, stdout) < 0 || fclose(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char *argv[])
{
	struct request_record record;
	int record_status;

	open_standard_descriptors();
	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return print(usage);
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return print("modprobe-gate " VERSION "\n");

	record_status = helper_record_get(&record);
	if (record_status < 0 && !is_started_by_kernel())
		return become_modprobe(argv);
	if (argc != 4 || strcmp(argv[1], "-q") != 0 || strcmp(argv[2], "--") != 0) {
		kmsg_write(LOG_ERR, "the kernel starts it in a way that is not known, refused");
		return EXIT_FAILURE;
	}
	return decide(argv[3], record_status, &record);
}
