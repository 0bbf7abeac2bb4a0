#include "store/restoring.h"

#include "domain/undo.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/films.h"
#include "store/joining.h"
#include "store/members.h"
#include "store/poster_wants.h"
#include "store/proposals.h"
#include "store/rows.h"

struct restore_unit {
    struct arena arena;
    struct deed deed;
    int64_t id, club_limit;
};

QUERY(sql_proposal_closed_at, "SELECT closed_at FROM proposals WHERE id = $1");

static enum fault must_be_in_time(struct db *db, const struct restore_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_closed_at);
    int64_t closed_at;

    stmt_int(s, unit->id);
    TRY(number_or_zero(s, &closed_at, err));
    return undo_in_time(closed_at, unit->deed.when, err);
}

/* Withdrawn, and nothing else: what was watched has a screening to undo. */
static enum fault must_be_withdrawn(const struct proposal *proposal, struct error *err)
{
    if (proposal->status == PROPOSAL_WITHDRAWN && proposal->joined_to == 0)
        return FAULT_NONE;
    return proposal_must_be_open(proposal->id, proposal->status, proposal->joined_to, err);
}

/* It takes up a place of its proposer's again. */
static enum fault proposer_within_limit(struct db *db, struct restore_unit *unit,
                                        int64_t proposer_id, struct error *err)
{
    struct member member;

    if (proposer_id == 0)
        return FAULT_NONE;
    TRY(member_by_id(db, &unit->arena, proposer_id, &member, err));
    return proposal_within_limit(member.open_proposals, member_limit_in(&member, unit->club_limit),
                                 proposer_id == unit->deed.actor.member_id, err);
}

static enum fault put_up_again(struct db *db, struct restore_unit *unit,
                               const struct proposal *proposal, struct error *err)
{
    TRY(join_take_back(db, unit->deed, unit->id, err));
    TRY(film_must_be_free(db, proposal->film.id, err));
    TRY(proposer_within_limit(db, unit, proposal->proposer.id, err));
    TRY(proposal_reopen(db, unit->id, err));
    return film_want_poster(db, proposal->film.id, err);
}

static enum fault restore_unit(struct db *db, void *context, struct error *err)
{
    struct restore_unit *unit = context;
    struct listed listed;
    const struct proposal *proposal = &listed.proposal;

    TRY(proposal_to_change(db, &unit->arena, unit->deed.actor, unit->id, &listed, err));
    if (proposal->status == PROPOSAL_OPEN)
        return FAULT_NONE;
    TRY(must_be_withdrawn(proposal, err));
    TRY(must_be_in_time(db, unit, err));
    TRY(put_up_again(db, unit, proposal, err));
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = ACTIVITY_PROPOSAL_RESTORED,
                                            .member_id = proposal->proposer.id,
                                            .proposal_id = unit->id},
                        err);
}

enum fault store_proposal_restore(struct store *store, struct deed deed, int64_t id,
                                  int64_t club_limit, struct error *err)
{
    struct restore_unit unit = {.deed = deed, .id = id, .club_limit = club_limit};
    enum fault fault = store_act(store, deed, restore_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}
