#include "store/joining.h"

#include "store/acting.h"
#include "store/films.h"
#include "store/joins.h"
#include "store/proposals.h"
#include "store/rows.h"
#include "store/works.h"

/* What somebody else than $2 had put up. */
QUERY(sql_joins_of_others,
      "SELECT j.joined_id, p.film_id FROM joins j JOIN proposals p ON p.id = j.joined_id"
      " WHERE j.kept_id = $1 AND p.proposer_id <> $2 AND NOT EXISTS (SELECT 1 FROM proposals q"
      "  WHERE q.film_id = p.film_id AND q.status = 'open') ORDER BY j.joined_id LIMIT 1");

/* The next one; *joined_id 0: there is none. */
static enum fault next_of_others(struct db *db, int64_t kept_id, int64_t proposer_id,
                                 int64_t *joined_id, int64_t *film_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_joins_of_others);

    stmt_int(s, kept_id);
    stmt_int(s, proposer_id);
    TRY(number_or_zero(s, joined_id, err));
    *film_id = *joined_id == 0 ? 0 : stmt_col_int(s, 1);
    return FAULT_NONE;
}

CHANGE(sql_released_join_add, TOPIC_NONE,
       "INSERT INTO released_joins (joined_id, kept_id, by_itself, released_at)"
       " SELECT j.joined_id, j.kept_id, j.by_itself, $2 FROM joins j WHERE j.joined_id = $1"
       " ON CONFLICT (joined_id) DO UPDATE SET kept_id = excluded.kept_id,"
       " by_itself = excluded.by_itself, released_at = excluded.released_at");

/* The first that is up again takes the others in, where their films are one. */
enum fault join_release(struct db *db, struct deed deed, int64_t kept_id, struct error *err)
{
    struct joining joining = {.deed = deed};
    int64_t film_id, first = 0;

    for (;;) {
        TRY(next_of_others(db, kept_id, deed.actor.member_id, &joining.joined_id, &film_id, err));
        if (joining.joined_id == 0)
            break;
        TRY(run_numbers(db, &sql_released_join_add, joining.joined_id, deed.when, err));
        TRY(join_part(db, &joining, err));
        first = first == 0 ? film_id : first;
    }
    return first == 0 ? FAULT_NONE : work_settle(db, first, deed.when, err);
}

QUERY(sql_released_joins,
      "SELECT r.joined_id, r.by_itself, p.film_id FROM released_joins r"
      " JOIN proposals p ON p.id = r.joined_id AND p.status = 'open'"
      " WHERE r.kept_id = $1 AND NOT EXISTS"
      " (SELECT 1 FROM tonight t WHERE t.proposal_id = p.id) ORDER BY r.joined_id LIMIT 1");
CHANGE(sql_released_join_remove, TOPIC_NONE, "DELETE FROM released_joins WHERE joined_id = $1");
CHANGE(sql_released_joins_remove, TOPIC_NONE, "DELETE FROM released_joins WHERE kept_id = $1");

/* The next one of those that are still up, and not for tonight; joined_id 0: there is none. */
static enum fault next_released(struct db *db, struct joining *joining, int64_t *film_id,
                                struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_released_joins);

    stmt_int(s, joining->kept_id);
    TRY(number_or_zero(s, &joining->joined_id, err));
    if (joining->joined_id == 0)
        return FAULT_NONE;
    joining->by_itself = stmt_col_int(s, 1) != 0;
    *film_id = stmt_col_int(s, 2);
    return FAULT_NONE;
}

enum fault join_take_back(struct db *db, struct deed deed, int64_t kept_id, struct error *err)
{
    struct joining joining = {.deed = deed, .kept_id = kept_id};
    int64_t film_id = 0;

    for (;;) {
        TRY(next_released(db, &joining, &film_id, err));
        if (joining.joined_id == 0)
            return run_number(db, &sql_released_joins_remove, kept_id, err);
        TRY(run_number(db, &sql_released_join_remove, joining.joined_id, err));
        TRY(join_make(db, &joining, err));
        TRY(work_label(db, film_id, err));
    }
}

static enum fault load_open(struct db *db, int64_t id, struct listed *listed, struct error *err)
{
    auto_arena struct arena arena = {0};
    const struct proposal *proposal = &listed->proposal;

    TRY(proposal_by_id(db, &arena, id, listed, err));
    TRY(proposal_must_be_open(id, proposal->status, proposal->joined_to, err));
    return proposal->is_tonight ? proposal_frozen(id, err) : FAULT_NONE;
}

static enum fault join_unit(struct db *db, void *context, struct error *err)
{
    const struct joining *joining = context;
    struct listed joined, kept;
    int64_t with;

    TRY(join_kept(db, joining->joined_id, &with, err));
    if (with == joining->kept_id)
        return FAULT_NONE;
    TRY(load_open(db, joining->kept_id, &kept, err));
    TRY(load_open(db, joining->joined_id, &joined, err));
    TRY(join_make(db, joining, err));
    return work_label(db, joined.proposal.film.id, err);
}

enum fault store_proposals_join(struct store *store, struct deed deed, int64_t joined_id,
                                int64_t kept_id, struct error *err)
{
    struct joining joining = {.deed = deed, .joined_id = joined_id, .kept_id = kept_id};

    return store_act(store, deed, join_unit, &joining, err);
}

CHANGE(sql_same_films_refuse, TOPIC_NONE,
       "UPDATE same_films SET refused = 1 WHERE film_id = $1 OR other_id = $1");

/* An admin has said that it is not that film: no source makes it the same again. */
static enum fault set_apart(struct db *db, int64_t film_id, int64_t from, struct error *err)
{
    int64_t work_id, other_work_id;

    TRY(work_label(db, film_id, err));
    TRY(work_of(db, film_id, &work_id, err));
    TRY(work_of(db, from, &other_work_id, err));
    if (work_id == 0 || work_id != other_work_id)
        return FAULT_NONE;
    TRY(run_number(db, &sql_same_films_refuse, film_id, err));
    return work_label(db, film_id, err);
}

static enum fault part_unit(struct db *db, void *context, struct error *err)
{
    const struct joining *joining = context;
    auto_arena struct arena arena = {0};
    struct listed joined, kept;

    TRY(proposal_by_id(db, &arena, joining->joined_id, &joined, err));
    TRY(proposal_by_id(db, &arena, joining->kept_id, &kept, err));
    if (joined.proposal.joined_to != joining->kept_id)
        return FAULT_NONE;
    TRY(join_must_be_free(db, joining->joined_id, err));
    TRY(film_must_not_be_up(db, joined.proposal.film.id, err));
    TRY(join_part(db, joining, err));
    return set_apart(db, joined.proposal.film.id, kept.proposal.film.id, err);
}

enum fault store_proposals_part(struct store *store, struct deed deed, int64_t joined_id,
                                int64_t kept_id, struct error *err)
{
    struct joining joining = {.deed = deed, .joined_id = joined_id, .kept_id = kept_id};

    return store_act(store, deed, part_unit, &joining, err);
}
