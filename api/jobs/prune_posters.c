#include "jobs/jobs.h"

#include "base/clock.h"
#include "base/log.h"
#include "catalog/catalog.h"

enum {
    GRACE = 24 * 60 * 60, /* seconds: for pages that still show it, and for what is being kept */
    BATCH = 200,          /* rows of one unit of work */
};

/* A process that dies in between leaves files without a row: the next sweep finds them. */
static enum fault forget_rows(const struct jobs_on *on, int64_t before, size_t *rows,
                              struct error *err)
{
    struct posters *posters = catalog_posters(on->catalog);
    struct poster gone[BATCH];
    size_t count;

    *rows = 0;
    do {
        auto_arena struct arena arena = {0};

        TRY(store_posters_prune(on->store, &arena, before, BATCH, gone, &count, err));
        for (size_t i = 0; i < count; i++)
            posters_let_go(posters, gone[i].id, gone[i].width);
        *rows += count;
    } while (count == BATCH);
    return FAULT_NONE;
}

/* Where nobody can say, the file stays. */
static bool has_row(void *context, const char *id)
{
    auto_arena struct arena arena = {0};
    struct poster poster;
    struct error err;

    error_init(&err);
    return poster_by_id(context, &arena, id, &poster, &err) != FAULT_NOT_FOUND;
}

enum fault job_prune_posters(const struct jobs_on *on, struct error *err)
{
    int64_t before = clock_now() - GRACE;
    struct swept swept;
    struct db *db;
    size_t rows;

    TRY(forget_rows(on, before, &rows, err));
    TRY(store_reader(on->store, &db, err));
    swept = posters_sweep(catalog_posters(on->catalog), before, has_row, db);
    store_reader_done(on->store, db);
    if (rows > 0 || swept.files > 0)
        log_line(LOG_INFO,
                 "posters: no film shows %zu of them any more; %zu files removed (%.1f MB)", rows,
                 swept.files, (double)swept.bytes / 1e6);
    return FAULT_NONE;
}
