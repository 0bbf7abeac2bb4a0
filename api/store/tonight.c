#include "store/tonight.h"

#include <inttypes.h>
#include <string.h>

#include "base/secret.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/events.h"
#include "store/films.h"
#include "store/frozen.h"
#include "store/proposals.h"
#include "store/rows.h"
#include "store/works.h"

QUERY(sql_tonight, "SELECT t.proposal_id, t.settled_at, t.drawn_from, t.starts_at," FILM_COLUMNS
                   " FROM tonight t JOIN proposals p ON p.id = t.proposal_id"
                   " JOIN films f ON f.id = p.film_id LEFT JOIN posters i ON i.id = f.poster_id"
                   " ORDER BY t.place");

enum fault tonight_read(struct db *db, struct arena *arena, struct tonight *tonight,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tonight);
    bool row;

    for (tonight->count = 0; tonight->count < TONIGHT_FILMS; tonight->count++) {
        struct tonight_film *film = &tonight->films[tonight->count];

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        *film = (struct tonight_film){.proposal_id = stmt_col_int(s, 0),
                                      .settled = {.at = stmt_col_int(s, 1),
                                                  .drawn_from = stmt_col_int(s, 2),
                                                  .starts_at = stmt_col_int(s, 3)}};
        film_from_row(s, 4, arena, &film->film);
        if (film->settled.starts_at == 0 && tonight->count > 0)
            film->settled.starts_at = film[-1].ends_at;
        if (film->settled.starts_at != 0 && film->film.runtime_minutes > 0)
            film->ends_at = film->settled.starts_at + film->film.runtime_minutes * 60;
    }
    return FAULT_NONE;
}

/* ---- who leads ---------------------------------------------------------------------------- */

#define UP_AND_FREE                                                                                \
    " FROM proposals p WHERE p.status = 'open'"                                                    \
    " AND NOT EXISTS (SELECT 1 FROM tonight t WHERE t.proposal_id = p.id)"

QUERY(sql_leading_votes, "SELECT p.vote_count" UP_AND_FREE " ORDER BY p.vote_count DESC LIMIT 1");
QUERY(sql_leaders_count, "SELECT count(*)" UP_AND_FREE " AND p.vote_count = $1");
QUERY(sql_leaders,
      "SELECT p.id" UP_AND_FREE " AND p.vote_count = $1 ORDER BY p.id LIMIT $2 OFFSET $3");

static enum fault count_leaders(struct db *db, struct leaders *leaders, struct error *err)
{
    auto_stmt struct stmt *top = db_stmt(db, &sql_leading_votes);
    auto_stmt struct stmt *s = db_stmt(db, &sql_leaders_count);

    *leaders = (struct leaders){0};
    TRY(number_or_zero(top, &leaders->votes, err));
    if (leaders->votes == 0)
        return FAULT_NONE;
    stmt_int(s, leaders->votes);
    return stmt_number(s, &leaders->total, err);
}

enum fault leaders_read(struct db *db, struct leaders *leaders, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_leaders);
    bool row;

    TRY(count_leaders(db, leaders, err));
    stmt_int(s, leaders->votes);
    stmt_int(s, leaders->total == 0 ? 0 : LEADERS_MAX);
    stmt_int(s, 0);
    for (;; leaders->count++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        leaders->ids[leaders->count] = stmt_col_int(s, 0);
    }
}

static enum fault read_evening(struct db *db, struct arena *arena, struct evening *evening,
                               struct error *err)
{
    const struct tonight *tonight = &evening->tonight;

    TRY(tonight_read(db, arena, &evening->tonight, err));
    for (size_t i = 0; i < tonight->count; i++)
        TRY(proposal_by_id(db, arena, tonight->films[i].proposal_id, &evening->proposals[i], err));
    TRY(leaders_read(db, &evening->leaders, err));
    return events_newest(db, &evening->version, err);
}

enum fault evening_read(struct db *db, struct arena *arena, struct evening *evening,
                        struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN", err));
    fault = read_evening(db, arena, evening, err);
    db_exec(db, "COMMIT", &ignored);
    return fault;
}

/* ---- settling ----------------------------------------------------------------------------- */

struct settle_unit {
    struct arena arena;
    struct deed deed;
    const struct settling *settling;
    int64_t proposal_id, drawn_from;
    const char *drawn; /* the ids in the draw with spaces between them; NULL: it was chosen */
};

/* As many ids as an entry of the log has room for. */
static const char *ids_text(struct arena *arena, const struct leaders *leaders)
{
    const char *text = "";

    for (size_t i = 0; i < leaders->count; i++) {
        const char *longer =
            arena_printf(arena, "%s%s%" PRId64, text, i == 0 ? "" : " ", leaders->ids[i]);

        if (strlen(longer) > ACTIVITY_TEXT_MAX)
            break;
        text = longer;
    }
    return text;
}

static enum fault pick(struct db *db, const struct leaders *leaders, int64_t *proposal_id,
                       struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_leaders);

    stmt_int(s, leaders->votes);
    stmt_int(s, 1);
    stmt_int(s, secret_below((uint32_t)leaders->total));
    return stmt_number(s, proposal_id, err);
}

static enum fault draw_leader(struct db *db, struct settle_unit *unit, struct error *err)
{
    struct leaders leaders;

    TRY(leaders_read(db, &leaders, err));
    if (leaders.total == 0)
        return error_set(err, FAULT_NO_LEADER, "Nobody has voted yet, so no film leads.");
    unit->drawn_from = leaders.total;
    unit->drawn = ids_text(&unit->arena, &leaders);
    return pick(db, &leaders, &unit->proposal_id, err);
}

static enum fault refuse_second(const struct tonight *tonight, struct error *err)
{
    const struct tonight_film *last = &tonight->films[tonight->count - 1];
    const char *title = film_name(&last->film);

    error_set(err, FAULT_TONIGHT_SETTLED, "%.200s has been settled on for tonight already.", title);
    error_param_int(err, "proposal_id", last->proposal_id);
    error_param_text(err, "title", title);
    return FAULT_TONIGHT_SETTLED;
}

static enum fault nothing_tonight(struct error *err)
{
    return error_set(err, FAULT_NOTHING_TONIGHT, "No film has been settled on for tonight.");
}

static enum fault must_be_vacant(const struct tonight *tonight, bool follows, struct error *err)
{
    if (follows && tonight->count == 0)
        return nothing_tonight(err);
    return tonight->count == (follows ? 1 : 0) ? FAULT_NONE : refuse_second(tonight, err);
}

CHANGE(sql_tonight_add, TOPIC_PAGE | TOPIC_TONIGHT,
       "INSERT INTO tonight (place, proposal_id, settled_at, drawn_from, starts_at)"
       " VALUES ($1, $2, $3, $4, $5)");

static enum fault add(struct db *db, int64_t place, int64_t proposal_id,
                      const struct settled *settled, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tonight_add);

    stmt_int(s, place);
    stmt_int(s, proposal_id);
    stmt_int(s, settled->at);
    stmt_int_or_null(s, settled->drawn_from);
    stmt_int_or_null(s, settled->starts_at);
    return stmt_run(s, err);
}

static enum fault settle(struct db *db, struct settle_unit *unit, int64_t place, struct error *err)
{
    struct listed listed;
    const struct proposal *proposal = &listed.proposal;

    unit->proposal_id = unit->settling->proposal_id;
    if (unit->proposal_id == 0)
        TRY(draw_leader(db, unit, err));
    TRY(proposal_by_id(db, &unit->arena, unit->proposal_id, &listed, err));
    TRY(proposal_must_be_open(proposal->id, proposal->status, proposal->joined_to, err));
    TRY(add(db, place, proposal->id,
            &(struct settled){unit->deed.when, unit->drawn_from, unit->settling->starts_at}, err));
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = ACTIVITY_SETTLED,
                                            .member_id = proposal->proposer.id,
                                            .proposal_id = proposal->id,
                                            .number = unit->drawn_from,
                                            .text = unit->drawn},
                        err);
}

static enum fault note_night(struct db *db, struct deed deed, enum activity_kind kind,
                             int64_t proposal_id, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct listed listed;

    TRY(proposal_by_id(db, &arena, proposal_id, &listed, err));
    return activity_add(db, deed,
                        &(struct happening){.kind = kind,
                                            .member_id = listed.proposal.proposer.id,
                                            .proposal_id = proposal_id},
                        err);
}

CHANGE(sql_tonight_set_start, TOPIC_PAGE | TOPIC_TONIGHT,
       "UPDATE tonight SET starts_at = $2 WHERE proposal_id = $1");

static enum fault move_start(struct db *db, struct settle_unit *unit,
                             const struct tonight_film *film, struct error *err)
{
    const struct settling *settling = unit->settling;
    auto_stmt struct stmt *s = db_stmt(db, &sql_tonight_set_start);

    if (!settling->has_start || settling->starts_at == film->settled.starts_at)
        return FAULT_NONE;
    stmt_int(s, settling->proposal_id);
    stmt_int_or_null(s, settling->starts_at);
    TRY(stmt_run(s, err));
    return note_night(db, unit->deed, ACTIVITY_START_CHANGED, settling->proposal_id, err);
}

static enum fault settle_unit(struct db *db, void *context, struct error *err)
{
    struct settle_unit *unit = context;
    const struct settling *settling = unit->settling;
    struct tonight tonight;

    TRY(tonight_read(db, &unit->arena, &tonight, err));
    for (size_t i = 0; i < tonight.count; i++)
        if (tonight.films[i].proposal_id == settling->proposal_id)
            return move_start(db, unit, &tonight.films[i], err);
    TRY(must_be_vacant(&tonight, settling->follows, err));
    return settle(db, unit, (int64_t)tonight.count + 1, err);
}

enum fault store_tonight_settle(struct store *store, struct deed deed,
                                const struct settling *settling, struct error *err)
{
    struct settle_unit unit = {.deed = deed, .settling = settling};
    enum fault fault = store_act(store, deed, settle_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}

/* ---- and its end -------------------------------------------------------------------------- */

CHANGE(sql_tonight_remove, TOPIC_PAGE | TOPIC_TONIGHT,
       "DELETE FROM tonight WHERE proposal_id = $1");
CHANGE(sql_tonight_move_up, TOPIC_PAGE | TOPIC_TONIGHT,
       "UPDATE tonight SET place = 1, starts_at = $1 WHERE place = 2");

/* The second film is the first now, and still starts when the one before it was to end. */
static enum fault move_up(struct db *db, int64_t starts_at, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tonight_move_up);

    stmt_int_or_null(s, starts_at);
    return stmt_run(s, err);
}

enum fault tonight_take(struct db *db, int64_t proposal_id, struct settled *settled,
                        struct error *err)
{
    auto_arena struct arena arena = {0};
    struct tonight tonight;
    size_t i = 0;

    *settled = (struct settled){0};
    TRY(tonight_read(db, &arena, &tonight, err));
    while (i < tonight.count && tonight.films[i].proposal_id != proposal_id)
        i++;
    if (i == tonight.count)
        return FAULT_NONE;
    *settled = tonight.films[i].settled;
    TRY(run_number(db, &sql_tonight_remove, proposal_id, err));
    return i == 0 && tonight.count > 1 ? move_up(db, tonight.films[1].settled.starts_at, err)
                                       : FAULT_NONE;
}

CHANGE(sql_tonight_move_down, TOPIC_PAGE | TOPIC_TONIGHT,
       "UPDATE tonight SET place = 2 WHERE place = 1");

enum fault tonight_put_back(struct db *db, int64_t proposal_id, const struct settled *settled,
                            int64_t watched_at, struct error *err)
{
    auto_stmt struct stmt *down = db_stmt(db, &sql_tonight_move_down);
    auto_arena struct arena arena = {0};
    struct tonight tonight;
    const struct settled *other;

    TRY(tonight_read(db, &arena, &tonight, err));
    if (tonight.count == 0)
        return add(db, 1, proposal_id, settled, err);
    other = &tonight.films[0].settled;
    if (tonight.count == TONIGHT_FILMS || other->at > watched_at)
        return FAULT_NONE;
    if (other->at < settled->at)
        return add(db, 2, proposal_id, settled, err);
    TRY(stmt_run(down, err));
    return add(db, 1, proposal_id, settled, err);
}

/* What the sources said of it meanwhile has waited (store/works.c). */
static enum fault let_go(struct db *db, struct deed deed, const struct tonight_film *film,
                         struct error *err)
{
    TRY(note_night(db, deed, ACTIVITY_FELL_THROUGH, film->proposal_id, err));
    return work_catch_up(db, film->proposal_id, film->film.id, deed.when, err);
}

CHANGE(sql_tonight_clear, TOPIC_PAGE | TOPIC_TONIGHT, "DELETE FROM tonight");

static enum fault fall_through_unit(struct db *db, void *context, struct error *err)
{
    const struct deed *deed = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_tonight_clear);
    auto_arena struct arena arena = {0};
    struct tonight tonight;

    TRY(tonight_read(db, &arena, &tonight, err));
    if (tonight.count == 0)
        return nothing_tonight(err);
    TRY(stmt_run(s, err));
    for (size_t i = 0; i < tonight.count; i++)
        TRY(let_go(db, *deed, &tonight.films[i], err));
    return FAULT_NONE;
}

enum fault store_tonight_clear(struct store *store, struct deed deed, struct error *err)
{
    return store_act(store, deed, fall_through_unit, &deed, err);
}

struct one_unit {
    struct deed deed;
    int64_t proposal_id;
};

static enum fault call_off_unit(struct db *db, void *context, struct error *err)
{
    const struct one_unit *unit = context;
    auto_arena struct arena arena = {0};
    struct settled settled;
    struct tonight tonight;
    struct listed listed;

    TRY(tonight_read(db, &arena, &tonight, err));
    for (size_t i = 0; i < tonight.count; i++)
        if (tonight.films[i].proposal_id == unit->proposal_id) {
            TRY(tonight_take(db, unit->proposal_id, &settled, err));
            return let_go(db, unit->deed, &tonight.films[i], err);
        }
    TRY(proposal_by_id(db, &arena, unit->proposal_id, &listed, err));
    return error_set(err, FAULT_NOTHING_TONIGHT, "This film is not settled on for tonight.");
}

enum fault store_tonight_remove(struct store *store, struct deed deed, int64_t proposal_id,
                                struct error *err)
{
    struct one_unit unit = {.deed = deed, .proposal_id = proposal_id};

    return store_act(store, deed, call_off_unit, &unit, err);
}
