#include "store/search_keys.h"

#include "store/film_titles.h"
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

static enum fault fill(struct db *db, struct error *err)
{
    struct titled films[BATCH];
    size_t count = BATCH;
    int64_t last = 0;

    while (count == BATCH) {
        auto_arena struct arena arena = {0};

        TRY(read_batch(db, &arena, last, films, &count, err));
        for (size_t i = 0; i < count; i++)
            TRY(film_titles_save(db, films[i].id, (const char *const[FILM_TITLES]){films[i].title},
                                 err));
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
