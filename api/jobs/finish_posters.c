#include "jobs/jobs.h"

#include "base/clock.h"
#include "base/log.h"
#include "catalog/catalog.h"
#include "catalog/posters/memory.h"

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

static enum fault make(const struct jobs_on *on, struct poster_images *images, struct error *err)
{
    const struct maker *maker = catalog_maker(on->catalog);

    TRY(maker_add_webp(maker, images, err));
    return maker_add_avif(maker, images, err);
}

/* Only what was just made: what was there minutes ago may be gone. */
static enum fault save_made(const struct jobs_on *on, const char *id,
                            const struct poster_images *images, size_t known, struct error *err)
{
    if (images->count == known)
        return FAULT_NONE;
    TRY(store_poster_images_add(on->store, id, images->items + known, images->count - known, err));
    if (on->memory != NULL)
        poster_memory_forget(on->memory, id);
    return FAULT_NONE;
}

/* What cannot be made of it here is not tried again: it is finished as it is. */
static enum fault finish(const struct jobs_on *on, const char *id, struct poster_images *images,
                         struct error *err)
{
    size_t known = images->count;
    enum fault fault = make(on, images, err);

    if (fault == FAULT_INVALID)
        log_line(LOG_WARN, "no more pictures of poster %s: %s", id, err->detail);
    TRY(save_made(on, id, images, known, err));
    if (fault == FAULT_NOT_FOUND)
        catalog_poster_lost(on->catalog, id);
    if (fault != FAULT_NONE && fault != FAULT_INVALID)
        return fault;
    return store_poster_finish(on->store, id, images->count, clock_now(), err);
}

/* One that fails ends the run. They come in any order, so the next run begins with another one. */
enum fault job_finish_posters(const struct jobs_on *on, struct error *err)
{
    enum fault fault = FAULT_NONE;

    while (fault == FAULT_NONE && downloads_count(catalog_downloads(on->catalog)) == 0) {
        struct poster_images images;
        char id[POSTER_ID_SIZE];

        fault = next(on, id, &images, err);
        if (fault == FAULT_NONE)
            fault = finish(on, id, &images, err);
    }
    /* None is left, or what it is made of is lost: that is healed first. */
    if (fault == FAULT_NOT_FOUND || stop_was_said(catalog_maker(on->catalog)->stop))
        return FAULT_NONE;
    return fault;
}
