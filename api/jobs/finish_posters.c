#include "jobs/jobs.h"

#include "base/clock.h"
#include "base/log.h"
#include "catalog/catalog.h"
#include "catalog/poster_memory.h"

static enum fault next(const struct jobs_on *on, char id[POSTER_ID_SIZE],
                       struct poster_images *images, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(on->store, &db, err));
    fault = poster_unfinished(db, id, err);
    if (fault == FAULT_NONE)
        fault = poster_images(db, id, images->items, &images->count, err);
    store_reader_done(on->store, db);
    return fault;
}

/* What cannot be made of it never will be: it is finished as it is. */
static enum fault finish(const struct jobs_on *on, const char *id, struct poster_images *images,
                         struct error *err)
{
    const struct maker *maker = catalog_maker(on->catalog);
    enum fault fault = maker_add_webp(maker, images, err);

    if (fault == FAULT_NONE)
        fault = maker_add_avif(maker, images, err);
    if (fault == FAULT_NOT_FOUND)
        catalog_poster_lost(on->catalog, id);
    else if (fault == FAULT_INVALID)
        log_line(LOG_WARN, "no more pictures of poster %s: %s", id, err->detail);
    else
        TRY(fault);
    TRY(store_poster_images_add(on->store, id, images->items, images->count, true, clock_now(),
                                err));
    if (on->memory != NULL)
        poster_memory_forget(on->memory, id);
    return FAULT_NONE;
}

enum fault job_finish_posters(const struct jobs_on *on, struct error *err)
{
    enum fault fault = FAULT_NONE;

    while (fault == FAULT_NONE && downloads_count(catalog_downloads(on->catalog)) == 0) {
        struct poster_images images;
        char id[POSTER_ID_SIZE];

        fault = next(on, id, &images, err);
        if (fault == FAULT_NOT_FOUND)
            return FAULT_NONE;
        if (fault == FAULT_NONE)
            fault = finish(on, id, &images, err);
    }
    return stop_was_said(catalog_maker(on->catalog)->stop) ? FAULT_NONE : fault;
}
