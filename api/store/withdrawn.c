#include "store/withdrawn.h"

#include "store/rows.h"

enum { FORGOTTEN_AT_ONCE = 50 /* proposals: so long a vote may have to wait */ };

struct forgetting_unit {
    int64_t ids[FORGOTTEN_AT_ONCE];
    size_t count;
};

QUERY(sql_withdrawn_spare,
      "SELECT p.id FROM proposals p WHERE p.status = 'withdrawn' AND p.closed_at < $1"
      " AND p.vote_count = 0"
      " AND NOT EXISTS (SELECT 1 FROM held_votes h WHERE h.proposal_id = p.id)"
      " AND NOT EXISTS (SELECT 1 FROM joins j WHERE j.joined_id = p.id)"
      " AND NOT EXISTS (SELECT 1 FROM joins k WHERE k.kept_id = p.id)"
      " AND NOT EXISTS (SELECT 1 FROM released_joins r WHERE r.joined_id = p.id)"
      " AND NOT EXISTS (SELECT 1 FROM released_joins q WHERE q.kept_id = p.id)"
      " AND NOT EXISTS (SELECT 1 FROM screenings s WHERE s.proposal_id = p.id)"
      " AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.other_id = p.id)"
      " AND p.id NOT IN (SELECT i.id FROM imported i WHERE i.noun LIKE '%proposal%')"
      " ORDER BY p.id LIMIT $2");

/* On a reader: it looks at all that were ever withdrawn. */
static enum fault find_forgotten(struct db *db, int64_t before, struct forgetting_unit *unit,
                                 struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_withdrawn_spare);
    bool row;

    stmt_int(s, before);
    stmt_int(s, FORGOTTEN_AT_ONCE);
    for (unit->count = 0; unit->count < FORGOTTEN_AT_ONCE; unit->count++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        unit->ids[unit->count] = stmt_col_int(s, 0);
    }
    return FAULT_NONE;
}

CHANGE(sql_activity_keep_film, TOPIC_NONE,
       "UPDATE activity SET film_id = (SELECT p.film_id FROM proposals p WHERE p.id = $1)"
       " WHERE proposal_id = $1");
CHANGE(sql_withdrawn_remove, TOPIC_PAGE,
       "DELETE FROM proposals WHERE id = $1 AND status = 'withdrawn' AND vote_count = 0");

static enum fault prune_withdrawn_unit(struct db *db, void *context, struct error *err)
{
    const struct forgetting_unit *unit = context;

    for (size_t i = 0; i < unit->count; i++) {
        TRY(run_number(db, &sql_activity_keep_film, unit->ids[i], err));
        TRY(run_number(db, &sql_withdrawn_remove, unit->ids[i], err));
    }
    return FAULT_NONE;
}

enum fault store_withdrawn_prune(struct store *store, int64_t now, struct error *err)
{
    struct forgetting_unit unit;

    do {
        enum fault fault;
        struct db *db;

        TRY(store_reader(store, &db, err));
        fault = find_forgotten(db, now - WITHDRAWN_SECONDS, &unit, err);
        store_reader_done(store, db);
        TRY(fault);
        if (unit.count > 0)
            TRY(store_write(store, prune_withdrawn_unit, &unit, err));
    } while (unit.count == FORGOTTEN_AT_ONCE);
    return FAULT_NONE;
}
