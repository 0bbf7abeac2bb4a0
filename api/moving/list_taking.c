#include "moving/list_taking.h"

#include <string.h>

#include "base/clock.h"
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
    if (row->flaw != LIST_FLAW_NONE && (row->film_id == 0 || !list_flaw_is_of_film(row->flaw)))
        return WHY_ROW_FLAW;
    if (row->kind == LIST_UNKNOWN)
        return WHY_NO_KIND;
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

/* Rows that name a film which isn't here by its id. */
static bool is_new_by_id(const struct turn *turn)
{
    return turn->film_id == 0 && turn->row->imdb_id != NULL;
}

/* Some of the films that aren't here, from the turn `next` on. */
struct film_slice {
    struct list_work *work;
    size_t next;
};

static enum fault add_films_unit(struct db *db, void *context, struct error *err)
{
    enum { SLICE_US = 50 * 1000 };
    struct film_slice *slice = context;
    struct list_work *work = slice->work;
    const int64_t end = clock_monotonic_us() + SLICE_US;
    int64_t newest;

    TRY(film_newest(db, &newest, err));
    do {
        struct turn *turn = &work->turns[slice->next];

        if (is_new_by_id(turn))
            TRY(add_film(work, db, turn->row, &newest, &turn->verdict->id, err));
    } while (++slice->next < work->count && clock_monotonic_us() < end);
    return FAULT_NONE;
}

static size_t count_new(const struct list_work *work)
{
    size_t count = 0;

    for (size_t n = 0; n < work->count; n++)
        count += is_new_by_id(&work->turns[n]);
    return count;
}

/* Many new films would keep others' votes waiting. So they come before, a few at a time: nobody
 * sees one that no list has. */
static enum fault add_many_films(struct store *store, struct list_work *work, struct error *err)
{
    enum { MANY = 500 };
    struct film_slice slice = {.work = work};

    if (work->wanted->dry_run || count_new(work) <= MANY)
        return FAULT_NONE;
    while (slice.next < work->count)
        TRY(store_act_large(store, work->wanted->deed, add_films_unit, &slice, err));
    for (size_t n = 0; n < work->count; n++)
        work->turns[n].film_id = work->turns[n].verdict->id;
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

static enum fault put_all(struct list_work *work, struct db *db, struct error *err)
{
    int64_t newest;

    TRY(film_newest(db, &newest, err));
    for (size_t n = 0; n < work->count; n++) {
        const struct turn *turn = &work->turns[n];

        if (n == 0 || !turn_is_said(turn, turn - 1))
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
    turns_make(&work);
    TRY(add_many_films(store, &work, err));
    fault = store_act_large(store, wanted->deed, take_list_unit, &work, err);
    if (!wanted->dry_run || !work.is_done || fault != FAULT_CONFLICT)
        return fault;
    error_init(err);
    return FAULT_NONE;
}
