/*
 * DESIGN. Group commit: while one batch is being flushed, the next callers line up; so the batch
 * grows with the load and a lone voter waits for nobody. Each unit runs in a savepoint of the
 * batch's transaction: one that fails is undone alone. One that checks first needs none. If one
 * takes the transaction down with it (a full disk), those before it fail with its reason and those
 * behind it get a transaction of their own; if the commit itself fails, every unit of it does.
 * Nobody is woken before the commit is on disk and the memory that follows from it
 * (hooks.committed) is up to date: who got a 2xx also reads what he wrote.
 *
 * Is it still the database that was opened? The writer looks before it commits, so that nothing
 * goes to a file that was taken away, and before anybody is woken, so that nothing is confirmed
 * that is in no file any more; and every few seconds while nobody writes. The log goes into the
 * file by the writer's hand alone: so whatever else is written to the file, others did it.
 */
#include "store/engine/writer.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/waiting.h"
#include "store/engine/grams.h"

enum {
    BATCH_MAX = 256, /* units in one transaction: bounds what the last one waits for */
    LOOK_SECONDS = 2 /* between two looks at the file, while nobody writes */
};

/* One for whose outcome somebody waits. */
struct awaited {
    struct writer_job job;
    bool done;
    pthread_cond_t finished;
};

struct writer {
    struct db *db;
    struct hold *hold;
    struct error moved; /* with a fault once it was */
    struct writer_hooks hooks;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct writer_job *first, **last; /* waiting, oldest first */
    size_t waiting;
    uint64_t units; /* taken so far */
    bool closing;

    struct histogram commits;
};

/* Whose thread this is. */
static _Thread_local struct writer *working;

ENGINE_STATEMENT(sql_batch_commit, "COMMIT");

/* To undo it SQLite reads the log, and forgets all that it has in memory if that fails. */
static void leave_transaction(struct writer *writer)
{
    struct error ignored;

    if (hold_was_cut(writer->hold) && db_in_transaction(writer->db))
        units_statement(writer->db, &sql_batch_commit, &ignored);
    db_end(writer->db);
}

/* Reported once; false from then on. */
static bool is_ours(struct writer *writer)
{
    if (writer->moved.fault != FAULT_NONE)
        return false;
    if (hold_check(writer->hold, &writer->moved) == FAULT_NONE)
        return true;
    leave_transaction(writer);
    writer->hooks.moved(writer->hooks.context, writer->db, &writer->moved);
    return false;
}

static enum fault must_be_ours(struct writer *writer, struct error *err)
{
    if (is_ours(writer))
        return FAULT_NONE;
    *err = writer->moved;
    return err->fault;
}

/* One that fails comes round again; db_is_broken() says if the disk did not confirm it. */
static void shorten_log(struct writer *writer)
{
    struct error ignored;
    bool whole;

    if (!db_is_checkpoint_due(writer->db))
        return;
    db_checkpoint(writer->db, &whole, &ignored);
    hold_wrote(writer->hold);
}

static enum fault commit(struct writer *writer, struct error *err)
{
    int64_t began_us;

    TRY(grams_update(writer->db, err));
    TRY(must_be_ours(writer, err));
    began_us = clock_monotonic_us();
    TRY(units_statement(writer->db, &sql_batch_commit, err));
    TRY(must_be_ours(writer, err));
    shorten_log(writer);
    histogram_add(&writer->commits, clock_monotonic_us() - began_us);
    return FAULT_NONE;
}

ENGINE_STATEMENT(sql_batch_begin, "BEGIN IMMEDIATE");

/* Runs and commits what waits from `first` on; returns what is to be run in a further one. */
static struct writer_job *run_transaction(struct writer *writer, struct writer_job *first)
{
    struct error err;
    struct writer_job *fatal;

    error_init(&err);
    if (writer->moved.fault != FAULT_NONE ||
        units_statement(writer->db, &sql_batch_begin, &err) != FAULT_NONE) {
        units_fail(first, NULL, writer->moved.fault != FAULT_NONE ? &writer->moved : &err);
        return NULL;
    }
    fatal = units_run(writer->db, first);
    if (fatal != NULL) {
        units_fail(first, fatal, fatal->err);
        return fatal->next;
    }
    if (commit(writer, &err) != FAULT_NONE) {
        db_end(writer->db);
        units_fail(first, NULL, &err);
    }
    return NULL;
}

static void run_batch(struct writer *writer, struct writer_job *batch)
{
    unsigned topics;

    while (batch != NULL)
        batch = run_transaction(writer, batch);
    topics = db_take_topics(writer->db);
    if (db_is_broken(writer->db))
        writer->hooks.broken(writer->hooks.context);
    else if (writer->moved.fault == FAULT_NONE)
        writer->hooks.committed(writer->hooks.context, writer->db, topics);
}

/* With the lock held. A large one is alone. */
static struct writer_job *take_batch(struct writer *writer)
{
    struct writer_job *batch = writer->first, *end = batch;
    const size_t most = batch->is_large ? 1 : BATCH_MAX;
    size_t taken = 1;

    for (; taken < most && end->next != NULL && !end->next->is_large; taken++)
        end = end->next;
    writer->waiting -= taken;
    writer->units += taken;
    writer->first = end->next;
    if (writer->first == NULL)
        writer->last = &writer->first;
    end->next = NULL;
    return batch;
}

static struct awaited *awaited_of(struct writer_job *job)
{
    return (struct awaited *)(void *)job; /* its first member */
}

/* With the lock held. One of a batch wakes the next when it gets the processor itself: all of them
 * at once would stand in line before everybody who wants to read. */
static void wake(struct writer_job *job)
{
    if (job == NULL)
        return;
    awaited_of(job)->done = true;
    pthread_cond_signal(&awaited_of(job)->finished);
}

/* Tells those who do not wait; returns the others. */
static struct writer_job *tell_others(struct writer_job *batch)
{
    struct writer_job *awaited = NULL, **last = &awaited;

    while (batch != NULL) {
        struct writer_job *job = batch;

        batch = job->next;
        if (job->finished != NULL) {
            job->finished(job);
            continue;
        }
        job->next = NULL;
        *last = job;
        last = &job->next;
    }
    return awaited;
}

/* With the lock held, until there is work or the time for a look has come. */
static void wait_for_units(struct writer *writer)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_SECONDS;
    while (writer->first == NULL && !writer->closing)
        if (pthread_cond_timedwait(&writer->work, &writer->lock, &until) != 0)
            return;
}

/* With the lock held. */
static void do_next(struct writer *writer)
{
    struct writer_job *batch = writer->first == NULL ? NULL : take_batch(writer);

    pthread_mutex_unlock(&writer->lock);
    if (batch != NULL)
        run_batch(writer, batch);
    else
        is_ours(writer);
    batch = tell_others(batch);
    log_flush();
    pthread_mutex_lock(&writer->lock);
    wake(batch);
}

static void *writer_main(void *argument)
{
    struct writer *writer = argument;

    working = writer;
    log_gather();
    pthread_mutex_lock(&writer->lock);
    while (!writer->closing || writer->first != NULL) {
        wait_for_units(writer);
        do_next(writer);
    }
    pthread_mutex_unlock(&writer->lock);
    return NULL;
}

/* Its times must not jump with the clock of the machine. */
static void init_work(pthread_cond_t *work)
{
    pthread_condattr_t monotonic;

    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(work, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

enum fault writer_open(struct db *db, struct hold *hold, struct writer_hooks hooks,
                       struct writer **out, struct error *err)
{
    struct writer *writer;

    db_checkpoint_by_hand(db);
    if ((hooks.hasty && db_exec(db, "PRAGMA synchronous = OFF", err) != FAULT_NONE) ||
        hold_watch(hold, err) != FAULT_NONE) {
        db_close(db);
        return err->fault;
    }
    writer = calloc(1, sizeof(*writer));
    if (writer == NULL)
        abort();
    writer->db = db;
    writer->hold = hold;
    error_init(&writer->moved);
    writer->hooks = hooks;
    writer->last = &writer->first;
    pthread_mutex_init(&writer->lock, NULL);
    init_work(&writer->work);
    if (pthread_create(&writer->thread, NULL, writer_main, writer) != 0) {
        db_close(db);
        free(writer);
        return error_set(err, FAULT_INTERNAL, "The writer thread cannot be started.");
    }
    *out = writer;
    return FAULT_NONE;
}

void writer_close(struct writer *writer)
{
    if (writer == NULL)
        return;
    pthread_mutex_lock(&writer->lock);
    writer->closing = true;
    pthread_cond_signal(&writer->work);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    if (writer->moved.fault != FAULT_NONE)
        writer->hooks.moved(writer->hooks.context, writer->db, &writer->moved);
    db_close(writer->db);
    pthread_cond_destroy(&writer->work);
    pthread_mutex_destroy(&writer->lock);
    free(writer);
}

/* With the lock held. */
static void line_up(struct writer *writer, struct writer_job *job)
{
    job->next = NULL;
    *writer->last = job;
    writer->last = &job->next;
    writer->waiting++;
    pthread_cond_signal(&writer->work);
}

void writer_post(struct writer *writer, struct writer_job *job)
{
    pthread_mutex_lock(&writer->lock);
    line_up(writer, job);
    pthread_mutex_unlock(&writer->lock);
}

static enum fault await(struct writer *writer, struct awaited *awaited)
{
    struct writer_job *job = &awaited->job;

    if (working == writer)
        return job->unit(writer->db, job->context, job->err);
    waiting_check();
    pthread_cond_init(&awaited->finished, NULL);
    pthread_mutex_lock(&writer->lock);
    line_up(writer, job);
    while (!awaited->done)
        pthread_cond_wait(&awaited->finished, &writer->lock);
    wake(job->next);
    pthread_mutex_unlock(&writer->lock);
    pthread_cond_destroy(&awaited->finished);
    return job->fault;
}

enum fault writer_run(struct writer *writer, writer_unit unit, void *context, struct error *err)
{
    struct awaited awaited = {.job = {.unit = unit, .context = context, .err = err}};

    return await(writer, &awaited);
}

enum fault writer_run_large(struct writer *writer, writer_unit unit, void *context,
                            struct error *err)
{
    struct awaited awaited = {
        .job = {.unit = unit, .context = context, .err = err, .is_large = true}};

    return await(writer, &awaited);
}

struct writer_counts writer_count(struct writer *writer)
{
    struct writer_counts counts = {.commits = &writer->commits};

    pthread_mutex_lock(&writer->lock);
    counts.units = writer->units;
    counts.waiting = writer->waiting;
    pthread_mutex_unlock(&writer->lock);
    return counts;
}
