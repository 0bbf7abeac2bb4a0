#include "store/film_titles.h"

#include <stdlib.h>
#include <string.h>

#include "base/search_key.h"
#include "store/rows.h"

QUERY(sql_film_titles_count, "SELECT count(*) FROM film_titles");
QUERY(sql_film_titles, "SELECT f.id, coalesce(f.work_id, -f.id), coalesce(f.year, 0),"
                       " f.imdb_id IS NOT NULL, f.title, t.key, f.cached_imdb_data"
                       " FROM film_titles t JOIN films f ON f.id = t.film_id"
                       " ORDER BY t.film_id LIMIT $1");

/* No string of a JSON text holds this: there a quotation mark has a backslash. */
static int64_t tmdb_id_of(const char *metadata)
{
    static const char name[] = "\"tmdb_id\":";
    const char *at = metadata == NULL ? NULL : strstr(metadata, name);

    return at == NULL ? 0 : strtoll(at + sizeof(name) - 1, NULL, 10);
}

enum fault film_titles_all(struct db *db, struct arena *arena, struct film_title **titles,
                           size_t *count, struct error *err)
{
    auto_stmt struct stmt *counting = db_stmt(db, &sql_film_titles_count);
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_titles);
    int64_t most;
    bool row;

    TRY(stmt_number(counting, &most, err));
    most = most < FILM_TITLES_MAX ? most : FILM_TITLES_MAX;
    *titles = ARENA_ARRAY(arena, struct film_title, (size_t)most + 1);
    stmt_int(s, most);
    for (*count = 0;; ++*count) {
        TRY(stmt_row(s, &row, err));
        if (!row || arena->total > FILM_TITLES_BYTES)
            return FAULT_NONE;
        (*titles)[*count] = (struct film_title){.film_id = stmt_col_int(s, 0),
                                                .work = stmt_col_int(s, 1),
                                                .year = stmt_col_int(s, 2),
                                                .has_imdb_id = stmt_col_int(s, 3) != 0,
                                                .title = arena_strdup(arena, stmt_col_text(s, 4)),
                                                .key = arena_strdup(arena, stmt_col_text(s, 5)),
                                                .tmdb_id = tmdb_id_of(stmt_col_text(s, 6))};
    }
}

/* Each once, and none that is empty. */
static size_t keys_of(struct arena *arena, const char *const titles[FILM_TITLES],
                      const char *keys[FILM_TITLES])
{
    size_t count = 0;

    for (size_t i = 0; i < FILM_TITLES; i++) {
        const char *key = titles[i] == NULL ? "" : search_key(arena, titles[i]);
        bool is_new = *key != '\0';

        for (size_t j = 0; j < count; j++)
            is_new = is_new && strcmp(keys[j], key) != 0;
        if (is_new)
            keys[count++] = key;
    }
    return count;
}

static const char *in_lines(struct arena *arena, const char *const *keys, size_t count)
{
    const char *lines = count == 0 ? "" : keys[0];

    for (size_t i = 1; i < count; i++)
        lines = arena_printf(arena, "%s\n%s", lines, keys[i]);
    return lines;
}

CHANGE(sql_film_set_search_key, TOPIC_NONE,
       "UPDATE films SET search_key = $2 WHERE id = $1 AND search_key <> $2 RETURNING id");

static enum fault set_lines(struct db *db, int64_t film_id, const char *lines, bool *changed,
                            struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_set_search_key);

    stmt_int(s, film_id);
    stmt_text(s, lines);
    return stmt_row(s, changed, err);
}

CHANGE(sql_film_titles_remove, TOPIC_NONE, "DELETE FROM film_titles WHERE film_id = $1");
CHANGE(sql_film_title_add, TOPIC_NONE, "INSERT INTO film_titles (film_id, key) VALUES ($1, $2)");

static enum fault add_key(struct db *db, int64_t film_id, const char *key, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_title_add);

    stmt_int(s, film_id);
    stmt_text(s, key);
    return stmt_run(s, err);
}

enum fault film_titles_save(struct db *db, int64_t film_id, const char *const titles[FILM_TITLES],
                            struct error *err)
{
    auto_arena struct arena arena = {0};
    const char *keys[FILM_TITLES] = {0};
    size_t count = keys_of(&arena, titles, keys);
    bool changed;

    TRY(set_lines(db, film_id, in_lines(&arena, keys, count), &changed, err));
    if (!changed)
        return FAULT_NONE;
    TRY(run_number(db, &sql_film_titles_remove, film_id, err));
    for (size_t i = 0; i < count; i++)
        TRY(add_key(db, film_id, keys[i], err));
    return FAULT_NONE;
}
