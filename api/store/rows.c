#include "store/rows.h"

#include "base/strbuf.h"

const char *row_text(struct stmt *s, int column, struct arena *arena)
{
    return arena_strdup(arena, stmt_col_text(s, column));
}

struct person row_person(struct stmt *s, int column, struct arena *arena)
{
    int64_t id = stmt_col_int(s, column);

    return (struct person){.id = id,
                           .name = row_text(s, column + 1, arena),
                           .color = member_color(id, stmt_col_int(s, column + 2))};
}

enum fault number_or_zero(struct stmt *s, int64_t *number, struct error *err)
{
    bool row;

    TRY(stmt_row(s, &row, err));
    *number = row ? stmt_col_int(s, 0) : 0;
    return FAULT_NONE;
}

enum fault run_new(struct db *db, struct stmt *s, bool *is_new, struct error *err)
{
    TRY(stmt_run(s, err));
    *is_new = db_changes(db) > 0;
    return FAULT_NONE;
}

enum fault run_number(struct db *db, const struct statement *statement, int64_t number,
                      struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    stmt_int(s, number);
    return stmt_run(s, err);
}

enum fault run_numbers(struct db *db, const struct statement *statement, int64_t first,
                       int64_t second, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    stmt_int(s, first);
    stmt_int(s, second);
    return stmt_run(s, err);
}

enum fault run_text(struct db *db, const struct statement *statement, const char *text,
                    struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    stmt_text(s, text);
    return stmt_run(s, err);
}

enum fault version_must_be(int64_t expected, int64_t version, struct error *err)
{
    if (version == expected)
        return FAULT_NONE;
    return error_set(err, FAULT_PRECONDITION,
                     "Somebody else has changed this. Get it again, and look at what is new.");
}

void stmt_ids(struct stmt *s, const int64_t *ids, size_t count)
{
    for (size_t i = 0; i < IDS_MAX; i++)
        stmt_int_or_null(s, i < count ? ids[i] : 0);
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

QUERY(sql_ping, "SELECT 1");

enum fault db_ping(struct db *db, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_ping);
    int64_t one;

    return stmt_number(s, &one, err);
}
