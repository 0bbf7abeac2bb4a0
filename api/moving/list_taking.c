#include "moving/list_taking.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/bringing.h"
#include "store/films.h"
#include "store/wishes.h"

/* A row that has a film. */
struct turn {
    const struct list_row *row;
    struct verdict *verdict;
    int64_t film_id; /* 0: a new one, with the row's id */
    bool is_wish;
};

struct list_work {
    struct arena *arena;
    const struct film_list *list;
    struct list_taken *taken;
    int64_t member_id, now;
    bool dry_run, is_done;
    struct turn *turns;
    size_t count;
};

/* ---- which films ----------------------------------------------------------------------------- */

static enum why why_left(const struct list_row *row, enum match match)
{
    if (row->flaw != LIST_FLAW_NONE)
        return WHY_ROW_FLAW;
    return match == MATCH_SEVERAL ? WHY_SEVERAL : WHY_NO_FILM;
}

static enum fault match_row(struct list_work *work, struct db *db, size_t i, struct error *err)
{
    const struct list_row *row = &work->list->rows[i];
    struct verdict *verdict = &work->taken->rows[i];
    enum match match = MATCH_NONE;

    if (row->flaw == LIST_FLAW_NONE)
        TRY(known_films_match(db, &work->taken->known, row, &match, &verdict->id, err));
    if (match == MATCH_FOUND || match == MATCH_NEW)
        work->turns[work->count++] = (struct turn){.row = row,
                                                   .verdict = verdict,
                                                   .film_id = verdict->id,
                                                   .is_wish = row->kind == LIST_WATCHLIST};
    else
        *verdict = (struct verdict){.outcome = ROW_LEFT, .why = why_left(row, match)};
    return FAULT_NONE;
}

static enum fault match_rows(struct list_work *work, struct db *db, struct error *err)
{
    TRY(known_films_load(db, work->arena, &work->taken->known, err));
    for (size_t i = 0; i < work->list->count; i++)
        TRY(match_row(work, db, i, err));
    return FAULT_NONE;
}

static int by_film(const struct turn *a, const struct turn *b)
{
    if (a->is_wish != b->is_wish)
        return a->is_wish - b->is_wish;
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

/* ---- marks and wishes ------------------------------------------------------------------------ */

static int64_t moment_of(const struct list_work *work, const struct list_row *row)
{
    enum { DAY = 24 * 60 * 60, NOON = DAY / 2 };
    const int64_t noon = row->day * DAY + NOON;

    return row->day > 0 && noon < work->now ? noon : work->now;
}

/* An id above all that were there is that of a new film. */
static enum fault add_film(struct list_work *work, struct db *db, const struct list_row *row,
                           int64_t *newest, int64_t *film_id, struct error *err)
{
    TRY(film_find_or_add(db, row->imdb_id, row->title, row->year, work->now, film_id, err));
    if (*film_id > *newest) {
        *newest = *film_id;
        work->taken->new_films++;
    }
    return FAULT_NONE;
}

static void judge(const struct turn *turn, bool is_new)
{
    turn->verdict->outcome = is_new ? ROW_TAKEN : ROW_MERGED;
    turn->verdict->why = is_new ? WHY_NONE : turn->is_wish ? WHY_WISHED : WHY_SEEN;
}

static enum fault put_film(struct list_work *work, struct db *db, const struct turn *turn,
                           int64_t *newest, struct error *err)
{
    const struct list_row *row = turn->row;
    int64_t *film_id = &turn->verdict->id;
    bool is_new;

    if (turn->film_id == 0)
        TRY(add_film(work, db, row, newest, film_id, err));
    if (turn->is_wish)
        TRY(wishes_add(db, work->member_id, *film_id, moment_of(work, row), &is_new, err));
    else
        TRY(seen_bring(db, *film_id, work->member_id, row->halves, moment_of(work, row), &is_new,
                       err));
    judge(turn, is_new);
    return FAULT_NONE;
}

/* What else is said of a film has nothing to add. */
static enum fault put_all(struct list_work *work, struct db *db, struct error *err)
{
    int64_t newest;

    TRY(film_newest(db, &newest, err));
    for (size_t n = 0; n < work->count; n++) {
        const struct turn *turn = &work->turns[n];

        if (n == 0 || by_film(turn - 1, turn) != 0) {
            TRY(put_film(work, db, turn, &newest, err));
            continue;
        }
        turn->verdict->id = turn[-1].verdict->id;
        judge(turn, false);
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
    work->is_done = true;
    return work->dry_run ? error_set(err, FAULT_CONFLICT, "Nothing was to be changed.")
                         : FAULT_NONE;
}

enum fault moving_take_list(struct store *store, struct arena *arena, const struct film_list *list,
                            int64_t member_id, bool dry_run, struct list_taken *taken,
                            struct error *err)
{
    struct list_work work = {.arena = arena,
                             .list = list,
                             .taken = taken,
                             .member_id = member_id,
                             .now = clock_now(),
                             .dry_run = dry_run,
                             .turns = ARENA_ARRAY(arena, struct turn, list->count + 1)};
    enum fault fault;
    struct db *db;

    *taken = (struct list_taken){.rows = ARENA_ARRAY(arena, struct verdict, list->count + 1)};
    TRY(store_reader(store, &db, err));
    fault = match_rows(&work, db, err);
    store_reader_done(store, db);
    TRY(fault);
    qsort(work.turns, work.count, sizeof(*work.turns), by_turn);
    fault = store_write(store, take_list_unit, &work, err);
    if (!dry_run || !work.is_done || fault != FAULT_CONFLICT)
        return fault;
    error_init(err);
    return FAULT_NONE;
}
