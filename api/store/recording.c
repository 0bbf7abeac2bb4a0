#include "store/recording.h"

#include <string.h>

#include "domain/undo.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/films.h"
#include "store/members.h"
#include "store/proposals.h"
#include "store/rows.h"
#include "store/screenings.h"
#include "store/tonight.h"
#include "store/works.h"

struct screening_unit {
    struct arena arena;
    struct deed deed;
    const struct screening_new *new;
    int64_t id;
};

/* What is recorded: of a proposal or by hand. */
struct record {
    int64_t film_id, proposal_id, proposer_id, day;
    int64_t created_at;
    int64_t removed_at;     /* 0: it is there */
    struct settled settled; /* while it was tonight's */
};

static enum fault note_screening(struct db *db, const struct screening_unit *unit,
                                 enum activity_kind kind, const struct record *record,
                                 struct error *err)
{
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = kind,
                                            .member_id = record->proposer_id,
                                            .proposal_id = record->proposal_id,
                                            .film_id = record->film_id,
                                            .screening_id = unit->id},
                        err);
}

/* ---- a film was watched --------------------------------------------------------------------- */

CHANGE(sql_screening_add, TOPIC_WATCHED,
       "INSERT INTO screenings (film_id, proposal_id, proposer_id, day, note, created_at,"
       " settled_at, drawn_from, starts_at)"
       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id");

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
    stmt_int_or_null(s, record->settled.at);
    stmt_int_or_null(s, record->settled.drawn_from);
    stmt_int_or_null(s, record->settled.starts_at);
    TRY(stmt_number(s, &unit->id, err));
    return note_screening(db, unit, ACTIVITY_WATCHED, record, err);
}

/* Whoever records it the next day means the evening when it was to start, or was settled on. */
static int64_t evening_of(const struct screening_unit *unit, const struct settled *settled)
{
    int64_t begun = settled->starts_at != 0 ? settled->starts_at : settled->at;
    int64_t when = unit->deed.when;

    return zone_evening(unit->new->zone, begun != 0 && begun < when ? begun : when);
}

static enum fault take_from_tonight(struct db *db, const struct screening_unit *unit,
                                    struct record *record, struct error *err)
{
    TRY(tonight_take(db, record->proposal_id, &record->settled, err));
    if (unit->new->tonight && record->settled.at == 0)
        return error_set(err, FAULT_NOTHING_TONIGHT, "This film is not settled on for tonight.");
    record->day = unit->new->has_day ? unit->new->day : evening_of(unit, &record->settled);
    return FAULT_NONE;
}

static enum fault record_proposal(struct db *db, struct screening_unit *unit, struct error *err)
{
    const struct proposal *proposal;
    struct record record;
    struct listed listed;

    TRY(proposal_by_id(db, &unit->arena, unit->new->proposal_id, &listed, err));
    proposal = &listed.proposal;
    TRY(proposal_must_be_open(proposal->id, proposal->status, proposal->joined_to, err));
    record = (struct record){.film_id = proposal->film.id,
                             .proposal_id = proposal->id,
                             .proposer_id = proposal->proposer.id};
    TRY(take_from_tonight(db, unit, &record, err));
    TRY(proposal_watch(db, proposal->id, unit->deed.when, err));
    TRY(work_catch_up(db, proposal->id, proposal->film.id, unit->deed.when, err));
    return add_screening(db, unit, &record, err);
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

/* ---- what is said of it --------------------------------------------------------------------- */

struct change_unit {
    struct screening_unit all;
    const struct screening_change *change;
};

CHANGE(sql_screening_change, TOPIC_WATCHED,
       "UPDATE screenings SET day = $2, note = $3, proposer_id = $4 WHERE id = $1");

static bool is_same_note(const char *one, const char *other)
{
    return strcmp(one == NULL ? "" : one, other == NULL ? "" : other) == 0;
}

static bool changes_nothing(const struct screening_change *change,
                            const struct screening *screening)
{
    return (!change->set_day || change->day == screening->day) &&
           (!change->set_note || is_same_note(change->note, screening->note)) &&
           (!change->set_proposer || change->proposer_id == screening->proposer.id);
}

static enum fault change_screening_unit(struct db *db, void *context, struct error *err)
{
    struct change_unit *unit = context;
    const struct screening_change *change = unit->change;
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_change);
    struct screening screening;
    struct record record;
    struct member proposer;

    TRY(screening_by_id(db, &unit->all.arena, unit->all.id, &screening, err));
    if (changes_nothing(change, &screening))
        return FAULT_NONE;
    if (change->set_proposer && change->proposer_id != 0)
        TRY(member_by_id(db, &unit->all.arena, change->proposer_id, &proposer, err));
    record = (struct record){.film_id = screening.film.id,
                             .proposal_id = screening.proposal_id,
                             .proposer_id = change->set_proposer ? change->proposer_id
                                                                 : screening.proposer.id};
    stmt_int(s, screening.id);
    stmt_int(s, change->set_day ? change->day : screening.day);
    stmt_text(s, change->set_note ? change->note : screening.note);
    stmt_int_or_null(s, record.proposer_id);
    TRY(stmt_run(s, err));
    return note_screening(db, &unit->all, ACTIVITY_SCREENING_CHANGED, &record, err);
}

enum fault store_screening_change(struct store *store, struct deed deed, int64_t id,
                                  const struct screening_change *change, struct error *err)
{
    struct change_unit unit = {.all = {.deed = deed, .id = id}, .change = change};
    enum fault fault = store_act(store, deed, change_screening_unit, &unit, err);

    arena_release(&unit.all.arena);
    return fault;
}

/* ---- it was not watched, or was after all --------------------------------------------------- */

QUERY(sql_screening_record,
      "SELECT film_id, coalesce(proposal_id, 0), coalesce(proposer_id, 0), day, created_at,"
      " coalesce(removed_at, 0), coalesce(settled_at, 0), coalesce(drawn_from, 0),"
      " coalesce(starts_at, 0) FROM screenings WHERE id = $1");

static enum fault read_record(struct db *db, int64_t id, struct record *record, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_record);
    bool row;

    stmt_int(s, id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return screening_missing(id, err);
    *record = (struct record){.film_id = stmt_col_int(s, 0),
                              .proposal_id = stmt_col_int(s, 1),
                              .proposer_id = stmt_col_int(s, 2),
                              .day = stmt_col_int(s, 3),
                              .created_at = stmt_col_int(s, 4),
                              .removed_at = stmt_col_int(s, 5),
                              .settled = {.at = stmt_col_int(s, 6),
                                          .drawn_from = stmt_col_int(s, 7),
                                          .starts_at = stmt_col_int(s, 8)}};
    return FAULT_NONE;
}

CHANGE(sql_screening_set_removed, TOPIC_WATCHED,
       "UPDATE screenings SET removed_at = $2 WHERE id = $1");

/* `when` is 0 if it was watched after all. */
static enum fault set_removed(struct db *db, int64_t id, int64_t when, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_set_removed);

    stmt_int(s, id);
    stmt_int_or_null(s, when);
    return stmt_run(s, err);
}

/* The screening may be of another film by now (screenings_move), and neither may be up. */
static enum fault reopen_its_proposal(struct db *db, struct screening_unit *unit,
                                      const struct record *record, struct error *err)
{
    struct listed listed;

    TRY(proposal_by_id(db, &unit->arena, record->proposal_id, &listed, err));
    TRY(film_must_be_free(db, record->film_id, err));
    TRY(film_must_be_free(db, listed.proposal.film.id, err));
    TRY(proposal_reopen(db, record->proposal_id, err));
    if (record->settled.at == 0 || !undo_is_in_time(record->created_at, unit->deed.when))
        return FAULT_NONE;
    return tonight_put_back(db, record->proposal_id, &record->settled, record->created_at, err);
}

static enum fault remove_screening_unit(struct db *db, void *context, struct error *err)
{
    struct screening_unit *unit = context;
    struct record record;

    TRY(read_record(db, unit->id, &record, err));
    if (record.removed_at != 0)
        return screening_missing(unit->id, err);
    if (record.proposal_id != 0)
        TRY(reopen_its_proposal(db, unit, &record, err));
    TRY(set_removed(db, unit->id, unit->deed.when, err));
    return note_screening(db, unit, ACTIVITY_SCREENING_REMOVED, &record, err);
}

static enum fault run_screening(struct store *store, struct deed deed, int64_t id, writer_unit run,
                                struct error *err)
{
    struct screening_unit unit = {.deed = deed, .id = id};
    enum fault fault = store_act(store, deed, run, &unit, err);

    arena_release(&unit.arena);
    return fault;
}

enum fault store_screening_remove(struct store *store, struct deed deed, int64_t id,
                                  struct error *err)
{
    return run_screening(store, deed, id, remove_screening_unit, err);
}

/* The proposal that was given back is taken once more; one that was settled on anew stays. */
static enum fault watch_again(struct db *db, struct screening_unit *unit,
                              const struct record *record, struct error *err)
{
    const struct proposal *proposal;
    struct settled settled;
    struct listed listed;

    TRY(proposal_by_id(db, &unit->arena, record->proposal_id, &listed, err));
    proposal = &listed.proposal;
    TRY(proposal_must_be_open(proposal->id, proposal->status, proposal->joined_to, err));
    TRY(tonight_take(db, proposal->id, &settled, err));
    if (settled.at != 0 && settled.at != record->settled.at)
        return proposal_frozen(proposal->id, err);
    return proposal_watch(db, proposal->id, unit->deed.when, err);
}

static enum fault restore_screening_unit(struct db *db, void *context, struct error *err)
{
    struct screening_unit *unit = context;
    struct record record;

    TRY(read_record(db, unit->id, &record, err));
    if (record.removed_at == 0)
        return FAULT_NONE;
    TRY(undo_in_time(record.removed_at, unit->deed.when, err));
    if (record.proposal_id != 0)
        TRY(watch_again(db, unit, &record, err));
    TRY(set_removed(db, unit->id, 0, err));
    return note_screening(db, unit, ACTIVITY_SCREENING_RESTORED, &record, err);
}

enum fault store_screening_restore(struct store *store, struct deed deed, int64_t id,
                                   struct error *err)
{
    return run_screening(store, deed, id, restore_screening_unit, err);
}

/* ---- what goes for good --------------------------------------------------------------------- */

enum { PRUNED_AT_ONCE = 200 /* rows: so long a vote may have to wait */ };

struct undone_unit {
    int64_t before, removed;
};

CHANGE(sql_ratings_prune, TOPIC_NONE,
       "DELETE FROM ratings WHERE id IN (SELECT id FROM ratings WHERE removed_at < $1"
       " ORDER BY removed_at LIMIT $2)");
CHANGE(sql_screenings_prune, TOPIC_NONE,
       "DELETE FROM screenings WHERE id IN (SELECT id FROM screenings WHERE removed_at < $1"
       " ORDER BY removed_at LIMIT $2)");
CHANGE(sql_released_joins_prune, TOPIC_NONE,
       "DELETE FROM released_joins WHERE joined_id IN (SELECT joined_id FROM released_joins"
       " WHERE released_at < $1 ORDER BY released_at LIMIT $2)");

static enum fault prune_undone_unit(struct db *db, void *context, struct error *err)
{
    static const struct statement *const prunes[] = {&sql_ratings_prune, &sql_screenings_prune,
                                                     &sql_released_joins_prune};
    struct undone_unit *unit = context;

    unit->removed = 0;
    for (size_t i = 0; i < COUNT_OF(prunes); i++) {
        TRY(run_numbers(db, prunes[i], unit->before, PRUNED_AT_ONCE, err));
        unit->removed += db_changes(db);
    }
    return FAULT_NONE;
}

enum fault store_undone_prune(struct store *store, int64_t now, struct error *err)
{
    struct undone_unit unit = {.before = now - UNDO_SECONDS};

    do
        TRY(store_write(store, prune_undone_unit, &unit, err));
    while (unit.removed > 0);
    return FAULT_NONE;
}

/* ---- inside a unit of work ---- */

CHANGE(sql_screenings_move, TOPIC_WATCHED, "UPDATE screenings SET film_id = $2 WHERE film_id = $1");

enum fault screenings_move(struct db *db, int64_t film_id, int64_t other_id, struct error *err)
{
    return run_numbers(db, &sql_screenings_move, film_id, other_id, err);
}
