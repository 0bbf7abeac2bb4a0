#include "store/poster_wants.h"

#include "domain/film.h"
#include "store/rows.h"

QUERY(sql_films_wanting_posters,
      "SELECT poster_url, poster_failures, provider FROM films"
      " WHERE poster_url <> coalesce(poster_settled_url, '')"
      " AND (poster_try_at <= $1 OR poster_try_at > $2) ORDER BY poster_try_at LIMIT $3");

enum fault posters_wanted(struct db *db, struct arena *arena, int64_t now,
                          struct poster_want *wants, size_t limit, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_wanting_posters);
    bool row;

    stmt_int(s, now);
    stmt_int(s, now + FILM_WAIT_MAX_SECONDS);
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

/* What was refused, has failed, or was dropped for want of room. Its reason stays until a poster
 * has come. */
CHANGE(sql_film_want_poster, TOPIC_NONE,
       "UPDATE films SET poster_settled_url = NULL, poster_try_at = 0"
       " WHERE id = $1 AND poster_url IS NOT NULL"
       " AND (poster_id IS NULL OR poster_error IS NOT NULL)");

enum fault film_want_poster(struct db *db, int64_t film_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_want_poster);

    stmt_int(s, film_id);
    return stmt_run(s, err);
}

struct want_unit {
    struct deed deed;
    int64_t film_id;
    size_t count;
};

static enum fault want_poster(struct db *db, void *context, struct error *err)
{
    struct want_unit *unit = context;

    TRY(film_want_poster(db, unit->film_id, err));
    unit->count = (size_t)db_changes(db);
    return FAULT_NONE;
}

CHANGE(sql_films_want_posters, TOPIC_NONE,
       "UPDATE films SET poster_settled_url = NULL, poster_try_at = 0"
       " WHERE poster_url IS NOT NULL AND poster_error IS NOT NULL");

static enum fault want_failing(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_want_posters);
    struct want_unit *unit = context;

    TRY(stmt_run(s, err));
    unit->count = (size_t)db_changes(db);
    return FAULT_NONE;
}

static enum fault run_want(struct store *store, writer_unit work, struct deed deed, int64_t film_id,
                           size_t *count, struct error *err)
{
    struct want_unit unit = {.deed = deed, .film_id = film_id};
    enum fault fault = store_write(store, work, &unit, err);

    *count = fault == FAULT_NONE ? unit.count : 0;
    return fault;
}

enum fault store_film_want_poster(struct store *store, struct deed deed, int64_t film_id,
                                  size_t *count, struct error *err)
{
    return run_want(store, want_poster, deed, film_id, count, err);
}

enum fault store_posters_want_failing(struct store *store, struct deed deed, size_t *count,
                                      struct error *err)
{
    return run_want(store, want_failing, deed, 0, count, err);
}

/* ---- what did not come ----------------------------------------------------------------------- */

QUERY(sql_posters_failing,
      "SELECT id, imdb_id, title, poster_url = poster_settled_url, poster_failures, poster_try_at,"
      " poster_error FROM films WHERE poster_error IS NOT NULL AND imdb_id IS NOT NULL"
      " ORDER BY poster_id IS NOT NULL, poster_failures, id LIMIT $1");

enum fault posters_failing(struct db *db, struct arena *arena,
                           struct poster_failing posters[POSTERS_FAILING_MAX], size_t *count,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_posters_failing);
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
