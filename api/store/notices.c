#include "store/notices.h"

#include "store/acting.h"
#include "store/rows.h"

QUERY(sql_notices_of,
      "SELECT n.id, n.kind, n.created_at, n.proposal_id, coalesce(f.title, f.imdb_id),"
      " n.other_id, coalesce(g.title, g.imdb_id), m.id, m.name, m.color,"
      " (SELECT j.kept_id FROM joins j WHERE j.joined_id IN (p.id, q.id)"
      "  AND j.kept_id IN (p.id, q.id))"
      " FROM notices n JOIN proposals p ON p.id = n.proposal_id JOIN films f ON f.id = p.film_id"
      " JOIN proposals q ON q.id = n.other_id JOIN films g ON g.id = q.film_id"
      " LEFT JOIN members m ON m.id = q.proposer_id WHERE n.member_id = $1 ORDER BY n.id LIMIT $2");

enum fault notices_of(struct db *db, struct arena *arena, int64_t member_id,
                      struct notice **notices, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_notices_of);
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
                                             .other_proposer = row_person(s, 7, arena),
                                             .kept_id = stmt_col_int(s, 10)};
    }
}

struct notice_unit {
    struct deed deed;
    int64_t id;
};

CHANGE(sql_notice_remove, TOPIC_NONE, "DELETE FROM notices WHERE id = $1 AND member_id = $2");

static enum fault remove_notice_unit(struct db *db, void *context, struct error *err)
{
    const struct notice_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_notice_remove);

    stmt_int(s, unit->id);
    stmt_int(s, unit->deed.actor.member_id);
    return stmt_run(s, err);
}

enum fault store_notice_remove(struct store *store, struct deed deed, int64_t id, struct error *err)
{
    struct notice_unit unit = {.deed = deed, .id = id};

    return store_act(store, deed, remove_notice_unit, &unit, err);
}

/* Untold, and not true any more. */
CHANGE(sql_notice_cancel, TOPIC_NONE,
       "DELETE FROM notices"
       " WHERE member_id = $1 AND kind <> $2 AND proposal_id = $3 AND other_id = $4");
CHANGE(sql_notice_add, TOPIC_NONE,
       "INSERT INTO notices (member_id, kind, proposal_id, other_id, created_at)"
       " VALUES ($1, $2, $3, $4, $5)");

static void bind(struct stmt *s, const struct notice_new *notice)
{
    stmt_int(s, notice->member_id);
    stmt_text(s, notice->kind);
    stmt_int(s, notice->proposal_id);
    stmt_int(s, notice->other_id);
}

enum fault notice_give(struct db *db, const struct notice_new *notice, struct error *err)
{
    auto_stmt struct stmt *cancel = db_stmt(db, &sql_notice_cancel);
    auto_stmt struct stmt *add = db_stmt(db, &sql_notice_add);

    bind(cancel, notice);
    TRY(stmt_run(cancel, err));
    if (db_changes(db) > 0 || notice->is_known)
        return FAULT_NONE;
    bind(add, notice);
    stmt_int(add, notice->now);
    return stmt_run(add, err);
}
