#include "store/rows.h"
#include "store/store.h"

enum fault club_cookie_id(struct db *db, struct arena *arena, const char **id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_CLUB_COOKIE_ID);
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_INTERNAL, "The database has lost the row of its club.");
    *id = row_text(s, 0, arena);
    return FAULT_NONE;
}

static enum fault set_unit(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_CLUB_SET_COOKIE_ID);

    stmt_text(s, context);
    return stmt_run(s, err);
}

enum fault store_club_set_cookie_id(struct store *store, const char *id, struct error *err)
{
    return store_write(store, set_unit, (void *)(uintptr_t)id, err);
}
