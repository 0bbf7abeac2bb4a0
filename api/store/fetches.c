#include "store/fetches.h"

#include <stdio.h>

#include "base/text.h"
#include "store/film_titles.h"
#include "store/films.h"
#include "store/rows.h"
#include "store/works.h"

/* ---- what to ask for ----------------------------------------------------------------------- */

static enum fault read_wants(struct stmt *s, struct film_want *wants, size_t *count,
                             struct error *err)
{
    bool row;

    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        wants[*count].film_id = stmt_col_int(s, 0);
        snprintf(wants[*count].imdb_id, FILM_ID_SIZE, "%s", stmt_col_text(s, 1));
        wants[*count].failures = stmt_col_int(s, 2);
        wants[*count].try_at = stmt_col_int(s, 3);
        snprintf(wants[*count].provider, FILM_PROVIDER_SIZE, "%s", stmt_col_text(s, 4));
    }
}

QUERY(sql_films_pending,
      "SELECT id, imdb_id, failures, try_at, coalesce(provider, '') FROM films"
      " WHERE imdb_id IS NOT NULL AND cached_at IS NULL AND (try_at <= $1 OR try_at > $2)"
      " ORDER BY try_at LIMIT $3");

enum fault films_pending(struct db *db, int64_t now, struct film_want *wants, size_t limit,
                         size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_pending);

    stmt_int(s, now);
    stmt_int(s, now + FILM_WAIT_MAX_SECONDS);
    stmt_int(s, (int64_t)limit);
    return read_wants(s, wants, count, err);
}

/* Or its data came while the clock was ahead, and has not been tried since. */
QUERY(sql_films_old,
      "SELECT id, imdb_id, failures, try_at, coalesce(provider, '') FROM films"
      " WHERE imdb_id IS NOT NULL AND ((cached_at <= $1 AND (try_at <= $2 OR try_at > $3))"
      " OR (cached_at > $2 AND (failures = 0 OR try_at <= $2 OR try_at > $3)))"
      " ORDER BY cached_at LIMIT $4");

enum fault films_old(struct db *db, int64_t until, int64_t now, struct film_want *wants,
                     size_t limit, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_old);

    stmt_int(s, until);
    stmt_int(s, now);
    stmt_int(s, now + FILM_WAIT_MAX_SECONDS);
    stmt_int(s, (int64_t)limit);
    return read_wants(s, wants, count, err);
}

QUERY(sql_films_older,
      "SELECT id, imdb_id, failures, try_at, coalesce(provider, '') FROM films"
      " WHERE imdb_id IS NOT NULL AND (coalesce(cached_at, 0) <= $1 OR cached_at > $2)"
      " ORDER BY CASE WHEN failures > 0 THEN try_at ELSE coalesce(cached_at, 0) END, id LIMIT $3");

enum fault films_older(struct db *db, struct arena *arena, int64_t until, int64_t now, size_t limit,
                       struct film_want **wants, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_older);

    *wants = ARENA_ARRAY(arena, struct film_want, limit);
    stmt_int(s, until);
    stmt_int(s, now);
    stmt_int(s, (int64_t)limit);
    return read_wants(s, *wants, count, err);
}

QUERY(
    sql_films_failing,
    "SELECT" FILM_COLUMNS ", f.fetch_error, f.unknown_at" FILM_JOINS
    "WHERE f.failures > 0 OR (f.cached_at IS NULL AND f.unknown_at IS NOT NULL)"
    " ORDER BY f.cached_at IS NOT NULL, f.failures DESC, coalesce(f.cached_at, 0), f.id LIMIT $1");

enum fault films_failing(struct db *db, struct arena *arena,
                         struct film_failing films[FILMS_FAILING_MAX], size_t *count,
                         struct error *err)
{
    enum { ERROR_COLUMN = FILM_COLUMN_COUNT };
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_failing);
    bool row;

    stmt_int(s, FILMS_FAILING_MAX);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        film_from_row(s, 0, arena, &films[*count].film);
        films[*count].error = row_text(s, ERROR_COLUMN, arena);
        films[*count].unknown_at = stmt_col_int(s, ERROR_COLUMN + 1);
    }
}

QUERY(sql_films_providers, "SELECT DISTINCT provider FROM film_sources ORDER BY provider");

enum fault films_providers(struct db *db, struct arena *arena,
                           const char *names[FILM_PROVIDERS_MAX], size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_providers);
    bool row;

    for (*count = 0; *count < FILM_PROVIDERS_MAX; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        names[*count] = row_text(s, 0, arena);
    }
    return FAULT_NONE;
}

/* ---- what came back of films --------------------------------------------------------------- */

struct film_save_unit {
    const struct film_facts *films;
    size_t count;
    int64_t now;
};

/* IMDb has made two ids one film's: whoever asks for the other one is to find this film; where
 * another film has it, the two are one. */
static enum fault save_other_id(struct db *db, const struct statement *statement,
                                const struct film_facts *facts, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    stmt_text(s, facts->other_id);
    stmt_int(s, facts->film_id);
    return stmt_run(s, err);
}

CHANGE(sql_film_id_add, TOPIC_NONE,
       "INSERT INTO film_ids (imdb_id, film_id) SELECT $1, f.id FROM films f WHERE f.id = $2"
       " AND NOT EXISTS (SELECT 1 FROM films WHERE imdb_id = $1) ON CONFLICT (imdb_id) DO NOTHING");
CHANGE(sql_film_ids_remove, TOPIC_NONE, "DELETE FROM film_ids WHERE film_id = $1");
CHANGE(sql_same_film_add, TOPIC_NONE,
       "INSERT INTO same_films (film_id, other_id, imdb_id) SELECT f.id, o.id, $1"
       " FROM films f, films o WHERE f.id = $2 AND o.id <> $2 AND o.id = coalesce((SELECT id FROM "
       "films WHERE imdb_id = $1),"
       "  (SELECT film_id FROM film_ids WHERE imdb_id = $1))"
       " ON CONFLICT (film_id, other_id) DO UPDATE SET imdb_id = excluded.imdb_id");
/* The film $1 has its own id and no other. */
CHANGE(sql_same_films_remove, TOPIC_NONE,
       "DELETE FROM same_films WHERE refused = 0 AND (film_id = $1 OR (other_id = $1"
       " AND imdb_id <> coalesce((SELECT imdb_id FROM films WHERE id = $1), '')))");

static enum fault save_ids(struct db *db, const struct film_facts *facts, int64_t now,
                           struct error *err)
{
    if (facts->other_id != NULL) {
        TRY(save_other_id(db, &sql_film_id_add, facts, err));
        TRY(save_other_id(db, &sql_same_film_add, facts, err));
    } else if (facts->own_id_only) {
        TRY(run_number(db, &sql_film_ids_remove, facts->film_id, err));
        TRY(run_number(db, &sql_same_films_remove, facts->film_id, err));
    }
    return work_settle(db, facts->film_id, now, err);
}

CHANGE(sql_film_source_add, TOPIC_NONE,
       "INSERT INTO film_sources (film_id, provider) SELECT id, $2 FROM films WHERE id = $1"
       " ON CONFLICT DO NOTHING");

static enum fault save_source(struct db *db, int64_t film_id, const char *provider,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_source_add);

    stmt_int(s, film_id);
    stmt_text(s, provider);
    return stmt_run(s, err);
}

CHANGE(sql_film_sources_remove, TOPIC_NONE, "DELETE FROM film_sources WHERE film_id = $1");

static enum fault save_sources(struct db *db, const struct film_facts *facts, struct error *err)
{
    if (facts->all_new)
        TRY(run_number(db, &sql_film_sources_remove, facts->film_id, err));
    TRY(save_source(db, facts->film_id, facts->provider, err));
    for (size_t i = 0; i < facts->others_count; i++)
        TRY(save_source(db, facts->film_id, facts->others[i], err));
    return FAULT_NONE;
}

CHANGE(sql_film_save, TOPIC_FILMS,
       "UPDATE films SET title = coalesce($2, title), title_key = coalesce($3, title_key),"
       " year = coalesce($4, year),"
       " runtime_minutes = coalesce($5, runtime_minutes),"
       " cached_imdb_data = $6, cached_at = $7, provider = $8, poster_id = coalesce($9, poster_id),"
       " poster_try_at = CASE WHEN poster_url = coalesce($10, poster_url) THEN poster_try_at"
       " ELSE 0 END,"
       " poster_url = coalesce($10, poster_url),"
       " try_at = $11, failures = 0, fetch_error = NULL, unknown_at = NULL WHERE id = $1");

static enum fault save_titles(struct db *db, const struct film_facts *facts, struct error *err)
{
    return film_titles_save(
        db, facts->film_id,
        (const char *const[FILM_TITLES]){facts->title, facts->original_title, facts->english_title},
        err);
}

static enum fault save_found(struct db *db, const struct film_facts *facts, int64_t now,
                             struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_save);

    if (facts->poster.poster.id != NULL)
        TRY(poster_save(db, &facts->poster, now, err));
    TRY(save_ids(db, facts, now, err));
    TRY(save_sources(db, facts, err));
    stmt_int(s, facts->film_id);
    stmt_text(s, facts->title);
    stmt_text(s, facts->title == NULL ? NULL : text_key(&arena, facts->title));
    stmt_int_or_null(s, facts->year);
    stmt_int_or_null(s, facts->runtime_minutes);
    stmt_text(s, facts->metadata);
    stmt_int(s, now);
    stmt_text(s, facts->provider);
    stmt_text(s, facts->poster.poster.id);
    stmt_text(s, facts->poster_url);
    stmt_int(s, facts->try_at);
    TRY(stmt_run(s, err));
    return facts->title == NULL ? FAULT_NONE : save_titles(db, facts, err);
}

CHANGE(
    sql_film_set_unknown, TOPIC_FILMS,
    "UPDATE films SET unknown_at = coalesce(unknown_at, $2), try_at = $3, failures = failures + 1,"
    " fetch_error = NULL WHERE id = $1");

static enum fault save_unknown(struct db *db, const struct film_facts *facts, int64_t now,
                               struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_set_unknown);

    stmt_int(s, facts->film_id);
    stmt_int(s, now);
    stmt_int(s, facts->try_at);
    return stmt_run(s, err);
}

CHANGE(sql_film_set_failed, TOPIC_FILMS,
       "UPDATE films SET failures = failures + 1, try_at = $2, fetch_error = $3 WHERE id = $1");

static enum fault save_failed(struct db *db, const struct film_facts *facts, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_set_failed);

    stmt_int(s, facts->film_id);
    stmt_int(s, facts->try_at);
    stmt_text(s, facts->error);
    return stmt_run(s, err);
}

static enum fault save_films(struct db *db, void *context, struct error *err)
{
    const struct film_save_unit *unit = context;

    for (size_t i = 0; i < unit->count; i++) {
        const struct film_facts *facts = &unit->films[i];

        switch (facts->outcome) {
        case FILM_FOUND:
            TRY(save_found(db, facts, unit->now, err));
            break;
        case FILM_UNKNOWN:
            TRY(save_unknown(db, facts, unit->now, err));
            break;
        case FILM_FAILED:
            TRY(save_failed(db, facts, err));
            break;
        }
    }
    return FAULT_NONE;
}

enum fault store_films_save(struct store *store, const struct film_facts *facts, size_t count,
                            int64_t now, struct error *err)
{
    struct film_save_unit unit = {.films = facts, .count = count, .now = now};

    return count == 0 ? FAULT_NONE : store_write(store, save_films, &unit, err);
}

/* ---- the cache in numbers ------------------------------------------------------------------ */

static enum fault first_row(struct stmt *s, struct error *err)
{
    bool row;

    TRY(stmt_row(s, &row, err));
    return row ? FAULT_NONE : error_set(err, FAULT_NOT_FOUND, "There is no such film here.");
}

QUERY(sql_films_summary,
      "SELECT count(*), count(*) FILTER (WHERE imdb_id IS NULL),"
      " count(*) FILTER (WHERE cached_at <= $1 AND failures = 0 AND try_at > $1),"
      " count(*) FILTER (WHERE cached_at > $1 OR"
      "  (cached_at IS NOT NULL AND (failures > 0 OR try_at <= $1))),"
      " count(*) FILTER (WHERE imdb_id IS NOT NULL AND cached_at IS NULL AND unknown_at IS NULL),"
      " count(*) FILTER (WHERE cached_at IS NULL AND unknown_at IS NOT NULL),"
      " count(*) FILTER (WHERE fetch_error IS NOT NULL), coalesce(min(cached_at), 0),"
      " count(poster_id), count(*) FILTER (WHERE poster_url <> coalesce(poster_settled_url, '')),"
      " count(*) FILTER (WHERE poster_url = poster_settled_url AND poster_error IS NOT NULL)"
      " FROM films");

enum fault films_summary(struct db *db, int64_t now, struct films_summary *summary,
                         struct error *err)
{
    auto_stmt struct stmt *films = db_stmt(db, &sql_films_summary);
    int64_t *const columns[] = {
        &summary->films,         &summary->manual,        &summary->fresh,
        &summary->stale,         &summary->pending,       &summary->unknown,
        &summary->failing,       &summary->oldest_at,     &summary->with_poster,
        &summary->poster_wanted, &summary->poster_refused};

    stmt_int(films, now);
    TRY(first_row(films, err));
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        *columns[i] = stmt_col_int(films, (int)i);
    return posters_count(db, &summary->posters, &summary->poster_bytes, err);
}

QUERY(sql_film_fetches,
      "SELECT fetch_error, poster_url, poster_failures, poster_try_at, poster_error,"
      " poster_url = poster_settled_url,"
      " (SELECT count(*) FROM poster_images g WHERE g.poster_id = films.poster_id),"
      " (SELECT sum(bytes) FROM poster_images g WHERE g.poster_id = films.poster_id)"
      " FROM films WHERE id = $1");

enum fault film_fetches(struct db *db, struct arena *arena, int64_t film_id,
                        struct film_fetches *fetches, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_fetches);

    stmt_int(s, film_id);
    TRY(first_row(s, err));
    *fetches = (struct film_fetches){.error = row_text(s, 0, arena),
                                     .poster_url = row_text(s, 1, arena),
                                     .poster_failures = stmt_col_int(s, 2),
                                     .poster_try_at = stmt_col_int(s, 3),
                                     .poster_error = row_text(s, 4, arena),
                                     .poster_settled = stmt_col_int(s, 5) != 0,
                                     .poster_files = stmt_col_int(s, 6),
                                     .poster_bytes = stmt_col_int(s, 7)};
    return FAULT_NONE;
}
