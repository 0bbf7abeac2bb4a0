#include "store/proposing.h"

#include <string.h>

#include "base/search_key.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/films.h"
#include "store/joining.h"
#include "store/members.h"
#include "store/poster_wants.h"
#include "store/proposals.h"
#include "store/recording.h"
#include "store/rows.h"
#include "store/seen.h"
#include "store/votes.h"
#include "store/wishes.h"
#include "store/works.h"

struct proposal_unit {
    struct arena arena;
    const struct proposal_new *new;
    const struct proposal_change *change;
    struct deed deed;
    int64_t id, film_id;
    bool is_up;
};

static enum fault within_limit(struct db *db, struct proposal_unit *unit, struct error *err)
{
    struct member member;

    TRY(member_by_id(db, &unit->arena, unit->deed.actor.member_id, &member, err));
    return proposal_within_limit(member.open_proposals,
                                 member_limit_in(&member, unit->new->club_limit), true, err);
}

/* Up under a title with the search key $1, and no other year than $2 (0: unknown), give or take
 * one. */
QUERY(sql_title_open_proposal,
      "SELECT p.id FROM proposals p JOIN films f ON f.id = p.film_id"
      " WHERE p.status = 'open'"
      " AND p.film_id IN (SELECT t.film_id FROM film_titles t WHERE t.key = $1)"
      " AND ($2 = 0 OR coalesce(f.year, $2) BETWEEN $2 - 1 AND $2 + 1) ORDER BY p.id LIMIT 1");

/* A title alone may be that of a film which is up under its id, or with another year. */
static enum fault title_must_be_free(struct db *db, struct proposal_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_title_open_proposal);
    const struct proposal_new *new = unit->new;
    int64_t id;

    if (!new->unless_up || new->imdb_id != NULL)
        return FAULT_NONE;
    stmt_text(s, search_key(&unit->arena, new->title));
    stmt_int(s, new->year);
    TRY(number_or_zero(s, &id, err));
    return id == 0 ? FAULT_NONE : already_open(id, err);
}

CHANGE(sql_proposal_add, TOPIC_PAGE,
       "INSERT INTO proposals (film_id, proposer_id, created_at, note) VALUES ($1, $2, $3, $4)"
       " RETURNING id");

static enum fault note_proposal(struct db *db, const struct proposal_unit *unit,
                                struct happening what, struct error *err)
{
    what.proposal_id = unit->id;
    return activity_add(db, unit->deed, &what, err);
}

static enum fault add_if_free(struct db *db, struct proposal_unit *unit, struct error *err)
{
    const struct proposal_new *new = unit->new;
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_add);

    TRY(title_must_be_free(db, unit, err));
    TRY(film_find_or_add(db, new->imdb_id, new->title, new->year, unit->deed.when, &unit->film_id,
                         err));
    TRY(film_must_be_free(db, unit->film_id, err));
    TRY(within_limit(db, unit, err));
    stmt_int(s, unit->film_id);
    stmt_int(s, unit->deed.actor.member_id);
    stmt_int(s, unit->deed.when);
    stmt_text(s, new->note);
    TRY(stmt_number(s, &unit->id, err));
    return note_proposal(
        db, unit,
        (struct happening){.kind = ACTIVITY_PROPOSED, .member_id = unit->deed.actor.member_id},
        err);
}

/* Whoever wants to vote for it votes for the one that is up. */
static enum fault propose_unit(struct db *db, void *context, struct error *err)
{
    struct proposal_unit *unit = context;
    const struct proposal_new *new = unit->new;
    enum fault fault = add_if_free(db, unit, err);
    int64_t vote_count;

    if (!new->vote || (fault != FAULT_NONE && fault != FAULT_ALREADY_OPEN))
        return fault;
    if (fault == FAULT_ALREADY_OPEN) {
        unit->id = err->params[0].number;
        unit->is_up = true;
        error_init(err);
    }
    return vote_cast(db, unit->deed, unit->id, &vote_count, err);
}

enum fault store_proposal_add(struct store *store, struct deed deed,
                              const struct proposal_new *proposal, struct proposed *proposed,
                              struct error *err)
{
    struct proposal_unit unit = {.deed = deed, .new = proposal};
    enum fault fault = store_act(store, deed, propose_unit, &unit, err);

    arena_release(&unit.arena);
    *proposed = (struct proposed){.id = unit.id, .film_id = unit.film_id, .is_up = unit.is_up};
    return fault;
}

/* The proposal, if it is open and the actor may change it. */
static enum fault load_for_change(struct db *db, struct proposal_unit *unit, struct listed *listed,
                                  struct error *err)
{
    const struct proposal *proposal = &listed->proposal;

    TRY(proposal_to_change(db, &unit->arena, unit->deed.actor, unit->id, listed, err));
    return proposal_must_be_open(proposal->id, proposal->status, proposal->joined_to, err);
}

static enum fault must_not_be_tonight(const struct proposal *proposal, struct error *err)
{
    return proposal->is_tonight ? proposal_frozen(proposal->id, err) : FAULT_NONE;
}

static enum fault withdraw_proposal_unit(struct db *db, void *context, struct error *err)
{
    struct proposal_unit *unit = context;
    struct listed listed;

    TRY(load_for_change(db, unit, &listed, err));
    TRY(must_not_be_tonight(&listed.proposal, err));
    TRY(proposal_close(db, unit->id, unit->deed.when, err));
    TRY(note_proposal(
        db, unit,
        (struct happening){.kind = ACTIVITY_WITHDRAWN, .member_id = listed.proposal.proposer.id},
        err));
    if (listed.proposal.proposer.id != unit->deed.actor.member_id)
        return FAULT_NONE;
    return join_release(db, unit->deed, unit->id, err);
}

enum fault store_proposal_withdraw(struct store *store, struct deed deed, int64_t id,
                                   struct error *err)
{
    struct proposal_unit unit = {.deed = deed, .id = id};
    enum fault fault = store_act(store, deed, withdraw_proposal_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}

/* Where an admin has made the two films one, what is up for them may be the proposal itself. */
static enum fault may_move(struct db *db, const struct proposal_unit *unit, struct error *err)
{
    enum fault fault = film_must_be_free(db, unit->film_id, err);

    if (fault != FAULT_ALREADY_OPEN || err->params[0].number != unit->id)
        return fault;
    error_init(err);
    return FAULT_NONE;
}

CHANGE(sql_film_remove, TOPIC_NONE, "DELETE FROM films WHERE id = $1");
QUERY(sql_film_proposals_count, "SELECT count(*) FROM proposals WHERE film_id = $1");
CHANGE(sql_proposal_set_film, TOPIC_PAGE, "UPDATE proposals SET film_id = $2 WHERE id = $1");

/* The film is known under its id already: the proposal moves there. The one entered by hand goes,
 * unless an older proposal still shows it. */
static enum fault move_to_film(struct db *db, struct proposal_unit *unit, int64_t by_hand,
                               struct error *err)
{
    auto_stmt struct stmt *uses = db_stmt(db, &sql_film_proposals_count);
    auto_stmt struct stmt *gone = db_stmt(db, &sql_film_remove);
    int64_t left;

    TRY(may_move(db, unit, err));
    TRY(film_want_poster(db, unit->film_id, err));
    TRY(run_numbers(db, &sql_proposal_set_film, unit->id, unit->film_id, err));
    TRY(seen_copy(db, by_hand, unit->film_id, err));
    TRY(wishes_copy(db, by_hand, unit->film_id, err));
    TRY(screenings_move(db, by_hand, unit->film_id, err));
    TRY(activity_move_film(db, by_hand, unit->film_id, err));
    TRY(work_label(db, by_hand, err));
    TRY(work_label(db, unit->film_id, err));
    stmt_int(uses, by_hand);
    TRY(stmt_number(uses, &left, err));
    if (left > 0)
        return FAULT_NONE;
    stmt_int(gone, by_hand);
    return stmt_run(gone, err);
}

static enum fault refuse_link(const char *imdb_id, struct error *err)
{
    error_set(err, FAULT_ALREADY_LINKED, "This film is already linked to %s.", imdb_id);
    error_param_text(err, "imdb_id", imdb_id);
    return FAULT_ALREADY_LINKED;
}

CHANGE(sql_film_link, TOPIC_FILMS, "UPDATE films SET imdb_id = $2 WHERE id = $1");

/* The film that was entered by hand gets the id, or the proposal moves to the one that has it. */
static enum fault link_film(struct db *db, struct proposal_unit *unit, int64_t by_hand,
                            struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_link);
    struct film film;
    enum fault fault = film_by_imdb_id(db, &unit->arena, unit->change->imdb_id, &film, err);

    if (fault == FAULT_NONE) {
        unit->film_id = film.id;
        return move_to_film(db, unit, by_hand, err);
    }
    if (fault != FAULT_NOT_FOUND)
        return fault;
    error_init(err);
    stmt_int(s, by_hand);
    stmt_text(s, unit->change->imdb_id);
    return stmt_run(s, err);
}

static enum fault link_proposal(struct db *db, struct proposal_unit *unit,
                                const struct proposal *proposal, struct error *err)
{
    const struct film *film = &proposal->film;

    TRY(must_not_be_tonight(proposal, err));
    if (film->imdb_id != NULL)
        return refuse_link(film->imdb_id, err);
    TRY(link_film(db, unit, film->id, err));
    return note_proposal(db, unit,
                         (struct happening){.kind = ACTIVITY_LINKED,
                                            .member_id = proposal->proposer.id,
                                            .text = unit->change->imdb_id},
                         err);
}

CHANGE(sql_proposal_set_note, TOPIC_PAGE, "UPDATE proposals SET note = $2 WHERE id = $1");

static enum fault change_note(struct db *db, const struct proposal_unit *unit,
                              const struct proposal *proposal, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_set_note);
    const char *note = unit->change->note;
    const bool is_cleared = *note == '\0';

    if (strcmp(note, proposal->note == NULL ? "" : proposal->note) == 0)
        return FAULT_NONE;
    if (!is_cleared && proposal->proposer.id != unit->deed.actor.member_id)
        return error_set(err, FAULT_FORBIDDEN,
                         "Only whoever proposed it can say why. An admin can clear it.");
    stmt_int(s, unit->id);
    stmt_text(s, is_cleared ? NULL : note);
    TRY(stmt_run(s, err));
    return note_proposal(
        db, unit,
        (struct happening){.kind = is_cleared ? ACTIVITY_NOTE_CLEARED : ACTIVITY_NOTE_CHANGED,
                           .member_id = proposal->proposer.id},
        err);
}

static enum fault change_proposal_unit(struct db *db, void *context, struct error *err)
{
    struct proposal_unit *unit = context;
    struct listed listed;

    TRY(load_for_change(db, unit, &listed, err));
    if (unit->change->note != NULL)
        TRY(change_note(db, unit, &listed.proposal, err));
    return unit->change->imdb_id == NULL ? FAULT_NONE
                                         : link_proposal(db, unit, &listed.proposal, err);
}

enum fault store_proposal_change(struct store *store, struct deed deed, int64_t id,
                                 const struct proposal_change *change, struct error *err)
{
    struct proposal_unit unit = {.deed = deed, .id = id, .change = change};
    enum fault fault = store_act(store, deed, change_proposal_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}
