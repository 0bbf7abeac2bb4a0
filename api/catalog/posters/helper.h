/*
 * Runs a program over some bytes: they are its standard input, its answer is its standard output.
 * Any thread; blocks until the program has ended, at most until the deadline or a stop.
 *
 * The program gets an empty environment (ours holds secrets), no open files of ours and the default
 * signals.
 */
#ifndef MARQUEE_CATALOG_POSTERS_HELPER_H
#define MARQUEE_CATALOG_POSTERS_HELPER_H

#include "base/error.h"
#include "base/stop.h"
#include "base/strbuf.h"

struct helper {
    const char *program;     /* a path */
    char *const *arguments;  /* from its name on, NULL at their end; NULL: just its name */
    int64_t deadline_ms;     /* from its start; then it is killed */
    size_t answer_max;       /* bytes; a program that says more is killed */
    const struct stop *stop; /* once it is said the program is killed; NULL: never */
};

/* How it ended. */
struct helper_end {
    int status;           /* what it exited with, or the negative signal that ended it */
    struct strbuf answer; /* the whole of it */
    char line[256];       /* the first line of its standard error, cut, printable ASCII; or "" */
};

/* FAULT_INTERNAL: it could not be run, or had to be killed. `end` is to be released either way. */
enum fault helper_run(const struct helper *helper, const void *bytes, size_t size,
                      struct helper_end *end, struct error *err);
void helper_end_release(struct helper_end *end);
#define auto_helper_end CLEANUP(helper_end_release)

#endif
