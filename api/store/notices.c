#include "store/rows.h"
#include "store/store.h"

enum fault notices_of(struct db *db, struct arena *arena, int64_t member_id,
                      struct notice **notices, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_NOTICES_OF);
    bool row;

    *notices = ARENA_ARRAY(arena, struct notice, NOTICES_MAX);
    stmt_int(s, member_id);
    stmt_int(s, NOTICES_MAX);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*notices)[*count] = (struct notice){.id = stmt_col_int(s, 0),
                                             .kind = row_text(s, 1, arena),
                                             .created_at = stmt_col_int(s, 2),
                                             .proposal_id = stmt_col_int(s, 3),
                                             .title = row_text(s, 4, arena),
                                             .other_id = stmt_col_int(s, 5),
                                             .other_title = row_text(s, 6, arena),
                                             .other_proposer_id = stmt_col_int(s, 7),
                                             .other_proposer_name = row_text(s, 8, arena),
                                             .kept_id = stmt_col_int(s, 9)};
    }
}

struct notice_unit {
    int64_t id, member_id;
};

static enum fault remove_unit(struct db *db, void *context, struct error *err)
{
    const struct notice_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, SQL_NOTICE_REMOVE);

    stmt_int(s, unit->id);
    stmt_int(s, unit->member_id);
    return stmt_run(s, err);
}

enum fault store_notice_remove(struct store *store, int64_t id, int64_t member_id,
                               struct error *err)
{
    struct notice_unit unit = {.id = id, .member_id = member_id};

    return store_write(store, remove_unit, &unit, err);
}
