#include "store/joins.h"

#include "store/activity.h"
#include "store/frozen.h"
#include "store/held_votes.h"
#include "store/notices.h"
#include "store/proposals.h"
#include "store/rows.h"

QUERY(sql_join_of, "SELECT kept_id FROM joins WHERE joined_id = $1");

enum fault join_kept(struct db *db, int64_t proposal_id, int64_t *kept_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_join_of);

    stmt_int(s, proposal_id);
    return number_or_zero(s, kept_id, err);
}

static enum fault tell(struct db *db, const struct joining *joining, const char *kind,
                       const struct proposal *theirs, const struct proposal *other,
                       struct error *err)
{
    if (theirs->proposer.id == 0)
        return FAULT_NONE;
    return notice_give(
        db,
        &(struct notice_new){.member_id = theirs->proposer.id,
                             .kind = kind,
                             .proposal_id = theirs->id,
                             .other_id = other->id,
                             .now = joining->deed.when,
                             .is_known = theirs->proposer.id == joining->deed.actor.member_id},
        err);
}

/* Whoever proposed the other one finds it, too (store/activity.c). */
static enum fault note_joining(struct db *db, const struct joining *joining,
                               enum activity_kind kind, const struct proposal *joined,
                               const struct proposal *kept, struct error *err)
{
    return activity_add(db, joining->deed,
                        &(struct happening){.kind = kind,
                                            .member_id = joined->proposer.id,
                                            .proposal_id = joined->id,
                                            .other_id = kept->id},
                        err);
}

/* Whoever proposed both is told once. */
static enum fault tell_and_note(struct db *db, const struct joining *joining,
                                enum activity_kind kind, struct error *err)
{
    const char *word = kind == ACTIVITY_FILMS_JOINED ? "joined" : "parted";
    auto_arena struct arena arena = {0};
    struct listed joined, kept;

    TRY(proposal_by_id(db, &arena, joining->joined_id, &joined, err));
    TRY(proposal_by_id(db, &arena, joining->kept_id, &kept, err));
    TRY(note_joining(db, joining, kind, &joined.proposal, &kept.proposal, err));
    TRY(tell(db, joining, word, &joined.proposal, &kept.proposal, err));
    if (kept.proposal.proposer.id == joined.proposal.proposer.id)
        return FAULT_NONE;
    return tell(db, joining, word, &kept.proposal, &joined.proposal, err);
}

CHANGE(sql_join_add, TOPIC_PAGE,
       "INSERT INTO joins (joined_id, kept_id, member_id, by_itself, joined_at)"
       " VALUES ($1, $2, $3, $4, $5)");
/* $1's votes for $2, each member's once; the first says which they are, the last from where. */
CHANGE(sql_votes_note_move, TOPIC_NONE,
       "INSERT INTO moved_votes (proposal_id, member_id) SELECT $2, v.member_id FROM votes v"
       " WHERE v.proposal_id = $1 AND NOT EXISTS (SELECT 1 FROM votes w"
       "  WHERE w.proposal_id = $2 AND w.member_id = v.member_id)");
CHANGE(sql_votes_move, TOPIC_PAGE,
       "INSERT INTO votes (proposal_id, member_id, cast_at) SELECT $2, v.member_id, v.cast_at"
       " FROM votes v WHERE v.proposal_id = $1 ON CONFLICT (proposal_id, member_id) DO NOTHING");
CHANGE(sql_votes_note_source, TOPIC_NONE,
       "INSERT INTO moved_from (proposal_id, member_id, joined_id) SELECT $2, v.member_id, $1"
       " FROM votes v JOIN moved_votes m ON m.proposal_id = $2 AND m.member_id = v.member_id"
       " WHERE v.proposal_id = $1");

enum fault join_make(struct db *db, const struct joining *joining, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_join_add);

    stmt_int(s, joining->joined_id);
    stmt_int(s, joining->kept_id);
    stmt_int_or_null(s, joining->deed.actor.member_id);
    stmt_int(s, joining->by_itself ? 1 : 0);
    stmt_int(s, joining->deed.when);
    TRY(stmt_run(s, err));
    TRY(run_numbers(db, &sql_votes_note_move, joining->joined_id, joining->kept_id, err));
    TRY(run_numbers(db, &sql_votes_move, joining->joined_id, joining->kept_id, err));
    TRY(run_numbers(db, &sql_votes_note_source, joining->joined_id, joining->kept_id, err));
    TRY(held_votes_join(db, joining->joined_id, joining->kept_id, err));
    TRY(proposal_close(db, joining->joined_id, joining->deed.when, err));
    return tell_and_note(db, joining, ACTIVITY_FILMS_JOINED, err);
}

CHANGE(sql_vote_keep, TOPIC_NONE,
       "DELETE FROM moved_votes WHERE proposal_id = $1 AND member_id = $2");

enum fault join_keep_vote(struct db *db, int64_t kept_id, int64_t member_id, struct error *err)
{
    return run_numbers(db, &sql_vote_keep, kept_id, member_id, err);
}

enum fault join_must_be_free(struct db *db, int64_t joined_id, struct error *err)
{
    int64_t kept_id;

    TRY(join_kept(db, joined_id, &kept_id, err));
    while (kept_id != 0) {
        TRY(frozen_must_not_be(db, kept_id, err));
        TRY(join_kept(db, kept_id, &kept_id, err));
    }
    return FAULT_NONE;
}

CHANGE(sql_join_remove, TOPIC_PAGE, "DELETE FROM joins WHERE joined_id = $1");
/* What came over to $1, and comes from nowhere any more. */
CHANGE(sql_votes_give_back, TOPIC_PAGE,
       "DELETE FROM votes WHERE proposal_id = $1 AND member_id IN (SELECT m.member_id"
       " FROM moved_votes m WHERE m.proposal_id = $1 AND NOT EXISTS (SELECT 1 FROM moved_from f"
       "  WHERE f.proposal_id = $1 AND f.member_id = m.member_id))");

/* What joined a proposal that has joined another lent its votes to both. */
enum fault join_part(struct db *db, const struct joining *joining, struct error *err)
{
    struct joining parted = *joining;

    TRY(join_kept(db, joining->joined_id, &parted.kept_id, err));
    TRY(run_number(db, &sql_join_remove, joining->joined_id, err));
    TRY(proposal_reopen(db, joining->joined_id, err));
    for (int64_t kept_id = parted.kept_id; kept_id != 0;) {
        TRY(run_number(db, &sql_votes_give_back, kept_id, err));
        TRY(held_votes_part(db, kept_id, err));
        TRY(join_kept(db, kept_id, &kept_id, err));
    }
    return tell_and_note(db, &parted, ACTIVITY_FILMS_PARTED, err);
}

QUERY(sql_joins_of,
      "SELECT j.joined_id, coalesce(f.title, f.imdb_id), f.imdb_id, m.id, m.name, m.color,"
      " j.by_itself, b.id, b.name, b.color, j.joined_at"
      " FROM joins j JOIN proposals p ON p.id = j.joined_id JOIN films f ON f.id = p.film_id"
      " LEFT JOIN members m ON m.id = p.proposer_id LEFT JOIN members b ON b.id = j.member_id"
      " WHERE j.kept_id = $1 ORDER BY j.joined_id LIMIT $2");

enum fault joins_of(struct db *db, struct arena *arena, int64_t kept_id, struct join **joins,
                    size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_joins_of);
    bool row;

    *joins = ARENA_ARRAY(arena, struct join, JOINS_MAX);
    stmt_int(s, kept_id);
    stmt_int(s, JOINS_MAX);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*joins)[*count] = (struct join){.joined_id = stmt_col_int(s, 0),
                                         .title = row_text(s, 1, arena),
                                         .imdb_id = row_text(s, 2, arena),
                                         .proposer = row_person(s, 3, arena),
                                         .by_itself = stmt_col_int(s, 6) != 0,
                                         .joined_by = row_person(s, 7, arena),
                                         .joined_at = stmt_col_int(s, 10)};
    }
}
