#include "jobs/jobs.h"

#include "base/clock.h"
#include "base/log.h"
#include "catalog/catalog.h"
#include "catalog/poster_memory.h"

enum { FAILURES_MAX = 10 /* in one run: then it is hardly the posters */ };

static enum fault next(const struct jobs_on *on, size_t skip, char id[POSTER_ID_SIZE],
                       struct poster_images *images, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(on->store, &db, err));
    fault = poster_unfinished(db, skip, id, err);
    if (fault == FAULT_NONE)
        fault = poster_images(db, id, images->items, &images->count, err);
    store_reader_done(on->store, db);
    return fault;
}

static enum fault make(const struct jobs_on *on, struct poster_images *images, struct error *err)
{
    const struct maker *maker = catalog_maker(on->catalog);

    TRY(maker_add_webp(maker, images, err));
    return maker_add_avif(maker, images, err);
}

/* What cannot be made of it never will be: it is finished as it is. Healing is told afterwards, for
 * it may make it unfinished again. */
static enum fault finish(const struct jobs_on *on, const char *id, struct poster_images *images,
                         struct error *err)
{
    size_t known = images->count;
    enum fault made = make(on, images, err);
    bool is_finished = made == FAULT_NONE || made == FAULT_INVALID || made == FAULT_NOT_FOUND;

    if (made == FAULT_INVALID)
        log_line(LOG_WARN, "no more pictures of poster %s: %s", id, err->detail);
    if (is_finished || images->count > known)
        TRY(store_poster_images_add(on->store, id, images->items + known, images->count - known,
                                    is_finished, clock_now(), err));
    if (made == FAULT_NOT_FOUND)
        catalog_poster_lost(on->catalog, id);
    if (on->memory != NULL)
        poster_memory_forget(on->memory, id);
    return is_finished ? FAULT_NONE : made;
}

static bool is_stopped(const struct jobs_on *on)
{
    return stop_was_said(catalog_maker(on->catalog)->stop);
}

/* One that fails stands in nobody's way: the next run tries it again. */
enum fault job_finish_posters(const struct jobs_on *on, struct error *err)
{
    size_t failures = 0;

    while (failures < FAILURES_MAX && !is_stopped(on) &&
           downloads_count(catalog_downloads(on->catalog)) == 0) {
        struct poster_images images;
        char id[POSTER_ID_SIZE];
        enum fault fault = next(on, failures, id, &images, err);

        if (fault == FAULT_NOT_FOUND)
            return FAULT_NONE;
        TRY(fault);
        fault = finish(on, id, &images, err);
        if (fault == FAULT_STORAGE_FULL)
            return fault;
        if (fault == FAULT_NONE || is_stopped(on))
            continue;
        failures++;
        log_line(LOG_WARN, "poster %s is not finished: %s", id, err->detail);
    }
    return FAULT_NONE;
}
