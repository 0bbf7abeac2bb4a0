#include "catalog/posters/work.h"

#include "base/clock.h"
#include "base/log.h"
#include "store/poster_quota.h"
#include "store/posters.h"
#include "store/store.h"

enum {
    GRACE = DAY, /* seconds: for pages that still show it, and for what is being kept */
    BATCH = 200, /* rows of one unit of work */
};

static enum fault forget_rows(const struct poster_work *work, int64_t before, size_t *rows,
                              struct error *err)
{
    size_t count;

    *rows = 0;
    do {
        TRY(store_posters_prune(work->store, before, BATCH, &count, err));
        *rows += count;
    } while (count == BATCH);
    return FAULT_NONE;
}

static enum fault drop_above_quota(const struct poster_work *work, struct error *err)
{
    struct dropped dropped = {.more = work->quota > 0};

    while (dropped.more) {
        TRY(store_posters_make_room(work->store, work->quota, &dropped, err));
        if (dropped.posters > 0 || dropped.originals > 0)
            log_line(LOG_INFO, "posters: removed %zu of them and %zu originals to make room",
                     dropped.posters, dropped.originals);
    }
    return FAULT_NONE;
}

/* Where nobody can say, the file stays. */
static bool has_row(void *context, const char *hash)
{
    struct error err;
    bool known;

    error_init(&err);
    return poster_file_is_known(context, hash, &known, &err) != FAULT_NONE || known;
}

enum fault poster_work_prune(const struct poster_work *work, struct error *err)
{
    int64_t before = clock_now() - GRACE;
    struct swept swept;
    struct db *db;
    size_t rows;

    TRY(forget_rows(work, before, &rows, err));
    TRY(drop_above_quota(work, err));
    TRY(store_reader(work->store, &db, err));
    swept = posters_sweep(work->maker->posters, before, has_row, db);
    store_reader_done(work->store, db);
    if (rows > 0 || swept.files > 0)
        log_line(LOG_INFO,
                 "posters: no film shows %zu of them any more; %zu files removed (%.1f MB)", rows,
                 swept.files, (double)swept.bytes / 1e6);
    return FAULT_NONE;
}

enum fault poster_work_note(const struct poster_work *work, struct error *err)
{
    char ids[POSTERS_USED_MAX][POSTER_ID_SIZE];
    size_t count = work->memory == NULL ? 0 : poster_memory_used(work->memory, ids);

    return store_posters_used(work->store, ids, count, clock_now(), err);
}
