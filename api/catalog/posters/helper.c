/*
 * DESIGN. The input is a file in memory that the program inherits: nothing has to be fed to it, so
 * neither side can wait for the other, and a program that does not read raises no SIGPIPE. Its two
 * outputs are pipes, its end shows on a pidfd, and a stop on a descriptor of its own; one poll()
 * waits for all of them. It has ended when the pidfd says so: a child of its own that keeps a pipe
 * open is not waited for.
 */
#include "catalog/posters/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { CHUNK = 16 * 1024, LOG_MAX = 4 * CHUNK };

struct run {
    const struct helper *helper;
    int64_t deadline_us;
    pid_t pid;                  /* 0: there is none */
    int input;                  /* of these descriptors -1: not open */
    int process, answer, lines; /* the pidfd, and our ends of its outputs */
    int its_answer, its_lines;
    struct helper_end *end;
    struct strbuf log;
};

static enum fault fail_helper(const struct run *run, const char *what, int reason,
                              struct error *err)
{
    return error_set(err, FAULT_INTERNAL, "%s %s: %s.", run->helper->program, what,
                     strerror(reason));
}

static void shut(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* ---- starting it ---------------------------------------------------------------------------- */

static enum fault fill_input(struct run *run, const char *bytes, size_t size, struct error *err)
{
    run->input = memfd_create("input", MFD_CLOEXEC);
    while (run->input >= 0 && size > 0) {
        ssize_t written = write(run->input, bytes, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_helper(run, "cannot be given its input", errno, err);
        bytes += written;
        size -= (size_t)written;
    }
    if (run->input < 0 || lseek(run->input, 0, SEEK_SET) != 0)
        return fail_helper(run, "cannot be given its input", errno, err);
    return FAULT_NONE;
}

static enum fault open_pipe(struct run *run, int *ours, int *its, struct error *err)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail_helper(run, "cannot be listened to", errno, err);
    *ours = ends[0];
    *its = ends[1];
    fcntl(*ours, F_SETFL, O_NONBLOCK);
    return FAULT_NONE;
}

static int spawn(struct run *run, posix_spawn_file_actions_t *files, posix_spawnattr_t *attributes)
{
    char *name[] = {(char *)(uintptr_t)run->helper->program, NULL}, *environment[] = {NULL};
    char *const *arguments = run->helper->arguments == NULL ? name : run->helper->arguments;
    sigset_t none, ignored;

    sigemptyset(&none);
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &ignored);
    posix_spawn_file_actions_adddup2(files, run->input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(files, run->its_answer, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(files, run->its_lines, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
    return posix_spawn(&run->pid, run->helper->program, files, attributes, arguments, environment);
}

static enum fault start_helper(struct run *run, struct error *err)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int reason;

    TRY(open_pipe(run, &run->answer, &run->its_answer, err));
    TRY(open_pipe(run, &run->lines, &run->its_lines, err));
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    reason = spawn(run, &files, &attributes);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    shut(&run->its_answer);
    shut(&run->its_lines);
    if (reason != 0) {
        run->pid = 0;
        return fail_helper(run, "cannot be run", reason, err);
    }
    run->process = pidfd_open(run->pid, 0);
    return run->process < 0 ? fail_helper(run, "cannot be watched", errno, err) : FAULT_NONE;
}

/* ---- hearing it out ------------------------------------------------------------------------- */

/* What is there now; closed at its end. */
static void hear(int *file, struct strbuf *text)
{
    char bytes[CHUNK];
    ssize_t length = 1;

    while (*file >= 0 && length > 0 && strbuf_ok(text)) {
        length = read(*file, bytes, sizeof(bytes));
        if (length > 0)
            strbuf_add(text, bytes, (size_t)length);
        if (length == 0)
            shut(file);
    }
}

static enum fault hear_out(struct run *run, struct error *err)
{
    int stop = run->helper->stop == NULL ? -1 : run->helper->stop->file;
    struct pollfd ready[4] = {{.fd = run->process, .events = POLLIN},
                              {.fd = stop, .events = POLLIN}};

    while (ready[0].revents == 0) {
        int64_t left_us = run->deadline_us - clock_monotonic_us();

        if (left_us <= 0)
            return error_set(err, FAULT_INTERNAL, "%s took longer than %lld ms.",
                             run->helper->program, (long long)run->helper->deadline_ms);
        ready[2] = (struct pollfd){.fd = run->answer, .events = POLLIN};
        ready[3] = (struct pollfd){.fd = run->lines, .events = POLLIN};
        if (poll(ready, COUNT_OF(ready), (int)(left_us / 1000) + 1) < 0 && errno != EINTR)
            return fail_helper(run, "cannot be waited for", errno, err);
        if (ready[1].revents != 0)
            return error_set(err, FAULT_INTERNAL, "%s was stopped.", run->helper->program);
        hear(&run->answer, &run->end->answer);
        hear(&run->lines, &run->log);
        if (!strbuf_ok(&run->end->answer))
            return error_set(err, FAULT_INTERNAL, "%s said more than %zu bytes.",
                             run->helper->program, run->helper->answer_max);
        if (!strbuf_ok(&run->log)) /* only its beginning matters */
            shut(&run->lines);
    }
    return FAULT_NONE;
}

/* ---- ending it ------------------------------------------------------------------------------ */

/* Killed if it still runs. */
static void reap(struct run *run)
{
    int status = 0;

    if (run->pid == 0)
        return;
    kill(run->pid, SIGKILL);
    while (waitpid(run->pid, &status, 0) < 0 && errno == EINTR)
        ;
    run->end->status = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void take_line(const struct strbuf *log, char line[256])
{
    size_t length = strcspn(log->bytes, "\n");

    if (length > 255)
        length = 255;
    for (size_t i = 0; i < length; i++)
        line[i] = log->bytes[i] >= ' ' && log->bytes[i] <= '~' ? log->bytes[i] : '?';
    line[length] = '\0';
}

enum fault helper_run(const struct helper *helper, const void *bytes, size_t size,
                      struct helper_end *end, struct error *err)
{
    struct run run = {.helper = helper,
                      .input = -1,
                      .process = -1,
                      .answer = -1,
                      .lines = -1,
                      .its_answer = -1,
                      .its_lines = -1,
                      .end = end};
    enum fault fault;

    *end = (struct helper_end){.line = ""};
    strbuf_init(&end->answer, helper->answer_max);
    strbuf_init(&run.log, LOG_MAX);
    run.deadline_us = clock_monotonic_us() + 1000 * helper->deadline_ms;
    fault = fill_input(&run, bytes, size, err);
    if (fault == FAULT_NONE)
        fault = start_helper(&run, err);
    if (fault == FAULT_NONE)
        fault = hear_out(&run, err);
    reap(&run);
    take_line(&run.log, end->line);
    shut(&run.input);
    shut(&run.process);
    shut(&run.answer);
    shut(&run.lines);
    shut(&run.its_answer);
    shut(&run.its_lines);
    strbuf_release(&run.log);
    return fault;
}

void helper_end_release(struct helper_end *end)
{
    strbuf_release(&end->answer);
}
