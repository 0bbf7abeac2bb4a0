#include "store/member_export.h"

#include "store/rows.h"

static enum fault read_items(struct db *db, const struct statement *statement, struct arena *arena,
                             int64_t member_id, int64_t after, size_t limit,
                             struct exported **items, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    bool row;

    stmt_int(s, member_id);
    stmt_int(s, after);
    stmt_int(s, (int64_t)limit);
    *items = ARENA_ARRAY(arena, struct exported, limit);
    for (*count = 0;; (*count)++) {
        struct exported *item = &(*items)[*count];

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        item->proposal_id = stmt_col_int(s, 0);
        proposal_status_parse(stmt_col_text(s, 1), &item->status);
        item->title = row_text(s, 2, arena);
        item->year = stmt_col_int(s, 3);
        item->imdb_id = row_text(s, 4, arena);
        item->at = stmt_col_int(s, 5);
        item->note = row_text(s, 6, arena);
    }
}

QUERY(sql_exported_proposals,
      "SELECT p.id, p.status, f.title, f.year, f.imdb_id, p.created_at, p.note"
      " FROM proposals p JOIN films f ON f.id = p.film_id"
      " WHERE p.proposer_id = $1 AND p.id > $2 ORDER BY p.id LIMIT $3");

enum fault exported_proposals(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                              size_t limit, struct exported **items, size_t *count,
                              struct error *err)
{
    return read_items(db, &sql_exported_proposals, arena, member_id, after, limit, items, count,
                      err);
}

QUERY(sql_exported_votes,
      "SELECT p.id, p.status, f.title, f.year, f.imdb_id, a.cast_at, NULL FROM"
      " (SELECT v.proposal_id, v.cast_at FROM votes v WHERE v.member_id = $1"
      "   AND v.proposal_id > $2 AND NOT EXISTS (SELECT 1 FROM moved_votes m"
      "    WHERE m.proposal_id = v.proposal_id AND m.member_id = v.member_id)"
      "  UNION ALL SELECT h.proposal_id, h.cast_at FROM held_votes h WHERE h.member_id = $1"
      "   AND h.proposal_id > $2 AND h.moved = 0) AS a"
      " JOIN proposals p ON p.id = a.proposal_id JOIN films f ON f.id = p.film_id"
      " ORDER BY p.id LIMIT $3");

enum fault exported_votes(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                          size_t limit, struct exported **items, size_t *count, struct error *err)
{
    return read_items(db, &sql_exported_votes, arena, member_id, after, limit, items, count, err);
}

QUERY(sql_exported_seen, "SELECT f.id, f.title, f.year, f.imdb_id, s.halves, s.seen_at FROM seen s"
                         " JOIN films f ON f.id = s.film_id"
                         " WHERE s.member_id = $1 AND s.film_id > $2 ORDER BY s.film_id LIMIT $3");

QUERY(sql_exported_wishes,
      "SELECT f.id, f.title, f.year, f.imdb_id, 0, w.added_at FROM wishes w"
      " JOIN films f ON f.id = w.film_id"
      " WHERE w.member_id = $1 AND w.film_id > $2 ORDER BY w.film_id LIMIT $3");

static enum fault read_films(struct db *db, const struct statement *statement, struct arena *arena,
                             int64_t member_id, int64_t after, size_t limit,
                             struct exported_film **items, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    bool row;

    stmt_int(s, member_id);
    stmt_int(s, after);
    stmt_int(s, (int64_t)limit);
    *items = ARENA_ARRAY(arena, struct exported_film, limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*items)[*count] = (struct exported_film){.film_id = stmt_col_int(s, 0),
                                                  .title = row_text(s, 1, arena),
                                                  .year = stmt_col_int(s, 2),
                                                  .imdb_id = row_text(s, 3, arena),
                                                  .halves = stmt_col_int(s, 4),
                                                  .at = stmt_col_int(s, 5)};
    }
}

enum fault exported_seen(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                         size_t limit, struct exported_film **items, size_t *count,
                         struct error *err)
{
    return read_films(db, &sql_exported_seen, arena, member_id, after, limit, items, count, err);
}

enum fault exported_wishes(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                           size_t limit, struct exported_film **items, size_t *count,
                           struct error *err)
{
    return read_films(db, &sql_exported_wishes, arena, member_id, after, limit, items, count, err);
}
