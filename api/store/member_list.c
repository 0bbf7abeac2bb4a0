#include "store/member_list.h"

#include "base/text.h"
#include "store/members.h"
#include "store/rows.h"

#define MEMBER_VOTES                                                                               \
    " (SELECT count(*) FROM votes v JOIN proposals p ON p.id = v.proposal_id"                      \
    "  WHERE v.member_id = members.id AND p.status = 'open')"                                      \
    " + (SELECT count(*) FROM held_votes h JOIN proposals p ON p.id = h.proposal_id"               \
    "  WHERE h.member_id = members.id AND p.status = 'open') "

static void row_from(struct stmt *s, struct arena *arena, struct member_row *row)
{
    member_from_row(s, arena, &row->member);
    row->votes = stmt_col_int(s, MEMBER_COLUMN_COUNT);
}

QUERY(sql_member_row, "SELECT" MEMBER_COLUMNS "," MEMBER_VOTES "FROM members WHERE id = $1");

enum fault member_row_by_id(struct db *db, struct arena *arena, int64_t id, struct member_row *row,
                            struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_row);
    bool found;

    stmt_int(s, id);
    TRY(stmt_row(s, &found, err));
    if (!found)
        return error_set(err, FAULT_NOT_FOUND, "There is no such member.");
    row_from(s, arena, row);
    return FAULT_NONE;
}

QUERY(sql_member_key, "SELECT name_key FROM members WHERE id = $1");

static enum fault key_of(struct db *db, struct arena *arena, int64_t id, const char **key,
                         struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_key);
    bool found;

    *key = "";
    if (id == 0)
        return FAULT_NONE;
    stmt_int(s, id);
    TRY(stmt_row(s, &found, err));
    if (!found)
        return error_set(err, FAULT_NOT_FOUND, "There is no such member.");
    *key = row_text(s, 0, arena);
    return FAULT_NONE;
}

#define MEMBER_LIST(where)                                                                         \
    "SELECT" MEMBER_COLUMNS "," MEMBER_VOTES "FROM members WHERE name_key > $1"                    \
    " AND name_key LIKE $2 ESCAPE '!'" where " ORDER BY name_key LIMIT $3"

QUERY(sql_members_by_name, MEMBER_LIST(""));
QUERY(sql_members_of_state, MEMBER_LIST(" AND state = $4"));

enum fault member_list(struct db *db, struct arena *arena, const struct member_query *query,
                       struct member_row **rows, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s =
        db_stmt(db, query->state == NULL ? &sql_members_by_name : &sql_members_of_state);
    const char *key, *search = query->search == NULL ? NULL : text_key(arena, query->search);
    bool row;

    TRY(key_of(db, arena, query->after, &key, err));
    stmt_text(s, key);
    stmt_text(s, like_pattern(arena, search));
    stmt_int(s, (int64_t)query->limit);
    if (query->state != NULL)
        stmt_text(s, member_state_name(*query->state));
    *rows = ARENA_ARRAY(arena, struct member_row, query->limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        row_from(s, arena, &(*rows)[*count]);
    }
}
