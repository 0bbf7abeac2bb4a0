/*
 * What a command works on when no server holds the database: the store alone, or all parts of a
 * server but HTTP.
 */
#ifndef MARQUEE_CLI_LOCAL_H
#define MARQUEE_CLI_LOCAL_H

#include "config/config.h"
#include "jobs/jobs.h"

struct local {
    struct arena arena;
    struct jobs_on on;
    struct posters *posters;
    struct jobs *jobs;
};

/* FAULT_NOT_FOUND: there is no database at `path`, or there is none, and another one beside it:
 * MARQUEE_DB may be mistyped, and no club is to begin without a word. */
enum fault local_is_there(const char *path, struct error *err);
enum fault local_alone(const char *path, struct error *err);

/* FAULT_BUSY: a server holds the database, ask it. FAULT_NOT_FOUND: there is none, and none is to
 * be made. Closed in any case by local_close. */
enum fault local_open_store(const struct config *config, bool make, struct local *local,
                            struct error *err);
/* The catalogue and the jobs, too: what is wanted is fetched and saved from now on. */
enum fault local_open_jobs(const struct config *config, struct local *local, struct error *err);
void local_close(struct local *local);

#endif
