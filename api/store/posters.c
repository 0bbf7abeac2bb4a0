#include "store/rows.h"
#include "store/store.h"

enum fault poster_by_id(struct db *db, struct arena *arena, const char *id, struct poster *poster,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_BY_ID);
    bool row;

    stmt_text(s, id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such poster here.");
    *poster = (struct poster){.id = row_text(s, 0, arena),
                              .width = stmt_col_int(s, 1),
                              .height = stmt_col_int(s, 2),
                              .bytes = stmt_col_int(s, 3),
                              .color = row_text(s, 4, arena)};
    return FAULT_NONE;
}

enum fault poster_films(struct db *db, struct arena *arena, const char *id,
                        struct poster_film films[POSTER_FILMS_MAX], size_t *count,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_FILMS);
    bool row;

    stmt_text(s, id);
    for (*count = 0; *count < POSTER_FILMS_MAX; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        films[*count] = (struct poster_film){.id = stmt_col_int(s, 0),
                                             .imdb_id = row_text(s, 1, arena),
                                             .title = row_text(s, 2, arena),
                                             .year = stmt_col_int(s, 3)};
    }
    return FAULT_NONE;
}

enum fault posters_all(struct db *db, poster_visit visit, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTERS_ALL);
    struct poster poster;
    bool row;

    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        poster = (struct poster){.id = stmt_col_text(s, 0),
                                 .width = stmt_col_int(s, 1),
                                 .height = stmt_col_int(s, 2),
                                 .bytes = stmt_col_int(s, 3),
                                 .color = stmt_col_text(s, 4)};
        visit(context, &poster);
    }
}

struct prune_unit {
    struct arena *arena;
    int64_t before;
    size_t limit, count;
    struct poster *gone;
};

/* A film that shows one again is saved in a unit of its own: before this one, and then it is seen
 * here, or behind it, and then it brings the row with it. */
static enum fault prune(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTERS_PRUNE);
    struct prune_unit *unit = context;
    bool row;

    stmt_int(s, unit->before);
    stmt_int(s, (int64_t)unit->limit);
    for (unit->count = 0;; unit->count++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        unit->gone[unit->count] =
            (struct poster){.id = row_text(s, 0, unit->arena), .width = stmt_col_int(s, 1)};
    }
}

enum fault store_posters_prune(struct store *store, struct arena *arena, int64_t before,
                               size_t limit, struct poster *gone, size_t *count, struct error *err)
{
    struct prune_unit unit = {.arena = arena, .before = before, .limit = limit, .gone = gone};
    enum fault fault = store_write(store, prune, &unit, err);

    *count = fault == FAULT_NONE ? unit.count : 0;
    return fault;
}
