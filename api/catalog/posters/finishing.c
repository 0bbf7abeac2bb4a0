#include "catalog/posters/work.h"

#include "base/clock.h"
#include "base/log.h"
#include "store/posters.h"
#include "store/store.h"

static enum fault load_unfinished(const struct poster_work *work, char id[POSTER_ID_SIZE],
                                  struct poster_images *images, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(store_reader(work->store, &db, err));
    fault = poster_unfinished(db, id, err);
    if (fault == FAULT_NONE)
        fault = poster_images(db, id, images->items, &images->count, err);
    store_reader_done(work->store, db);
    return fault;
}

static enum fault make_pictures(const struct poster_work *work, struct poster_images *images,
                                struct error *err)
{
    TRY(maker_add_webp(work->maker, images, err));
    return maker_add_avif(work->maker, images, err);
}

/* Only what was just made: what was there minutes ago may be gone. */
static enum fault save_finished(const struct poster_work *work, const char *id,
                                const struct poster_images *images, size_t known, struct error *err)
{
    if (images->count == known)
        return FAULT_NONE;
    TRY(store_poster_images_add(work->store, id, images->items + known, images->count - known,
                                err));
    if (work->memory != NULL)
        poster_memory_forget(work->memory, id);
    return FAULT_NONE;
}

/* What cannot be made of it here is not tried again: it is finished as it is. */
static enum fault finish_poster(const struct poster_work *work, const char *id,
                                struct poster_images *images, struct error *err)
{
    size_t known = images->count;
    enum fault fault = make_pictures(work, images, err);

    if (fault == FAULT_INVALID)
        log_line(LOG_WARN, "no more pictures of poster %s: %s", id, err->detail);
    TRY(save_finished(work, id, images, known, err));
    if (fault == FAULT_NOT_FOUND)
        lost_posters_add(work->lost, id);
    if (fault != FAULT_NONE && fault != FAULT_INVALID)
        return fault;
    return store_poster_finish(work->store, id, images->count, clock_now(), err);
}

/* One that fails ends the run. They come in any order, so the next run begins with another one. */
enum fault poster_work_finish(const struct poster_work *work, struct error *err)
{
    enum fault fault = FAULT_NONE;

    while (fault == FAULT_NONE && downloads_count(work->downloads) == 0) {
        struct poster_images images;
        char id[POSTER_ID_SIZE];

        fault = load_unfinished(work, id, &images, err);
        if (fault == FAULT_NONE)
            fault = finish_poster(work, id, &images, err);
    }
    /* None is left, or what it is made of is lost: that is healed first. */
    if (fault == FAULT_NOT_FOUND || stop_was_said(work->maker->stop))
        return FAULT_NONE;
    return fault;
}
