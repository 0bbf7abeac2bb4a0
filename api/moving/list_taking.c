#include "moving/list_taking.h"

#include <stdlib.h>
#include <string.h>

#include "moving/list_turns.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/bringing.h"
#include "store/films.h"

/* ---- which films ----------------------------------------------------------------------------- */

static enum why why_not(const struct list_wanted *wanted, const struct list_row *row)
{
    const bool is_club = list_kind_is_club(row->kind);

    if (row->is_skipped)
        return WHY_SKIPPED;
    if (row->flaw != LIST_FLAW_NONE)
        return WHY_ROW_FLAW;
    if (is_club && !wanted->for_club)
        return WHY_CLUBS;
    if (!is_club && wanted->member_id == 0)
        return WHY_NOBODYS;
    return is_club ? why_not_club(wanted, row) : WHY_NONE;
}

/* What the club's lists name by a title that nobody knows is a film by hand, as if typed. */
static bool has_film(const struct list_row *row, enum match match)
{
    return match == MATCH_FOUND || match == MATCH_NEW ||
           (match == MATCH_NONE && list_kind_is_club(row->kind));
}

static enum fault match_row(struct db *db, const struct known_films *known,
                            const struct list_row *row, struct verdict *verdict, struct error *err)
{
    enum match match = MATCH_NONE;

    if (row->film_id != 0) {
        *verdict = (struct verdict){.outcome = ROW_TAKEN, .id = row->film_id};
        return FAULT_NONE;
    }
    TRY(known_films_match(db, known, row, &match, &verdict->id, err));
    if (!has_film(row, match))
        *verdict = (struct verdict){.why = match == MATCH_SEVERAL ? WHY_SEVERAL : WHY_NO_FILM};
    else
        *verdict =
            (struct verdict){.outcome = ROW_TAKEN, .id = match == MATCH_FOUND ? verdict->id : 0};
    return FAULT_NONE;
}

enum fault moving_match_list(struct db *db, struct arena *arena, const struct film_list *list,
                             const struct list_wanted *wanted, struct list_taken *taken,
                             struct error *err)
{
    *taken = (struct list_taken){.rows = ARENA_ARRAY(arena, struct verdict, list->count + 1)};
    TRY(known_films_load(db, arena, &taken->known, err));
    for (size_t i = 0; i < list->count; i++) {
        struct verdict *verdict = &taken->rows[i];

        verdict->why = why_not(wanted, &list->rows[i]);
        if (verdict->why == WHY_NONE)
            TRY(match_row(db, &taken->known, &list->rows[i], verdict, err));
    }
    return FAULT_NONE;
}

/* ---- in which order -------------------------------------------------------------------------- */

static void make_turns(struct list_work *work)
{
    for (size_t i = 0; i < work->list->count; i++) {
        const struct list_row *row = &work->list->rows[i];
        struct verdict *verdict = &work->taken->rows[i];

        if (verdict->outcome == ROW_TAKEN)
            work->turns[work->count++] = (struct turn){.kind = turn_kind_of(work, row),
                                                       .row = row,
                                                       .verdict = verdict,
                                                       .film_id = verdict->id};
    }
}

static int by_film(const struct turn *a, const struct turn *b)
{
    if (a->kind != b->kind)
        return (a->kind > b->kind) - (a->kind < b->kind);
    if (a->kind == TURN_CLUB)
        return (a->row > b->row) - (a->row < b->row);
    if (a->film_id != b->film_id)
        return (a->film_id > b->film_id) - (a->film_id < b->film_id);
    return a->film_id == 0 ? strcmp(a->row->imdb_id, b->row->imdb_id) : 0;
}

/* Of several rows of one film the first gives the stars: the rating that stands, else that of the
 * last time that it was watched. */
static int by_turn(const void *one, const void *other)
{
    const struct turn *turn_a = one, *turn_b = other;
    const struct list_row *a = turn_a->row, *b = turn_b->row;
    const int has_a = a->halves > 0, has_b = b->halves > 0;
    const int stands_a = a->kind == LIST_RATINGS, stands_b = b->kind == LIST_RATINGS;
    const int order = by_film(turn_a, turn_b);

    if (order != 0)
        return order;
    if (has_a != has_b)
        return has_b - has_a;
    if (stands_a != stands_b)
        return stands_b - stands_a;
    return a->day != b->day ? (b->day > a->day) - (b->day < a->day) : (a > b) - (a < b);
}

/* ---- what they become ------------------------------------------------------------------------ */

/* Who told it by its title alone means what is up under this title. An id above all that were there
 * is that of a new film. */
static enum fault add_film(struct list_work *work, struct db *db, const struct list_row *row,
                           int64_t *newest, int64_t *film_id, struct error *err)
{
    *film_id = 0;
    if (row->imdb_id == NULL)
        TRY(film_up_titled(db, row->title, row->year, film_id, err));
    if (*film_id == 0)
        TRY(film_find_or_add(db, row->imdb_id, row->title, row->year, work->now, film_id, err));
    if (*film_id > *newest) {
        *newest = *film_id;
        work->taken->new_films++;
    }
    return FAULT_NONE;
}

static enum fault put_film(struct list_work *work, struct db *db, const struct turn *turn,
                           int64_t *newest, struct error *err)
{
    int64_t film_id = turn->film_id;

    if (film_id == 0)
        TRY(add_film(work, db, turn->row, newest, &film_id, err));
    turn->verdict->id = film_id;
    return turn_take(work, db, turn, film_id, err);
}

/* One mark and one wish say all of a film. Each evening is one. */
static bool is_said(const struct turn *turn, const struct turn *before)
{
    return turn->kind != TURN_EVENING && by_film(before, turn) == 0;
}

static enum fault put_all(struct list_work *work, struct db *db, struct error *err)
{
    int64_t newest;

    TRY(film_newest(db, &newest, err));
    for (size_t n = 0; n < work->count; n++) {
        const struct turn *turn = &work->turns[n];

        if (n == 0 || !is_said(turn, turn - 1))
            TRY(put_film(work, db, turn, &newest, err));
        else
            *turn->verdict =
                (struct verdict){.outcome = ROW_MERGED,
                                 .why = turn->kind == TURN_WISH ? WHY_WISHED : WHY_SEEN,
                                 .id = turn[-1].verdict->id};
    }
    return FAULT_NONE;
}

/* An entry in the log for each kind of which something came. */
static enum fault note_kinds(const struct list_work *work, struct db *db, struct error *err)
{
    for (enum list_kind kind = LIST_UNKNOWN + 1; kind < LIST_KINDS; kind++) {
        const bool is_club = list_kind_is_club(kind);
        struct happening what = {.kind = is_club ? ACTIVITY_CLUB_LIST : ACTIVITY_LIST,
                                 .member_id = is_club ? 0 : work->wanted->member_id,
                                 .text = list_kind_word(kind)};

        for (size_t i = 0; i < work->list->count; i++)
            what.number +=
                work->list->rows[i].kind == kind && work->taken->rows[i].outcome == ROW_TAKEN;
        if (what.number > 0)
            TRY(activity_add(db, work->wanted->deed, &what, err));
    }
    return FAULT_NONE;
}

/* FAULT_CONFLICT with everything done: it's undone, and that is right. */
static enum fault take_list_unit(struct db *db, void *context, struct error *err)
{
    struct list_work *work = context;
    struct error ignored;
    enum fault fault;

    error_init(&ignored);
    TRY(db_make_room(db, true, err));
    fault = put_all(work, db, err);
    TRY(db_make_room(db, false, fault == FAULT_NONE ? err : &ignored));
    TRY(fault);
    TRY(note_kinds(work, db, err));
    work->is_done = true;
    return work->wanted->dry_run ? error_set(err, FAULT_CONFLICT, "Nothing was to be changed.")
                                 : FAULT_NONE;
}

enum fault moving_take_list(struct store *store, struct arena *arena, const struct film_list *list,
                            const struct list_wanted *wanted, struct list_taken *taken,
                            struct error *err)
{
    struct list_work work = {.list = list,
                             .wanted = wanted,
                             .taken = taken,
                             .now = wanted->deed.when,
                             .turns = ARENA_ARRAY(arena, struct turn, list->count + 1)};
    enum fault fault;
    struct db *db;

    TRY(store_reader(store, &db, err));
    fault = moving_match_list(db, arena, list, wanted, taken, err);
    store_reader_done(store, db);
    TRY(fault);
    make_turns(&work);
    qsort(work.turns, work.count, sizeof(*work.turns), by_turn);
    fault = store_act(store, wanted->deed, take_list_unit, &work, err);
    if (!wanted->dry_run || !work.is_done || fault != FAULT_CONFLICT)
        return fault;
    error_init(err);
    return FAULT_NONE;
}
