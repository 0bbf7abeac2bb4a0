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
struct club_now;
struct poster_memory;
struct refresh;
struct store;
struct who;

/* What jobs work on; borrowed, outlives them. */
struct remark;

struct jobs_on {
    struct store *store;
    struct catalog *catalog;
    struct refresh *refresh;
    struct club_now *club;
    struct who *who;              /* NULL: nobody can be signed in */
    struct poster_memory *memory; /* NULL: nobody looks at posters */
    struct remark *remark;        /* of the running server; NULL: none runs here */
    int64_t poster_quota;         /* bytes of their files; 0: no limit */
};

struct jobs;

enum fault jobs_open(struct jobs_on on, struct jobs **jobs, struct error *err);
/* Finishes the jobs that are running, but for a poster that is being made: it is given up, and no
 * other is begun (catalog_stop). NULL is fine. */
void jobs_close(struct jobs *jobs);

/* ---- triggers.c: one round of each job ------------------------------------------------------- */

/* catalog/film_work.h */
enum fault job_look_films_up(const struct jobs_on *on, struct error *err);
enum fault job_want_pending(const struct jobs_on *on, struct error *err);
enum fault job_want_old(const struct jobs_on *on, struct error *err);

/* catalog/posters/work.h; fetching heals, keeps and starts */
enum fault job_start_posters(const struct jobs_on *on, struct error *err);
enum fault job_fetch_posters(const struct jobs_on *on, struct error *err);
enum fault job_keep_posters(const struct jobs_on *on, struct error *err);
enum fault job_finish_posters(const struct jobs_on *on, struct error *err);
enum fault job_prune_posters(const struct jobs_on *on, struct error *err);
enum fault job_note_posters(const struct jobs_on *on, struct error *err);

/* Writes when sessions and tokens were last used, so that sessions slide, and removes those that
 * are over. */
enum fault job_note_sessions(const struct jobs_on *on, struct error *err);

/* Removes what the activity log keeps no longer. */
enum fault job_prune_activity(const struct jobs_on *on, struct error *err);
enum fault job_prune_undone(const struct jobs_on *on, struct error *err);
enum fault job_prune_withdrawn(const struct jobs_on *on, struct error *err);

#endif
