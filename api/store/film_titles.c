#include "store/film_titles.h"

#include "store/rows.h"

QUERY(sql_film_titles_count, "SELECT count(*) FROM films WHERE title IS NOT NULL");
QUERY(sql_film_titles, "SELECT id, coalesce(work_id, -id), coalesce(year, 0), imdb_id IS NOT NULL,"
                       " title, search_key FROM films WHERE title IS NOT NULL LIMIT $1");

enum fault film_titles_all(struct db *db, struct arena *arena, struct film_title **titles,
                           size_t *count, struct error *err)
{
    auto_stmt struct stmt *counting = db_stmt(db, &sql_film_titles_count);
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_titles);
    int64_t most;
    bool row;

    TRY(stmt_number(counting, &most, err));
    *titles = ARENA_ARRAY(arena, struct film_title, (size_t)most + 1);
    stmt_int(s, most);
    for (*count = 0;; ++*count) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*titles)[*count] = (struct film_title){.film_id = stmt_col_int(s, 0),
                                                .work = stmt_col_int(s, 1),
                                                .year = stmt_col_int(s, 2),
                                                .has_imdb_id = stmt_col_int(s, 3) != 0,
                                                .title = arena_strdup(arena, stmt_col_text(s, 4)),
                                                .key = arena_strdup(arena, stmt_col_text(s, 5))};
    }
}
