#include "store/films.h"

#include <stdio.h>

#include "base/text.h"
#include "store/engine/grams.h"
#include "store/film_titles.h"
#include "store/poster_wants.h"
#include "store/rows.h"

void film_from_row(struct stmt *s, int column, struct arena *arena, struct film *film)
{
    *film = (struct film){
        .id = stmt_col_int(s, column),
        .imdb_id = row_text(s, column + 1, arena),
        .title = row_text(s, column + 2, arena),
        .year = stmt_col_int(s, column + 3),
        .runtime_minutes = stmt_col_int(s, column + 4),
        .metadata = row_text(s, column + 5, arena),
        .cached_at = stmt_col_int(s, column + 6),
        .provider = row_text(s, column + 7, arena),
        .unknown = !stmt_col_is_null(s, column + 8),
        .try_at = stmt_col_int(s, column + 9),
        .failures = stmt_col_int(s, column + 10),
    };
    poster_from_row(s, column + 11, arena, &film->poster);
}

static enum fault take_film(struct stmt *s, struct arena *arena, struct film *film,
                            struct error *err)
{
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such film here.");
    film_from_row(s, 0, arena, film);
    return FAULT_NONE;
}

QUERY(sql_film_by_id, "SELECT" FILM_COLUMNS FILM_JOINS "WHERE f.id = $1");

enum fault film_by_id(struct db *db, struct arena *arena, int64_t id, struct film *film,
                      struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_by_id);

    stmt_int(s, id);
    return take_film(s, arena, film, err);
}

/* By its own id before those that it has besides. */
QUERY(sql_film_by_imdb_id, "SELECT" FILM_COLUMNS FILM_JOINS
                           "WHERE f.id = coalesce((SELECT id FROM films WHERE imdb_id = $1),"
                           " (SELECT film_id FROM film_ids WHERE imdb_id = $1))");

enum fault film_by_imdb_id(struct db *db, struct arena *arena, const char *imdb_id,
                           struct film *film, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_by_imdb_id);

    stmt_text(s, imdb_id);
    return take_film(s, arena, film, err);
}

/* The film of the proposal $1. */
QUERY(sql_film_titled, "SELECT" FILM_COLUMNS FILM_JOINS
                       "WHERE f.id = (SELECT p.film_id FROM proposals p WHERE p.id = $1)"
                       " AND f.imdb_id IS NOT NULL AND f.search_key LIKE $2 ESCAPE '!'");

static enum fault add_titled(struct db *db, struct arena *arena, int64_t proposal_id,
                             const char *pattern, struct film *films, size_t *count,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_titled);
    bool row;

    stmt_int(s, proposal_id);
    stmt_text(s, pattern);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return FAULT_NONE;
    for (size_t i = 0; i < *count; i++)
        if (films[i].id == stmt_col_int(s, 0))
            return FAULT_NONE;
    film_from_row(s, 0, arena, &films[(*count)++]);
    return FAULT_NONE;
}

enum fault films_titled(struct db *db, struct arena *arena, const char *key, struct film *films,
                        size_t limit, size_t *count, struct error *err)
{
    enum { PROPOSALS_MAX = 1000 /* that are looked at */ };
    const char *pattern = like_pattern(arena, key);
    int64_t ids[PROPOSALS_MAX];
    size_t found;

    *count = 0;
    if (*key == '\0')
        return FAULT_NONE;
    TRY(grams_find(db, key, INT64_MAX, ids, PROPOSALS_MAX, &found, err));
    for (size_t i = 0; i < found && *count < limit; i++)
        TRY(add_titled(db, arena, ids[i], pattern, films, count, err));
    return FAULT_NONE;
}

/* The film's own before those of others that are one with it. */
QUERY(sql_film_open_proposal,
      "SELECT p.id FROM proposals p WHERE p.film_id IN" ONE_WITH_1 "AND p.status = 'open'"
      " ORDER BY p.film_id <> $1, p.id LIMIT 1");
QUERY(sql_film_watched, "SELECT" SCREENED_AT "FROM screenings s WHERE s.film_id IN" ONE_WITH_1
                        "AND s.removed_at IS NULL"
                        " ORDER BY s.day DESC, s.id DESC LIMIT 1");

enum fault film_state(struct db *db, int64_t film_id, int64_t *open_proposal, int64_t *watched_at,
                      struct error *err)
{
    auto_stmt struct stmt *open = db_stmt(db, &sql_film_open_proposal);
    auto_stmt struct stmt *watched = db_stmt(db, &sql_film_watched);

    stmt_int(open, film_id);
    TRY(number_or_zero(open, open_proposal, err));
    stmt_int(watched, film_id);
    return number_or_zero(watched, watched_at, err);
}

enum fault already_open(int64_t proposal_id, struct error *err)
{
    char url[64];

    error_set(err, FAULT_ALREADY_OPEN, "This film is already up for a vote. Vote for it there.");
    error_param_int(err, "proposal_id", proposal_id);
    snprintf(url, sizeof(url), "/api/v1/proposals/%lld", (long long)proposal_id);
    error_param_text(err, "url", url);
    return FAULT_ALREADY_OPEN;
}

static enum fault must_have_none(struct db *db, const struct statement *statement, int64_t film_id,
                                 struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    int64_t id;

    stmt_int(s, film_id);
    TRY(number_or_zero(s, &id, err));
    return id == 0 ? FAULT_NONE : already_open(id, err);
}

enum fault film_must_be_free(struct db *db, int64_t film_id, struct error *err)
{
    return must_have_none(db, &sql_film_open_proposal, film_id, err);
}

QUERY(sql_film_is_up, "SELECT id FROM proposals WHERE film_id = $1 AND status = 'open'");

enum fault film_must_not_be_up(struct db *db, int64_t film_id, struct error *err)
{
    return must_have_none(db, &sql_film_is_up, film_id, err);
}

QUERY(sql_film_by_hand,
      "SELECT" FILM_COLUMNS FILM_JOINS
      "WHERE f.title_key = $1 AND coalesce(f.year, 0) = $2 AND f.imdb_id IS NULL");

static enum fault find(struct db *db, const char *imdb_id, const char *key, int64_t year,
                       int64_t *film_id, struct error *err)
{
    auto_stmt struct stmt *s =
        db_stmt(db, imdb_id != NULL ? &sql_film_by_imdb_id : &sql_film_by_hand);

    stmt_text(s, imdb_id != NULL ? imdb_id : key);
    if (imdb_id == NULL)
        stmt_int(s, year);
    return number_or_zero(s, film_id, err);
}

CHANGE(sql_film_add, TOPIC_NONE,
       "INSERT INTO films (imdb_id, title, title_key, year, created_at)"
       " VALUES ($1, $2, $3, $4, $5) RETURNING id");

enum fault film_find_or_add(struct db *db, const char *imdb_id, const char *title, int64_t year,
                            int64_t now, int64_t *film_id, struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_stmt struct stmt *add = db_stmt(db, &sql_film_add);
    const char *key = title == NULL ? "" : text_key(&arena, title);

    TRY(find(db, imdb_id, key, year, film_id, err));
    if (*film_id != 0)
        return film_want_poster(db, *film_id, err);
    stmt_text(add, imdb_id);
    stmt_text(add, title);
    stmt_text(add, key);
    stmt_int_or_null(add, year);
    stmt_int(add, now);
    TRY(stmt_number(add, film_id, err));
    return film_titles_save(db, *film_id, (const char *const[FILM_TITLES]){title}, err);
}
