/*
 * Background work: three threads and a table of jobs (jobs.c). A job is run at its interval, and at
 * once when somebody wakes its thread. Making a poster may take seconds; so posters have two
 * threads of their own.
 */
#ifndef MARQUEE_JOBS_JOBS_H
#define MARQUEE_JOBS_JOBS_H

#include <stdint.h>

#include "base/error.h"

struct catalog;
struct poster_memory;
struct refresh;
struct store;
struct who;

/* What jobs work on; borrowed, outlives them. */
struct jobs_on {
    struct store *store;
    struct catalog *catalog;
    struct refresh *refresh;
    struct who *who;              /* NULL: nobody can be signed in */
    struct poster_memory *memory; /* NULL: nobody looks at posters */
    int64_t poster_quota;         /* bytes of their files; 0: no limit */
};

struct jobs;

enum fault jobs_open(struct jobs_on on, struct jobs **jobs, struct error *err);
/* Finishes the jobs that are running, but for a poster that is being made: it is given up, and no
 * other is begun (catalog_stop). NULL is fine. */
void jobs_close(struct jobs *jobs);

/* ---- the jobs, a file each, or two ----------------------------------------------------------- */

/* Starts looking up the films that are wanted, and saves what has arrived. */
enum fault job_refresh_films(const struct jobs_on *on, struct error *err);
/* Wants the films without data that are due: what a stop or an outage had left undone. */
enum fault job_want_pending(const struct jobs_on *on, struct error *err);
/* Wants the films whose data is too old to be kept as it is. */
enum fault job_want_old(const struct jobs_on *on, struct error *err);
/* Starts downloading the posters that are wanted. */
enum fault job_start_posters(const struct jobs_on *on, struct error *err);
/* The same, and keeps what has arrived. */
enum fault job_fetch_posters(const struct jobs_on *on, struct error *err);
/* Keeps posters that have arrived, beside the one above. */
enum fault job_keep_posters(const struct jobs_on *on, struct error *err);
/* Makes what is missing of posters that are shown already, while there is nothing else to do. */
enum fault job_finish_posters(const struct jobs_on *on, struct error *err);
/* Removes the posters that no film has shown for a day, those that are too many, and files without
 * a row. */
enum fault job_prune_posters(const struct jobs_on *on, struct error *err);
/* Writes which posters were looked at. */
enum fault job_note_posters(const struct jobs_on *on, struct error *err);
/* Writes when sessions were last used, so that they slide, and removes the ones that are over. */
enum fault job_note_sessions(const struct jobs_on *on, struct error *err);

#endif
