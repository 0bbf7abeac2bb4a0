/*
 * The built program (or another one), run as a user runs it: its own process, its own settings,
 * real streams. No MARQUEE_ variable of the tests' own environment reaches it.
 */
#ifndef MARQUEE_TESTS_PROCESS_H
#define MARQUEE_TESTS_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

enum { PATIENCE = 60 /* seconds after which a test gives up on something that must happen */ };

struct program {
    const char *file;             /* where the program is; NULL: the built one */
    const char *const *arguments; /* after the program's own name; ends with NULL */
    const char *const *settings;  /* "NAME=value"; ends with NULL */
    const char *input;            /* its standard input; NULL: empty */
    uid_t user;                   /* 0: whoever runs the tests */
    rlim_t files;                 /* that it may raise its limit to; 0: as many as the tests */
    int log;                      /* its standard error; 0: a file that process_log() reads */
};

struct process {
    pid_t pid;  /* 0: not running */
    int output; /* the end of its standard output where we read; -1: none */
    int log;    /* a file that can be read at any time, its standard error; -1: none */
};

void process_start(struct process *process, const struct program *program);

/* Waits for its end. The exit status; the negative signal that killed it; or kills it and fails the
 * test after `seconds`. */
int process_wait(struct process *process, int seconds);

/* Closes what is open of it, and kills it if it still runs. */
void process_release(struct process *process);

/* The next line of its standard output without its end; false when there is none within PATIENCE.
 */
bool process_line(struct process *process, char *line, size_t size);

/* Everything it has written to standard error so far; the caller frees it. */
char *process_log(const struct process *process);

/* No file of it may have more bytes from here on: a full disk, but for RLIM_INFINITY. */
void process_leave_room(const struct process *process, rlim_t bytes);

/* The bytes of memory that it has in use now. In a build with sanitizers, most are not its own. */
long process_memory(const struct process *process);

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true
#else
#define SANITIZED false
#endif

/* Seconds in which a server that is told to stop has gone: what it promises. Sanitizers slow it. */
enum { GOODBYE = SANITIZED ? 20 : 10 };

/* What became of a program that runs to its end. */
struct outcome {
    int status;
    char out[4096], err[4096]; /* cut at their sizes */
};
struct outcome process_run(const struct program *program);

#endif
