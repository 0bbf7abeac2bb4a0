#include "store/search_keys.h"

#include "base/search_key.h"
#include "store/rows.h"

enum { BATCH = 200 /* titles in memory at once */ };

struct titled {
    int64_t id;
    const char *title;
};

/* Titles that came before search keys did. */
QUERY(sql_films_without_search_key,
      "SELECT id, title FROM films WHERE search_key = '' AND title <> '' AND id > $1"
      " ORDER BY id LIMIT $2");

static enum fault read_batch(struct db *db, struct arena *arena, int64_t after,
                             struct titled films[BATCH], size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_films_without_search_key);
    bool row;

    stmt_int(s, after);
    stmt_int(s, BATCH);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        films[*count] = (struct titled){stmt_col_int(s, 0), row_text(s, 1, arena)};
    }
}

CHANGE(sql_film_set_search_key, TOPIC_NONE, "UPDATE films SET search_key = $2 WHERE id = $1");

static enum fault set_key(struct db *db, struct arena *arena, const struct titled *film,
                          struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_set_search_key);

    stmt_int(s, film->id);
    stmt_text(s, search_key(arena, film->title));
    return stmt_run(s, err);
}

static enum fault fill(struct db *db, struct error *err)
{
    struct titled films[BATCH];
    size_t count = BATCH;
    int64_t last = 0;

    while (count == BATCH) {
        auto_arena struct arena arena = {0};

        TRY(read_batch(db, &arena, last, films, &count, err));
        for (size_t i = 0; i < count; i++)
            TRY(set_key(db, &arena, &films[i], err));
        last = count == 0 ? last : films[count - 1].id;
    }
    return FAULT_NONE;
}

enum fault search_keys_fill(struct db *db, struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN", err));
    fault = fill(db, err);
    if (fault == FAULT_NONE)
        fault = db_exec(db, "COMMIT", err);
    if (fault != FAULT_NONE)
        db_exec(db, "ROLLBACK", &ignored);
    return fault;
}
