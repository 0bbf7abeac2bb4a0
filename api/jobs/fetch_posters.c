#include "catalog/posters/heal.h"

#include "base/clock.h"
#include "base/log.h"
#include "catalog/catalog.h"

enum fault job_start_posters(const struct jobs_on *on, struct error *err)
{
    struct poster_want wants[DOWNLOADS_MAX];
    struct downloads *downloads = catalog_downloads(on->catalog);
    auto_arena struct arena arena = {0};
    struct db *db;
    size_t count;
    enum fault fault;

    TRY(store_reader(on->store, &db, err));
    fault = posters_wanted(db, &arena, clock_now(), wants, DOWNLOADS_MAX, &count, err);
    store_reader_done(on->store, db);
    TRY(fault);
    for (size_t i = 0; i < count; i++)
        downloads_start(downloads, &wants[i], clock_now());
    return FAULT_NONE;
}

/* Each is saved when it is there, so that the page shows it: the next may take seconds. */
enum fault job_keep_posters(const struct jobs_on *on, struct error *err)
{
    struct downloads *downloads = catalog_downloads(on->catalog);
    struct download *download;
    enum fault failed = FAULT_NONE;

    while ((download = downloads_take(downloads)) != NULL) {
        auto_arena struct arena arena = {0};
        struct poster_facts facts;
        enum fault fault;

        /* At a stop the database still wants it, and the next start downloads it again. */
        if (!catalog_keep_download(on->catalog, &arena, download, clock_now(), &facts))
            continue;
        fault = store_poster_save(on->store, &facts, clock_now(), err);
        failed = fault != FAULT_NONE ? fault : failed;
        downloads_done(downloads, download, fault == FAULT_NONE, clock_now());
    }
    return failed;
}

/* One that cannot be healed stands in nobody's way: whoever asks for it says so again. */
static void heal_lost(const struct jobs_on *on, struct error *err)
{
    const struct stop *stop = catalog_maker(on->catalog)->stop;
    char id[POSTER_ID_SIZE];

    while (!stop_was_said(stop) && catalog_take_lost(on->catalog, id))
        if (heal_poster(on, id, err) != FAULT_NONE && !stop_was_said(stop))
            log_line(LOG_WARN, "poster %s could not be made again: %s", id, err->detail);
}

enum fault job_fetch_posters(const struct jobs_on *on, struct error *err)
{
    heal_lost(on, err);
    TRY(job_keep_posters(on, err));
    return job_start_posters(on, err);
}
