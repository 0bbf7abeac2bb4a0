#include "store/rows.h"
#include "store/store.h"

enum fault posters_wanted(struct db *db, struct arena *arena, int64_t now,
                          struct poster_want *wants, size_t limit, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_WANTING_POSTERS);
    bool row;

    stmt_int(s, now);
    stmt_int(s, (int64_t)limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        wants[*count] = (struct poster_want){.url = row_text(s, 0, arena),
                                             .failures = stmt_col_int(s, 1),
                                             .provider = row_text(s, 2, arena)};
    }
}

/* ---- somebody asks --------------------------------------------------------------------------- */

enum fault film_want_poster(struct db *db, int64_t film_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_WANT_POSTER);

    stmt_int(s, film_id);
    return stmt_run(s, err);
}

struct want_unit {
    int64_t film_id;
    size_t count;
};

static enum fault want_one(struct db *db, void *context, struct error *err)
{
    struct want_unit *unit = context;

    TRY(film_want_poster(db, unit->film_id, err));
    unit->count = (size_t)db_changes(db);
    return FAULT_NONE;
}

static enum fault want_failing(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_WANT_POSTERS);
    struct want_unit *unit = context;

    TRY(stmt_run(s, err));
    unit->count = (size_t)db_changes(db);
    return FAULT_NONE;
}

static enum fault run(struct store *store, writer_unit work, int64_t film_id, size_t *count,
                      struct error *err)
{
    struct want_unit unit = {.film_id = film_id};
    enum fault fault = store_write(store, work, &unit, err);

    *count = fault == FAULT_NONE ? unit.count : 0;
    return fault;
}

enum fault store_film_want_poster(struct store *store, int64_t film_id, size_t *count,
                                  struct error *err)
{
    return run(store, want_one, film_id, count, err);
}

enum fault store_posters_want_failing(struct store *store, size_t *count, struct error *err)
{
    return run(store, want_failing, 0, count, err);
}

/* ---- what did not come ----------------------------------------------------------------------- */

enum fault posters_failing(struct db *db, struct arena *arena,
                           struct poster_failing posters[POSTERS_FAILING_MAX], size_t *count,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTERS_FAILING);
    bool row;

    stmt_int(s, POSTERS_FAILING_MAX);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        posters[*count] = (struct poster_failing){.film_id = stmt_col_int(s, 0),
                                                  .imdb_id = row_text(s, 1, arena),
                                                  .title = row_text(s, 2, arena),
                                                  .refused = stmt_col_int(s, 3) != 0,
                                                  .failures = stmt_col_int(s, 4),
                                                  .try_at = stmt_col_int(s, 5),
                                                  .error = row_text(s, 6, arena)};
    }
}
