#include "store/votes.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/joins.h"
#include "store/proposals.h"
#include "store/rows.h"

struct vote_unit {
    struct deed deed;
    int64_t proposal_id, vote_count, refused;
    const int64_t *ids;
    size_t count;
    int64_t kept[TONIGHT_FILMS];
    size_t kept_count;
};

QUERY(sql_proposal_votes, "SELECT p.status, p.vote_count, j.kept_id, t.place FROM proposals p"
                          " LEFT JOIN joins j ON j.joined_id = p.id"
                          " LEFT JOIN tonight t ON t.proposal_id = p.id WHERE p.id = $1");

/* The proposal must be there, open and not frozen; reads its kept count. */
static enum fault load_votable(struct db *db, int64_t proposal_id, int64_t *vote_count,
                               struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_votes);
    enum proposal_status status;
    bool row;

    stmt_int(s, proposal_id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return proposal_missing(proposal_id, err);
    proposal_status_parse(stmt_col_text(s, 0), &status);
    *vote_count = stmt_col_int(s, 1);
    TRY(proposal_must_be_open(proposal_id, status, stmt_col_int(s, 2), err));
    return stmt_col_is_null(s, 3) ? FAULT_NONE : proposal_frozen(proposal_id, err);
}

CHANGE(sql_vote_cast, TOPIC_PAGE,
       "INSERT INTO votes (proposal_id, member_id, cast_at) VALUES ($1, $2, $3)"
       " ON CONFLICT (proposal_id, member_id) DO NOTHING");

static enum fault note_vote(struct db *db, struct deed deed, enum activity_kind kind,
                            int64_t proposal_id, struct error *err)
{
    return activity_add(db, deed, &(struct happening){.kind = kind, .proposal_id = proposal_id},
                        err);
}

enum fault vote_cast(struct db *db, struct deed deed, int64_t proposal_id, int64_t *vote_count,
                     struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_vote_cast);

    TRY(load_votable(db, proposal_id, vote_count, err));
    TRY(join_keep_vote(db, proposal_id, deed.actor.member_id, err));
    stmt_int(s, proposal_id);
    stmt_int(s, deed.actor.member_id);
    stmt_int(s, deed.when);
    TRY(stmt_run(s, err));
    if (db_changes(db) == 0)
        return FAULT_NONE;
    ++*vote_count;
    return note_vote(db, deed, ACTIVITY_VOTED, proposal_id, err);
}

CHANGE(sql_vote_withdraw, TOPIC_PAGE,
       "DELETE FROM votes WHERE proposal_id = $1 AND member_id = $2");

static enum fault withdraw_vote(struct db *db, struct deed deed, int64_t proposal_id,
                                int64_t *withdrawn, struct error *err)
{
    TRY(run_numbers(db, &sql_vote_withdraw, proposal_id, deed.actor.member_id, err));
    *withdrawn = db_changes(db);
    return *withdrawn == 0 ? FAULT_NONE : note_vote(db, deed, ACTIVITY_UNVOTED, proposal_id, err);
}

static enum fault cast_unit(struct db *db, void *context, struct error *err)
{
    struct vote_unit *unit = context;

    return vote_cast(db, unit->deed, unit->proposal_id, &unit->vote_count, err);
}

enum fault store_vote_cast(struct store *store, struct deed deed, int64_t proposal_id,
                           int64_t *vote_count, struct error *err)
{
    struct vote_unit unit = {.deed = deed, .proposal_id = proposal_id};

    TRY(store_act(store, deed, cast_unit, &unit, err));
    *vote_count = unit.vote_count;
    return FAULT_NONE;
}

static enum fault withdraw_vote_unit(struct db *db, void *context, struct error *err)
{
    struct vote_unit *unit = context;
    int64_t withdrawn;

    TRY(load_votable(db, unit->proposal_id, &unit->vote_count, err));
    TRY(withdraw_vote(db, unit->deed, unit->proposal_id, &withdrawn, err));
    unit->vote_count -= withdrawn;
    return FAULT_NONE;
}

enum fault store_vote_withdraw(struct store *store, struct deed deed, int64_t proposal_id,
                               int64_t *vote_count, struct error *err)
{
    struct vote_unit unit = {.deed = deed, .proposal_id = proposal_id};

    TRY(store_act(store, deed, withdraw_vote_unit, &unit, err));
    *vote_count = unit.vote_count;
    return FAULT_NONE;
}

/* ---- a whole ballot ----------------------------------------------------------------------- */

static bool is_chosen(const struct vote_unit *unit, int64_t proposal_id)
{
    for (size_t i = 0; i < unit->count; i++)
        if (unit->ids[i] == proposal_id)
            return true;
    return false;
}

QUERY(sql_votes_of_member,
      "SELECT v.proposal_id, m.id, m.name, m.color, v.cast_at FROM votes v"
      " JOIN members m ON m.id = v.member_id JOIN proposals p ON p.id = v.proposal_id"
      " WHERE v.member_id = $1 AND p.status = 'open' AND v.proposal_id > $2"
      " ORDER BY v.proposal_id LIMIT $3");

/* The votes behind *after that are not chosen any more, a batch at a time; *more: there are others.
 * Collected first: a row must not be deleted under the statement that reads it. */
static enum fault dropped_votes(struct db *db, const struct vote_unit *unit, int64_t *after,
                                int64_t ids[BALLOT_MAX], size_t *count, bool *more,
                                struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_votes_of_member);
    size_t rows;

    stmt_int(s, unit->deed.actor.member_id);
    stmt_int(s, *after);
    stmt_int(s, BALLOT_MAX);
    *count = 0;
    for (rows = 0;; rows++) {
        TRY(stmt_row(s, more, err));
        if (!*more)
            break;
        *after = stmt_col_int(s, 0);
        if (!is_chosen(unit, *after))
            ids[(*count)++] = *after;
    }
    *more = rows == BALLOT_MAX;
    return FAULT_NONE;
}

static enum fault drop_votes(struct db *db, const struct vote_unit *unit, struct error *err)
{
    int64_t dropped[BALLOT_MAX], after = 0, withdrawn;
    size_t count;
    bool more;

    do {
        TRY(dropped_votes(db, unit, &after, dropped, &count, &more, err));
        for (size_t i = 0; i < count; i++)
            TRY(withdraw_vote(db, unit->deed, dropped[i], &withdrawn, err));
    } while (more);
    return FAULT_NONE;
}

QUERY(sql_frozen_votes, "SELECT t.proposal_id, v.member_id FROM tonight t LEFT JOIN votes v"
                        " ON v.proposal_id = t.proposal_id AND v.member_id = $1 ORDER BY t.place");

/* Of tonight's films the ballot must have just those that the member has voted for: these are
 * `kept`, and there is nothing to do for them. */
static enum fault check_frozen(struct db *db, struct vote_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_frozen_votes);
    bool row;

    stmt_int(s, unit->deed.actor.member_id);
    for (;;) {
        int64_t id;

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        id = stmt_col_int(s, 0);
        if (is_chosen(unit, id) == stmt_col_is_null(s, 1)) {
            unit->refused = id;
            return proposal_frozen(id, err);
        }
        if (is_chosen(unit, id))
            unit->kept[unit->kept_count++] = id;
    }
}

static bool is_kept(const struct vote_unit *unit, int64_t proposal_id)
{
    for (size_t i = 0; i < unit->kept_count; i++)
        if (unit->kept[i] == proposal_id)
            return true;
    return false;
}

static enum fault ballot_unit(struct db *db, void *context, struct error *err)
{
    struct vote_unit *unit = context;
    int64_t vote_count;

    TRY(check_frozen(db, unit, err));
    TRY(drop_votes(db, unit, err));
    for (size_t i = 0; i < unit->count; i++) {
        if (is_kept(unit, unit->ids[i]))
            continue;
        unit->refused = unit->ids[i];
        TRY(vote_cast(db, unit->deed, unit->ids[i], &vote_count, err));
    }
    return FAULT_NONE;
}

enum fault store_ballot_put(struct store *store, struct deed deed, const int64_t *ids, size_t count,
                            int64_t *refused, struct error *err)
{
    struct vote_unit unit = {.deed = deed, .ids = ids, .count = count};
    enum fault fault = store_act(store, deed, ballot_unit, &unit, err);

    *refused = unit.refused;
    return fault;
}

/* ---- lists -------------------------------------------------------------------------------- */

static enum fault read_votes(struct db *db, const struct statement *statement, struct arena *arena,
                             int64_t of, int64_t after, size_t limit, struct vote **votes,
                             size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    bool row;

    stmt_int(s, of);
    stmt_int(s, after);
    stmt_int(s, (int64_t)limit);
    *votes = ARENA_ARRAY(arena, struct vote, limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*votes)[*count] = (struct vote){.proposal_id = stmt_col_int(s, 0),
                                         .member = row_person(s, 1, arena),
                                         .cast_at = stmt_col_int(s, 4)};
    }
}

enum fault votes_of_member(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                           size_t limit, struct vote **votes, size_t *count, struct error *err)
{
    return read_votes(db, &sql_votes_of_member, arena, member_id, after, limit, votes, count, err);
}

QUERY(sql_votes_of_proposal,
      "SELECT v.proposal_id, m.id, m.name, m.color, v.cast_at FROM votes v"
      " JOIN members m ON m.id = v.member_id"
      " WHERE v.proposal_id = $1 AND v.member_id > $2 ORDER BY v.member_id LIMIT $3");

enum fault votes_of_proposal(struct db *db, struct arena *arena, int64_t proposal_id, int64_t after,
                             size_t limit, struct vote **votes, size_t *count, struct error *err)
{
    struct listed listed;

    TRY(proposal_by_id(db, arena, proposal_id, &listed, err));
    return read_votes(db, &sql_votes_of_proposal, arena, proposal_id, after, limit, votes, count,
                      err);
}

QUERY(sql_voters_missing,
      "SELECT m.id, m.name, m.color FROM members m WHERE m.id > $1 AND m.state = 'active'"
      " AND NOT EXISTS (SELECT 1 FROM votes v JOIN proposals p ON p.id = v.proposal_id"
      " WHERE v.member_id = m.id AND p.status = 'open') ORDER BY m.id LIMIT $2");

enum fault voters_missing(struct db *db, struct arena *arena, int64_t after, size_t limit,
                          struct person **members, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_voters_missing);
    bool row;

    stmt_int(s, after);
    stmt_int(s, (int64_t)limit);
    *members = ARENA_ARRAY(arena, struct person, limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*members)[*count] = row_person(s, 0, arena);
    }
}
