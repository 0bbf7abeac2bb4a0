#include "store/held_votes.h"

#include "base/auto.h"
#include "store/rows.h"

/* Of a proposal p. */
#define LIVE "(p.status = 'open' OR EXISTS (SELECT 1 FROM joins l WHERE l.joined_id = p.id))"

CHANGE(sql_held_votes_add, TOPIC_NONE,
       "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved)"
       " SELECT v.proposal_id, v.member_id, v.cast_at, CASE WHEN EXISTS (SELECT 1 FROM"
       "  moved_votes m WHERE m.proposal_id = v.proposal_id AND m.member_id = v.member_id)"
       "  THEN 1 ELSE 0 END"
       " FROM votes v JOIN proposals p ON p.id = v.proposal_id"
       " WHERE v.member_id = $1 AND " LIVE);
CHANGE(sql_votes_hold, TOPIC_PAGE,
       "DELETE FROM votes WHERE member_id = $1"
       " AND proposal_id IN (SELECT h.proposal_id FROM held_votes h WHERE h.member_id = $1)");

/* What says that a vote was moved, and from where, goes with the vote. */
enum fault held_votes_take(struct db *db, int64_t member_id, struct error *err)
{
    TRY(run_number(db, &sql_held_votes_add, member_id, err));
    return run_number(db, &sql_votes_hold, member_id, err);
}

#define HELD_AND_LIVE                                                                              \
    " FROM held_votes h JOIN proposals p ON p.id = h.proposal_id"                                  \
    " WHERE h.member_id = $1 AND " LIVE

CHANGE(sql_votes_give_back_held, TOPIC_PAGE,
       "INSERT INTO votes (proposal_id, member_id, cast_at)"
       " SELECT h.proposal_id, h.member_id, h.cast_at" HELD_AND_LIVE);
CHANGE(sql_moved_votes_give_back, TOPIC_NONE,
       "INSERT INTO moved_votes (proposal_id, member_id)"
       " SELECT h.proposal_id, h.member_id" HELD_AND_LIVE " AND h.moved = 1");
/* Also to a proposal that was closed while its vote came from this one. */
CHANGE(sql_moved_from_give_back, TOPIC_NONE,
       "INSERT INTO moved_from (proposal_id, member_id, joined_id)"
       " SELECT m.proposal_id, m.member_id, h.proposal_id FROM held_votes h"
       " JOIN joins j ON j.joined_id = h.proposal_id"
       " JOIN moved_votes m ON m.proposal_id = j.kept_id AND m.member_id = h.member_id"
       " WHERE h.member_id = $1");
CHANGE(sql_held_votes_remove, TOPIC_NONE,
       "DELETE FROM held_votes WHERE member_id = $1 AND proposal_id IN"
       " (SELECT h.proposal_id" HELD_AND_LIVE ")");

enum fault held_votes_give_back(struct db *db, int64_t member_id, struct error *err)
{
    TRY(run_number(db, &sql_votes_give_back_held, member_id, err));
    TRY(run_number(db, &sql_moved_votes_give_back, member_id, err));
    TRY(run_number(db, &sql_moved_from_give_back, member_id, err));
    return run_number(db, &sql_held_votes_remove, member_id, err);
}

#define IS_OUT(member) " (SELECT m.state FROM members m WHERE m.id = " member ") = 'inactive'"

CHANGE(sql_held_votes_add_late, TOPIC_NONE,
       "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved)"
       " SELECT v.proposal_id, v.member_id, v.cast_at, CASE WHEN EXISTS (SELECT 1 FROM"
       "  moved_votes m WHERE m.proposal_id = v.proposal_id AND m.member_id = v.member_id)"
       "  THEN 1 ELSE 0 END"
       " FROM votes v WHERE v.proposal_id = $1 AND" IS_OUT("v.member_id"));
CHANGE(sql_votes_hold_late, TOPIC_PAGE,
       "DELETE FROM votes WHERE proposal_id = $1 AND" IS_OUT("member_id"));

#define HELD_FOR_NOTHING " FROM held_votes h WHERE h.proposal_id = $1 AND NOT" IS_OUT("h.member_id")

CHANGE(sql_votes_give_back_late, TOPIC_PAGE,
       "INSERT INTO votes (proposal_id, member_id, cast_at)"
       " SELECT h.proposal_id, h.member_id, h.cast_at" HELD_FOR_NOTHING);
CHANGE(sql_moved_votes_give_back_late, TOPIC_NONE,
       "INSERT INTO moved_votes (proposal_id, member_id)"
       " SELECT h.proposal_id, h.member_id" HELD_FOR_NOTHING " AND h.moved = 1");
CHANGE(sql_moved_from_give_back_late, TOPIC_NONE,
       "INSERT INTO moved_from (proposal_id, member_id, joined_id)"
       " SELECT m.proposal_id, m.member_id, j.joined_id FROM moved_votes m"
       " JOIN joins j ON j.kept_id = m.proposal_id"
       " JOIN votes v ON v.proposal_id = j.joined_id AND v.member_id = m.member_id"
       " WHERE m.proposal_id = $1 AND NOT EXISTS (SELECT 1 FROM moved_from f"
       "  WHERE f.proposal_id = $1 AND f.member_id = m.member_id AND f.joined_id = j.joined_id)");
CHANGE(sql_held_votes_remove_late, TOPIC_NONE,
       "DELETE FROM held_votes WHERE proposal_id = $1 AND NOT" IS_OUT("member_id"));

enum fault held_votes_catch_up(struct db *db, int64_t proposal_id, struct error *err)
{
    static const struct statement *const in_order[] = {
        &sql_held_votes_add_late,       &sql_votes_hold_late,
        &sql_votes_give_back_late,      &sql_moved_votes_give_back_late,
        &sql_moved_from_give_back_late, &sql_held_votes_remove_late,
    };

    for (size_t i = 0; i < COUNT_OF(in_order); i++)
        TRY(run_number(db, in_order[i], proposal_id, err));
    return FAULT_NONE;
}

CHANGE(sql_held_votes_join, TOPIC_NONE,
       "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved)"
       " SELECT $2, h.member_id, h.cast_at, 1 FROM held_votes h WHERE h.proposal_id = $1"
       " ON CONFLICT (proposal_id, member_id) DO NOTHING");

enum fault held_votes_join(struct db *db, int64_t joined_id, int64_t kept_id, struct error *err)
{
    return run_numbers(db, &sql_held_votes_join, joined_id, kept_id, err);
}

CHANGE(sql_held_votes_part, TOPIC_NONE,
       "DELETE FROM held_votes WHERE proposal_id = $1 AND moved = 1 AND NOT EXISTS"
       " (SELECT 1 FROM joins j JOIN held_votes h ON h.proposal_id = j.joined_id"
       "  WHERE j.kept_id = $1 AND h.member_id = held_votes.member_id)");

enum fault held_votes_part(struct db *db, int64_t kept_id, struct error *err)
{
    return run_number(db, &sql_held_votes_part, kept_id, err);
}
