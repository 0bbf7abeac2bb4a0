#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/check.h"

enum { ARGUMENTS_MAX = 16, ENVIRONMENT_MAX = 256, FEW_FILES = 64 };

static int must(int result)
{
    if (result < 0)
        abort();
    return result;
}

static void make_environment(const char *const *settings, char *environment[ENVIRONMENT_MAX])
{
    size_t count = 0;

    for (char **entry = environ; *entry != NULL && count < ENVIRONMENT_MAX / 2; entry++)
        if (strncmp(*entry, "MARQUEE_", 8) != 0)
            environment[count++] = *entry;
    for (; *settings != NULL && count < ENVIRONMENT_MAX - 1; settings++)
        environment[count++] = (char *)(uintptr_t)*settings;
    environment[count] = NULL;
}

static int make_input(const char *text)
{
    int input = must(memfd_create("input", 0));

    if (text != NULL && write(input, text, strlen(text)) != (ssize_t)strlen(text))
        abort();
    must((int)lseek(input, 0, SEEK_SET));
    return input;
}

/* In the child. It never outlives the test. */
static void become(const struct program *program, int input, int output, int log)
{
    const char *file = program->file != NULL ? program->file : MARQUEE_PROGRAM;
    char *arguments[ARGUMENTS_MAX] = {(char *)(uintptr_t)file};
    char *environment[ENVIRONMENT_MAX];
    /* Opened before the user changes: another one may not reach the folder of the checkout. */
    int program_file = open(file, O_RDONLY | O_CLOEXEC);

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (size_t i = 0; program->arguments[i] != NULL && i + 2 < ARGUMENTS_MAX; i++)
        arguments[i + 1] = (char *)(uintptr_t)program->arguments[i];
    make_environment(program->settings, environment);
    if (program->files != 0 &&
        setrlimit(RLIMIT_NOFILE, &(struct rlimit){FEW_FILES, program->files}) != 0)
        _exit(126);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(log, 2) < 0)
        _exit(126);
    if (program->user != 0 && (setgid(program->user) != 0 || setuid(program->user) != 0))
        _exit(126);
    fexecve(program_file, arguments, environment);
    _exit(127);
}

/* `output` is the end that the program writes to. */
static void start(struct process *process, const struct program *program, int output)
{
    int input = make_input(program->input);

    process->log = must(memfd_create("log", MFD_CLOEXEC));
    process->pid = must(fork());
    if (process->pid == 0)
        become(program, input, output, program->log != 0 ? program->log : process->log);
    close(input);
    close(output);
}

void process_start(struct process *process, const struct program *program)
{
    int output[2];

    must(pipe2(output, O_CLOEXEC));
    process->output = output[0];
    start(process, program, output[1]);
}

static int reap(struct process *process)
{
    int status;

    must(waitpid(process->pid, &status, 0));
    process->pid = 0;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

int process_wait(struct process *process, int seconds)
{
    struct pollfd ended = {.fd = must(pidfd_open(process->pid, 0)), .events = POLLIN};
    int count = poll(&ended, 1, seconds * 1000);

    close(ended.fd);
    if (count == 1)
        return reap(process);
    kill(process->pid, SIGKILL);
    reap(process);
    fail_msg("the program did not end within %d seconds", seconds);
    return -1;
}

void process_release(struct process *process)
{
    if (process->pid != 0) {
        kill(process->pid, SIGKILL);
        reap(process);
    }
    if (process->output >= 0)
        close(process->output);
    if (process->log >= 0)
        close(process->log);
    process->output = -1;
    process->log = -1;
}

bool process_line(struct process *process, char *line, size_t size)
{
    struct pollfd readable = {.fd = process->output, .events = POLLIN};

    for (size_t used = 0; used + 1 < size; used++) {
        if (poll(&readable, 1, PATIENCE * 1000) != 1 || read(process->output, line + used, 1) != 1)
            return false;
        line[used + 1] = '\0';
        if (line[used] == '\n') {
            line[used] = '\0';
            return true;
        }
    }
    return false;
}

static size_t read_file(int file, char *bytes, size_t size)
{
    ssize_t length = pread(file, bytes, size - 1, 0);

    if (length < 0)
        abort();
    bytes[length] = '\0';
    return (size_t)length;
}

char *process_log(const struct process *process)
{
    off_t size = lseek(process->log, 0, SEEK_END);
    char *text = malloc((size_t)size + 1);

    if (text == NULL)
        abort();
    read_file(process->log, text, (size_t)size + 1);
    return text;
}

void process_leave_room(const struct process *process, rlim_t bytes)
{
    struct rlimit limit;

    assert_int_equal(prlimit(process->pid, RLIMIT_FSIZE, NULL, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(prlimit(process->pid, RLIMIT_FSIZE, &limit, NULL), 0);
}

long process_memory(const struct process *process)
{
    char path[64], text[256] = "";
    long pages = 0;
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%d/statm", (int)process->pid);
    file = fopen(path, "re");
    assert_non_null(file);
    assert_non_null(fgets(text, sizeof(text), file));
    fclose(file);
    assert_int_equal(sscanf(text, "%*d %ld", &pages), 1);
    return pages * sysconf(_SC_PAGESIZE);
}

struct outcome process_run(const struct program *program)
{
    struct process process = {.output = must(memfd_create("output", MFD_CLOEXEC))};
    struct outcome outcome;

    start(&process, program, must(dup(process.output)));
    outcome.status = process_wait(&process, PATIENCE);
    read_file(process.output, outcome.out, sizeof(outcome.out));
    read_file(process.log, outcome.err, sizeof(outcome.err));
    process_release(&process);
    return outcome;
}
