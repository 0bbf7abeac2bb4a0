#include "store/rows.h"
#include "store/store.h"

#include <stdio.h>

#include "base/search_key.h"
#include "base/strbuf.h"
#include "base/text.h"

const char *row_text(struct stmt *s, int column, struct arena *arena)
{
    return arena_strdup(arena, stmt_col_text(s, column));
}

const char *like_pattern(struct arena *arena, const char *search)
{
    auto_strbuf struct strbuf pattern;

    strbuf_init(&pattern, 4096);
    strbuf_addch(&pattern, '%');
    for (const char *c = search == NULL ? "" : search; *c != '\0'; c++) {
        if (*c == '%' || *c == '_' || *c == '!')
            strbuf_addch(&pattern, '!');
        strbuf_addch(&pattern, *c);
    }
    if (search != NULL)
        strbuf_addch(&pattern, '%');
    return arena_strdup(arena, pattern.bytes);
}

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

enum fault film_by_id(struct db *db, struct arena *arena, int64_t id, struct film *film,
                      struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_BY_ID);

    stmt_int(s, id);
    return take_film(s, arena, film, err);
}

enum fault film_by_imdb_id(struct db *db, struct arena *arena, const char *imdb_id,
                           struct film *film, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILM_BY_IMDB_ID);

    stmt_text(s, imdb_id);
    return take_film(s, arena, film, err);
}

enum fault films_titled(struct db *db, struct arena *arena, const char *key, struct film *films,
                        size_t limit, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_FILMS_TITLED);
    bool row;

    *count = 0;
    if (*key == '\0')
        return FAULT_NONE;
    stmt_text(s, like_pattern(arena, key));
    stmt_int(s, (int64_t)limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        film_from_row(s, 0, arena, &films[*count]);
    }
}

enum fault number_or_zero(struct stmt *s, int64_t *number, struct error *err)
{
    bool row;

    TRY(stmt_row(s, &row, err));
    *number = row ? stmt_col_int(s, 0) : 0;
    return FAULT_NONE;
}

enum fault film_state(struct db *db, int64_t film_id, int64_t *open_proposal, int64_t *watched_at,
                      struct error *err)
{
    auto_stmt struct stmt *open = db_stmt(db, SQL_FILM_OPEN_PROPOSAL);
    auto_stmt struct stmt *watched = db_stmt(db, SQL_FILM_WATCHED);

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

static enum fault must_have_none(struct db *db, enum sql name, int64_t film_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);
    int64_t id;

    stmt_int(s, film_id);
    TRY(number_or_zero(s, &id, err));
    return id == 0 ? FAULT_NONE : already_open(id, err);
}

enum fault film_must_be_free(struct db *db, int64_t film_id, struct error *err)
{
    return must_have_none(db, SQL_FILM_OPEN_PROPOSAL, film_id, err);
}

enum fault film_must_not_be_up(struct db *db, int64_t film_id, struct error *err)
{
    return must_have_none(db, SQL_FILM_IS_UP, film_id, err);
}

static enum fault find(struct db *db, const char *imdb_id, const char *key, int64_t year,
                       int64_t *film_id, struct error *err)
{
    auto_stmt struct stmt *s =
        db_stmt(db, imdb_id != NULL ? SQL_FILM_BY_IMDB_ID : SQL_FILM_BY_HAND);

    stmt_text(s, imdb_id != NULL ? imdb_id : key);
    if (imdb_id == NULL)
        stmt_int(s, year);
    return number_or_zero(s, film_id, err);
}

enum fault film_find_or_add(struct db *db, const char *imdb_id, const char *title, int64_t year,
                            int64_t now, int64_t *film_id, struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_stmt struct stmt *add = db_stmt(db, SQL_FILM_ADD);
    const char *key = title == NULL ? "" : text_key(&arena, title);
    const char *found_by = title == NULL ? "" : search_key(&arena, title);

    TRY(find(db, imdb_id, key, year, film_id, err));
    if (*film_id != 0)
        return film_want_poster(db, *film_id, err);
    stmt_text(add, imdb_id);
    stmt_text(add, title);
    stmt_text(add, key);
    stmt_text(add, found_by);
    stmt_int_or_null(add, year);
    stmt_int(add, now);
    return stmt_number(add, film_id, err);
}
