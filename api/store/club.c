#include "store/club.h"

#include "store/rows.h"

QUERY(sql_club_cookie_id, "SELECT cookie_id FROM club WHERE id = 1");

enum fault club_cookie_id(struct db *db, struct arena *arena, const char **id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_club_cookie_id);
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_INTERNAL, "The database has lost the row of its club.");
    *id = row_text(s, 0, arena);
    return FAULT_NONE;
}

CHANGE(sql_club_set_cookie_id, TOPIC_NONE, "UPDATE club SET cookie_id = $1 WHERE id = 1");

static enum fault set_unit(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_club_set_cookie_id);

    stmt_text(s, context);
    return stmt_run(s, err);
}

enum fault store_club_set_cookie_id(struct store *store, const char *id, struct error *err)
{
    return store_write(store, set_unit, (void *)(uintptr_t)id, err);
}
