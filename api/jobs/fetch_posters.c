#include "jobs/jobs.h"

#include "base/clock.h"
#include "catalog/catalog.h"

/* Built-in posters are kept again; the others are wanted again, from where they came. Several
 * readers may have missed the file: it may be there by now. */
static enum fault heal(const struct jobs_on *on, const char *id, struct error *err)
{
    struct poster_film films[POSTER_FILMS_MAX];
    auto_arena struct arena arena = {0};
    struct poster poster;
    struct db *db;
    size_t count = 0;
    enum fault fault;

    TRY(store_reader(on->store, &db, err));
    fault = poster_by_id(db, &arena, id, &poster, err);
    if (fault == FAULT_NONE)
        fault = poster_films(db, &arena, id, films, &count, err);
    store_reader_done(on->store, db);
    TRY(fault);
    /* Only what is known to be gone is lost: for now a file may just not be readable. */
    fault = catalog_has_poster(on->catalog, &poster, err);
    for (size_t i = 0; i < count && fault == FAULT_NOT_FOUND; i++)
        if (films[i].imdb_id != NULL)
            fault = catalog_keep_builtin(on->catalog, films[i].imdb_id, err);
    return fault == FAULT_NOT_FOUND ? store_poster_lost(on->store, id, err) : fault;
}

static enum fault start_wanted(const struct jobs_on *on, struct error *err)
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

        /* The database still wants it: the next start downloads it again. */
        if (!catalog_keep_download(on->catalog, &arena, download, clock_now(), &facts))
            break;
        fault = store_posters_save(on->store, &facts, 1, clock_now(), err);
        failed = fault != FAULT_NONE ? fault : failed;
        downloads_done(downloads, download, fault == FAULT_NONE, clock_now());
    }
    return failed;
}

enum fault job_fetch_posters(const struct jobs_on *on, struct error *err)
{
    char id[POSTER_ID_SIZE];
    enum fault fault = FAULT_NONE;

    while (fault == FAULT_NONE && catalog_take_lost(on->catalog, id))
        fault = heal(on, id, err);
    TRY(fault);
    TRY(job_keep_posters(on, err));
    return start_wanted(on, err);
}
