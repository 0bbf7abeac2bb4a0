#include "jobs/jobs.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/log.h"
#include "catalog/catalog.h"

/* The threads, by what wakes them. Two make posters: it is the work of a process of its own each.
 */
static const enum catalog_work threads[] = {WORK_FILMS, WORK_POSTERS, WORK_POSTERS};
enum thread { FILMS, POSTERS, MORE_POSTERS, WORKERS };

struct job {
    const char *name;
    enum fault (*run)(const struct jobs_on *on, struct error *err);
    int interval; /* seconds */
    bool on_wake; /* also whenever somebody wakes the worker */
    enum thread thread;
    int after; /* seconds: the first run is that long after the start */
};

static const struct job table[] = {
    {"want-pending", job_want_pending, 60, false, FILMS, 0},
    {"want-old", job_want_old, 600, false, FILMS, 120},
    {"look-films-up", job_look_films_up, 60, true, FILMS, 0},
    {"note-posters", job_note_posters, 600, false, FILMS, 600},
    {"note-sessions", job_note_sessions, 60, false, FILMS, 0},
    {"prune-activity", job_prune_activity, 3600, false, FILMS, 0},
    {"prune-undone", job_prune_undone, 3600, false, FILMS, 0},
    {"prune-withdrawn", job_prune_withdrawn, 3600, false, FILMS, 0},
    {"fetch-posters", job_fetch_posters, 60, true, POSTERS, 0},
    {"keep-posters", job_keep_posters, 60, true, MORE_POSTERS, 0},
    {"finish-posters", job_finish_posters, 60, false, MORE_POSTERS, 60},
    {"prune-posters", job_prune_posters, 3600, false, MORE_POSTERS, 300},
};

struct worker {
    struct jobs *jobs;
    pthread_t thread;
    pthread_cond_t changed;
    bool started, woken;
};

struct jobs {
    struct jobs_on on;
    pthread_mutex_t lock;
    bool closing;
    struct worker workers[WORKERS];
    int64_t due[COUNT_OF(table)]; /* monotonic µs; each is its worker's alone */
};

static bool is_of(const struct worker *worker, size_t job)
{
    return &worker->jobs->workers[table[job].thread] == worker;
}

static void run_and_log(const struct jobs *jobs, const struct job *job)
{
    struct error err;

    error_init(&err);
    if (job->run(&jobs->on, &err) != FAULT_NONE)
        log_line(LOG_WARN, "job %s failed: %s", job->name, err.detail);
}

static void run_due(struct worker *worker, bool woken)
{
    struct jobs *jobs = worker->jobs;

    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int64_t now = clock_monotonic_us();

        if (!is_of(worker, i) || (now < jobs->due[i] && !(woken && table[i].on_wake)))
            continue;
        run_and_log(jobs, &table[i]);
        jobs->due[i] = now + (int64_t)table[i].interval * SECOND_US;
    }
}

/* With the lock held: until the next job is due, or something happens. */
static void wait_for_work(struct worker *worker)
{
    struct jobs *jobs = worker->jobs;
    int64_t next = INT64_MAX;
    struct timespec until;

    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (is_of(worker, i) && jobs->due[i] < next)
            next = jobs->due[i];
    until = (struct timespec){.tv_sec = next / SECOND_US, .tv_nsec = next % SECOND_US * 1000};
    while (!worker->woken && !jobs->closing && clock_monotonic_us() < next)
        pthread_cond_timedwait(&worker->changed, &jobs->lock, &until);
}

static void *worker_main(void *argument)
{
    struct worker *worker = argument;
    struct jobs *jobs = worker->jobs;

    pthread_mutex_lock(&jobs->lock);
    while (!jobs->closing) {
        bool woken = worker->woken;

        worker->woken = false;
        pthread_mutex_unlock(&jobs->lock);
        run_due(worker, woken);
        pthread_mutex_lock(&jobs->lock);
        wait_for_work(worker);
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

static void wake_workers(void *context, enum catalog_work work)
{
    struct jobs *jobs = context;

    pthread_mutex_lock(&jobs->lock);
    for (size_t i = 0; i < WORKERS; i++) {
        if (threads[i] != work)
            continue;
        jobs->workers[i].woken = true;
        pthread_cond_signal(&jobs->workers[i].changed);
    }
    pthread_mutex_unlock(&jobs->lock);
}

static struct jobs *make_jobs(struct jobs_on on)
{
    struct jobs *jobs = calloc(1, sizeof(*jobs));
    pthread_condattr_t monotonic;

    if (jobs == NULL)
        abort();
    jobs->on = on;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        jobs->due[i] = clock_monotonic_us() + (int64_t)table[i].after * SECOND_US;
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    for (size_t i = 0; i < WORKERS; i++) {
        jobs->workers[i].jobs = jobs;
        pthread_cond_init(&jobs->workers[i].changed, &monotonic);
    }
    pthread_condattr_destroy(&monotonic);
    return jobs;
}

enum fault jobs_open(struct jobs_on on, struct jobs **out, struct error *err)
{
    struct jobs *jobs = make_jobs(on);

    catalog_on_work(on.catalog, wake_workers, jobs);
    for (size_t i = 0; i < WORKERS; i++) {
        struct worker *worker = &jobs->workers[i];

        if (pthread_create(&worker->thread, NULL, worker_main, worker) != 0) {
            jobs_close(jobs);
            return error_set(err, FAULT_INTERNAL, "A thread of the jobs cannot be started.");
        }
        worker->started = true;
    }
    *out = jobs;
    return FAULT_NONE;
}

static void stop_workers(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    jobs->closing = true;
    for (size_t i = 0; i < WORKERS; i++)
        pthread_cond_signal(&jobs->workers[i].changed);
    pthread_mutex_unlock(&jobs->lock);
    catalog_stop(jobs->on.catalog);
    for (size_t i = 0; i < WORKERS; i++)
        if (jobs->workers[i].started)
            pthread_join(jobs->workers[i].thread, NULL);
}

void jobs_close(struct jobs *jobs)
{
    if (jobs == NULL)
        return;
    catalog_on_work(jobs->on.catalog, NULL, NULL);
    stop_workers(jobs);
    for (size_t i = 0; i < WORKERS; i++)
        pthread_cond_destroy(&jobs->workers[i].changed);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs);
}
