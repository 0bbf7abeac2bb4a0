#include "store/recording.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/films.h"
#include "store/members.h"
#include "store/proposals.h"
#include "store/rows.h"
#include "store/screenings.h"

struct screening_unit {
    struct arena arena;
    struct deed deed;
    const struct screening_new *new;
    int64_t id;
};

static enum fault note_screening(struct db *db, const struct screening_unit *unit,
                                 enum activity_kind kind, int64_t proposal_id, int64_t proposer_id,
                                 struct error *err)
{
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = kind,
                                            .member_id = proposer_id,
                                            .proposal_id = proposal_id,
                                            .screening_id = unit->id},
                        err);
}

/* ---- a film was watched --------------------------------------------------------------------- */

/* What is recorded: of a proposal or by hand. */
struct record {
    int64_t film_id, proposal_id, proposer_id, day;
};

CHANGE(sql_screening_add, TOPIC_WATCHED,
       "INSERT INTO screenings (film_id, proposal_id, proposer_id, day, note, created_at)"
       " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id");

static enum fault add_screening(struct db *db, struct screening_unit *unit,
                                const struct record *record, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_add);

    stmt_int(s, record->film_id);
    stmt_int_or_null(s, record->proposal_id);
    stmt_int_or_null(s, record->proposer_id);
    stmt_int(s, record->day);
    stmt_text(s, unit->new->note);
    stmt_int(s, unit->deed.when);
    TRY(stmt_number(s, &unit->id, err));
    return note_screening(db, unit, ACTIVITY_WATCHED, record->proposal_id, record->proposer_id,
                          err);
}

static enum fault record_proposal(struct db *db, struct screening_unit *unit, struct error *err)
{
    const struct screening_new *new = unit->new;
    const struct proposal *proposal;
    struct listed listed;

    TRY(proposal_by_id(db, &unit->arena, new->proposal_id, &listed, err));
    proposal = &listed.proposal;
    TRY(proposal_must_be_open(proposal->id, proposal->status, proposal->joined_to, err));
    TRY(proposal_watch(db, proposal->id, unit->deed.when, err));
    return add_screening(db, unit,
                         &(struct record){.film_id = proposal->film.id,
                                          .proposal_id = proposal->id,
                                          .proposer_id = proposal->proposer.id,
                                          .day = new->has_day ? new->day : new->evening},
                         err);
}

/* The film is here already, or is met now. */
static enum fault find_film(struct db *db, struct screening_unit *unit, int64_t *film_id,
                            struct error *err)
{
    const struct screening_new *new = unit->new;
    struct film film;

    *film_id = new->film_id;
    if (new->film_id != 0)
        return film_by_id(db, &unit->arena, new->film_id, &film, err);
    return film_find_or_add(db, new->imdb_id, new->title, new->year, unit->deed.when, film_id, err);
}

static enum fault record_by_hand(struct db *db, struct screening_unit *unit, struct error *err)
{
    const struct screening_new *new = unit->new;
    struct record record = {.proposer_id = new->proposer_id, .day = new->day};
    struct member proposer;

    TRY(find_film(db, unit, &record.film_id, err));
    TRY(film_must_be_free(db, record.film_id, err));
    if (new->proposer_id != 0)
        TRY(member_by_id(db, &unit->arena, new->proposer_id, &proposer, err));
    return add_screening(db, unit, &record, err);
}

static enum fault record_unit(struct db *db, void *context, struct error *err)
{
    struct screening_unit *unit = context;

    return unit->new->proposal_id != 0 ? record_proposal(db, unit, err)
                                       : record_by_hand(db, unit, err);
}

enum fault store_screening_add(struct store *store, struct deed deed,
                               const struct screening_new *screening, int64_t *id,
                               struct error *err)
{
    struct screening_unit unit = {.deed = deed, .new = screening};
    enum fault fault = store_act(store, deed, record_unit, &unit, err);

    arena_release(&unit.arena);
    *id = unit.id;
    return fault;
}

/* ---- … or was not --------------------------------------------------------------------------- */

CHANGE(sql_screening_remove, TOPIC_WATCHED, "UPDATE screenings SET removed_at = $2 WHERE id = $1");

static enum fault remove_screening_unit(struct db *db, void *context, struct error *err)
{
    struct screening_unit *unit = context;
    struct screening screening;

    TRY(screening_by_id(db, &unit->arena, unit->id, &screening, err));
    if (screening.proposal_id != 0) {
        TRY(film_must_be_free(db, screening.film.id, err));
        TRY(proposal_reopen(db, screening.proposal_id, err));
    }
    TRY(run_numbers(db, &sql_screening_remove, unit->id, unit->deed.when, err));
    return note_screening(db, unit, ACTIVITY_SCREENING_REMOVED, screening.proposal_id,
                          screening.proposer.id, err);
}

enum fault store_screening_remove(struct store *store, struct deed deed, int64_t id,
                                  struct error *err)
{
    struct screening_unit unit = {.deed = deed, .id = id};
    enum fault fault = store_act(store, deed, remove_screening_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}
