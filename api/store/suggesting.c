#include "store/suggesting.h"

#include "store/posters.h"
#include "store/rows.h"

QUERY(sql_candidates,
      "SELECT p.id, p.vote_count, f.title, f.year, f.runtime_minutes," POSTER_COLUMNS
      " FROM proposals p LEFT JOIN films f ON f.id = p.film_id"
      " LEFT JOIN posters i ON i.id = f.poster_id"
      " WHERE p.status = 'open' AND p.vote_count > 0"
      " AND NOT EXISTS (SELECT 1 FROM tonight t WHERE t.proposal_id = p.id)"
      " ORDER BY p.vote_count DESC, p.id DESC LIMIT $1");

static enum fault read_leaders(struct db *db, struct arena *arena, struct candidates *candidates,
                               struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_candidates);
    bool row;

    stmt_int(s, CANDIDATES_MAX);
    for (candidates->count = 0;; candidates->count++) {
        struct candidate *candidate = &candidates->items[candidates->count];

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        *candidate = (struct candidate){.proposal_id = stmt_col_int(s, 0),
                                        .votes = stmt_col_int(s, 1),
                                        .title = row_text(s, 2, arena),
                                        .year = stmt_col_int(s, 3),
                                        .minutes = stmt_col_int(s, 4)};
        poster_from_row(s, 5, arena, &candidate->poster);
    }
}

/* How often the voters of each proposal have got a film that they had voted for. Votes stay with a
 * proposal that was watched. */
QUERY(sql_wins_lately,
      "WITH lately AS (SELECT s.proposal_id FROM screenings s WHERE s.removed_at IS NULL"
      " ORDER BY s.day DESC, s.id DESC LIMIT 10),"
      " wins AS (SELECT w.member_id, count(*) AS won FROM lately l"
      " CROSS JOIN votes w WHERE w.proposal_id = l.proposal_id GROUP BY w.member_id)"
      " SELECT v.proposal_id, sum(coalesce(wins.won, 0)),"
      " (SELECT count(l.proposal_id) FROM lately l)"
      " FROM votes v LEFT JOIN wins ON wins.member_id = v.member_id"
      " WHERE v.proposal_id IN " IDS_100 " GROUP BY v.proposal_id");

static enum fault read_wins(struct db *db, struct candidates *candidates, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_wins_lately);
    size_t count = candidates->count < OVERDUE_OF ? candidates->count : OVERDUE_OF;
    bool row;

    _Static_assert(LATELY == 10, "the limit of sql_wins_lately");
    for (size_t i = 0; i < count; i++)
        stmt_int(s, candidates->items[i].proposal_id);
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        candidates->lately = stmt_col_int(s, 2);
        for (size_t i = 0; i < count; i++)
            if (candidates->items[i].proposal_id == stmt_col_int(s, 0))
                candidates->items[i].wins = stmt_col_int(s, 1);
    }
}

enum fault candidates_read(struct db *db, struct arena *arena, struct candidates *candidates,
                           struct error *err)
{
    *candidates =
        (struct candidates){.items = ARENA_ARRAY(arena, struct candidate, CANDIDATES_MAX)};
    TRY(read_leaders(db, arena, candidates, err));
    return candidates->count == 0 ? FAULT_NONE : read_wins(db, candidates, err);
}
