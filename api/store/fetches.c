#include "store/rows.h"
#include "store/store.h"

#include <stdio.h>

#include "base/search_key.h"
#include "base/text.h"

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

enum fault films_pending(struct db *db, int64_t now, struct film_want *wants, size_t limit,
                         size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_PENDING);

    stmt_int(s, now);
    stmt_int(s, (int64_t)limit);
    return read_wants(s, wants, count, err);
}

enum fault films_old(struct db *db, int64_t until, int64_t now, struct film_want *wants,
                     size_t limit, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_OLD);

    stmt_int(s, until);
    stmt_int(s, now);
    stmt_int(s, (int64_t)limit);
    return read_wants(s, wants, count, err);
}

enum fault films_older(struct db *db, struct arena *arena, int64_t until, size_t limit,
                       struct film_want **wants, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_OLDER);

    *wants = ARENA_ARRAY(arena, struct film_want, limit);
    stmt_int(s, until);
    stmt_int(s, (int64_t)limit);
    return read_wants(s, *wants, count, err);
}

enum fault films_failing(struct db *db, struct arena *arena,
                         struct film_failing films[FILMS_FAILING_MAX], size_t *count,
                         struct error *err)
{
    enum { ERROR_COLUMN = 16 /* behind those of the film */ };
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_FAILING);
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

enum fault films_providers(struct db *db, struct arena *arena,
                           const char *names[FILM_PROVIDERS_MAX], size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_PROVIDERS);
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

struct save_unit {
    const struct film_facts *films;
    size_t count;
    int64_t now;
};

/* Runs a statement that only wants to know the film. */
static enum fault run_of_film(struct db *db, enum sql name, int64_t film_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);

    stmt_int(s, film_id);
    return stmt_run(s, err);
}

/* IMDb has made two ids one film's: whoever asks for the other one is to find this film; where
 * another film has it, the two are one. */
static enum fault save_other_id(struct db *db, enum sql name, const struct film_facts *facts,
                                struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);

    stmt_text(s, facts->other_id);
    stmt_int(s, facts->film_id);
    return stmt_run(s, err);
}

static enum fault save_ids(struct db *db, const struct film_facts *facts, int64_t now,
                           struct error *err)
{
    if (facts->other_id != NULL) {
        TRY(save_other_id(db, SQL_FILM_ID_ADD, facts, err));
        TRY(save_other_id(db, SQL_SAME_FILM_ADD, facts, err));
    } else if (facts->own_id_only) {
        TRY(run_of_film(db, SQL_FILM_IDS_REMOVE, facts->film_id, err));
        TRY(run_of_film(db, SQL_SAME_FILMS_REMOVE, facts->film_id, err));
    }
    return work_settle(db, facts->film_id, now, err);
}

static enum fault save_source(struct db *db, int64_t film_id, const char *provider,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_SOURCE_ADD);

    stmt_int(s, film_id);
    stmt_text(s, provider);
    return stmt_run(s, err);
}

static enum fault save_sources(struct db *db, const struct film_facts *facts, struct error *err)
{
    if (facts->all_new)
        TRY(run_of_film(db, SQL_FILM_SOURCES_REMOVE, facts->film_id, err));
    TRY(save_source(db, facts->film_id, facts->provider, err));
    for (size_t i = 0; i < facts->others_count; i++)
        TRY(save_source(db, facts->film_id, facts->others[i], err));
    return FAULT_NONE;
}

static enum fault save_found(struct db *db, const struct film_facts *facts, int64_t now,
                             struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_SAVE);

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
    stmt_text(s, facts->title == NULL ? NULL : search_key(&arena, facts->title));
    return stmt_run(s, err);
}

static enum fault save_unknown(struct db *db, const struct film_facts *facts, int64_t now,
                               struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_SET_UNKNOWN);

    stmt_int(s, facts->film_id);
    stmt_int(s, now);
    stmt_int(s, facts->try_at);
    return stmt_run(s, err);
}

static enum fault save_failed(struct db *db, const struct film_facts *facts, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_SET_FAILED);

    stmt_int(s, facts->film_id);
    stmt_int(s, facts->try_at);
    stmt_text(s, facts->error);
    return stmt_run(s, err);
}

static enum fault save_films(struct db *db, void *context, struct error *err)
{
    const struct save_unit *unit = context;

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
    struct save_unit unit = {.films = facts, .count = count, .now = now};

    return count == 0 ? FAULT_NONE : store_write(store, save_films, &unit, err);
}

/* ---- the cache in numbers ------------------------------------------------------------------ */

static enum fault first_row(struct stmt *s, struct error *err)
{
    bool row;

    TRY(stmt_row(s, &row, err));
    return row ? FAULT_NONE : error_set(err, FAULT_NOT_FOUND, "There is no such film here.");
}

enum fault films_summary(struct db *db, int64_t now, struct films_summary *summary,
                         struct error *err)
{
    auto_stmt struct stmt *films = db_stmt(db, SQL_FILMS_SUMMARY);
    auto_stmt struct stmt *posters = db_stmt(db, SQL_POSTERS_SUMMARY);
    int64_t *const columns[] = {
        &summary->films,         &summary->manual,        &summary->fresh,
        &summary->stale,         &summary->pending,       &summary->unknown,
        &summary->failing,       &summary->oldest_at,     &summary->with_poster,
        &summary->poster_wanted, &summary->poster_refused};

    stmt_int(films, now);
    TRY(first_row(films, err));
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        *columns[i] = stmt_col_int(films, (int)i);
    TRY(first_row(posters, err));
    summary->posters = stmt_col_int(posters, 0);
    summary->poster_bytes = stmt_col_int(posters, 1);
    return FAULT_NONE;
}

enum fault film_fetches(struct db *db, struct arena *arena, int64_t film_id,
                        struct film_fetches *fetches, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_FETCHES);

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
