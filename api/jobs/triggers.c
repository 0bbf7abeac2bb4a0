#include "jobs/jobs.h"

#include "base/clock.h"
#include "catalog/film_work.h"
#include "store/activity.h"
#include "store/recording.h"
#include "store/sessions.h"
#include "store/who.h"
#include "store/withdrawn.h"

enum { SEEN_MAX = 500 /* sessions in one transaction */ };

/* ---- films -------------------------------------------------------------------------------------
 */

static struct film_work films_of(const struct jobs_on *on)
{
    return (struct film_work){.store = on->store, .catalog = on->catalog, .refresh = on->refresh};
}

enum fault job_look_films_up(const struct jobs_on *on, struct error *err)
{
    const struct film_work work = films_of(on);

    return film_work_look_up(&work, err);
}

enum fault job_want_pending(const struct jobs_on *on, struct error *err)
{
    const struct film_work work = films_of(on);

    return film_work_want_pending(&work, err);
}

enum fault job_want_old(const struct jobs_on *on, struct error *err)
{
    const struct film_work work = films_of(on);

    return film_work_want_old(&work, err);
}

/* ---- posters -----------------------------------------------------------------------------------
 */

static struct poster_work posters_of(const struct jobs_on *on)
{
    struct poster_work work = catalog_poster_work(on->catalog, on->store);

    work.memory = on->memory;
    work.quota = on->poster_quota;
    return work;
}

enum fault job_start_posters(const struct jobs_on *on, struct error *err)
{
    const struct poster_work work = posters_of(on);

    return poster_work_start(&work, err);
}

enum fault job_fetch_posters(const struct jobs_on *on, struct error *err)
{
    const struct poster_work work = posters_of(on);

    poster_work_heal(&work, err);
    TRY(poster_work_keep(&work, err));
    return poster_work_start(&work, err);
}

enum fault job_keep_posters(const struct jobs_on *on, struct error *err)
{
    const struct poster_work work = posters_of(on);

    return poster_work_keep(&work, err);
}

enum fault job_finish_posters(const struct jobs_on *on, struct error *err)
{
    const struct poster_work work = posters_of(on);

    return poster_work_finish(&work, err);
}

enum fault job_prune_posters(const struct jobs_on *on, struct error *err)
{
    const struct poster_work work = posters_of(on);

    return poster_work_prune(&work, err);
}

enum fault job_note_posters(const struct jobs_on *on, struct error *err)
{
    const struct poster_work work = posters_of(on);

    return poster_work_note(&work, err);
}

/* ---- sessions ----------------------------------------------------------------------------------
 */

enum fault job_note_sessions(const struct jobs_on *on, struct error *err)
{
    struct credential_seen seen[SEEN_MAX];
    size_t count;

    if (on->who == NULL)
        return FAULT_NONE;
    do {
        count = who_take_seen(on->who, seen, SEEN_MAX);
        TRY(store_credentials_seen(on->store, seen, count, clock_now(), err));
    } while (count == SEEN_MAX);
    return FAULT_NONE;
}

/* ---- the activity log --------------------------------------------------------------------------
 */

enum fault job_prune_activity(const struct jobs_on *on, struct error *err)
{
    return store_activity_prune(on->store, clock_now(), err);
}

/* ---- what was taken back -----------------------------------------------------------------------
 */

enum fault job_prune_undone(const struct jobs_on *on, struct error *err)
{
    return store_undone_prune(on->store, clock_now(), err);
}

/* ---- what was withdrawn ------------------------------------------------------------------------
 */

enum fault job_prune_withdrawn(const struct jobs_on *on, struct error *err)
{
    return store_withdrawn_prune(on->store, clock_now(), err);
}
