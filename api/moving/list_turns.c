#include "moving/list_turns.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "domain/screening.h"
#include "store/bringing.h"
#include "store/members.h"
#include "store/wishes.h"

bool turn_is_own_rating(const struct list_work *work, const struct list_row *row)
{
    return work->list->format == LIST_OTHER && row->kind == LIST_RATINGS && row->halves > 0;
}

enum turn_kind turn_kind_of(const struct list_work *work, const struct list_row *row)
{
    if (list_kind_is_club(row->kind))
        return TURN_CLUB;
    if (row->kind == LIST_WATCHLIST)
        return TURN_WISH;
    return turn_is_own_rating(work, row) && row->watched_on > 0 ? TURN_EVENING : TURN_MARK;
}

int64_t turn_moment_said(const struct list_work *work, const struct list_row *row)
{
    return row->at > 0 && row->at <= work->now ? row->at : 0;
}

static int64_t moment_of(const struct list_work *work, const struct list_row *row)
{
    enum { NOON = DAY / 2 };
    const int64_t noon = row->day * DAY + NOON;

    if (turn_moment_said(work, row) != 0)
        return row->at;
    return row->day > 0 && noon < work->now ? noon : work->now;
}

static void judge(const struct turn *turn, bool is_new, enum why why)
{
    turn->verdict->outcome = is_new ? ROW_TAKEN : ROW_MERGED;
    turn->verdict->why = is_new ? WHY_NONE : why;
}

/* ---- in which order -------------------------------------------------------------------------- */

static void fill_turns(struct list_work *work)
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

void turns_make(struct list_work *work)
{
    fill_turns(work);
    qsort(work->turns, work->count, sizeof(*work->turns), by_turn);
}

bool turn_is_said(const struct turn *turn, const struct turn *before)
{
    return turn->kind != TURN_EVENING && by_film(before, turn) == 0;
}

/* ---- a member's ------------------------------------------------------------------------------ */

static enum fault take_wish(struct list_work *work, struct db *db, const struct turn *turn,
                            int64_t film_id, struct error *err)
{
    bool is_new;

    TRY(wishes_add(db, work->wanted->member_id, film_id, moment_of(work, turn->row), &is_new, err));
    judge(turn, is_new, WHY_WISHED);
    return FAULT_NONE;
}

/* Stars that were given to an evening, which may be one of this club; else *is_taken is false. */
static enum fault take_given_stars(struct list_work *work, struct db *db, const struct turn *turn,
                                   int64_t film_id, bool *is_taken, struct error *err)
{
    const struct list_row *row = turn->row;
    const int64_t member_id = work->wanted->member_id, said = turn_moment_said(work, row);
    int64_t evening = 0;
    bool is_new = false;

    if (said != 0)
        TRY(rating_of_moment(db, film_id, member_id, said, &evening, err));
    if (evening == 0) {
        TRY(screening_of_day(db, film_id, row->watched_on, &evening, err));
        if (evening != 0)
            TRY(rating_bring(db, evening, member_id, row->halves, moment_of(work, row), &is_new,
                             err));
    }
    *is_taken = evening != 0;
    if (*is_taken)
        judge(turn, is_new, WHY_RATED);
    return FAULT_NONE;
}

static enum fault take_mark(struct list_work *work, struct db *db, const struct turn *turn,
                            int64_t film_id, struct error *err)
{
    const struct list_row *row = turn->row;
    bool is_new = false;

    if (turn_is_own_rating(work, row)) {
        TRY(take_given_stars(work, db, turn, film_id, &is_new, err));
        if (is_new)
            return FAULT_NONE;
    }
    TRY(seen_bring(db, film_id, work->wanted->member_id, row->halves, moment_of(work, row), &is_new,
                   err));
    judge(turn, is_new, WHY_SEEN);
    return FAULT_NONE;
}

/* ---- the club's ------------------------------------------------------------------------------ */

enum why why_not_club(const struct list_wanted *wanted, const struct list_row *row)
{
    struct error ignored;

    error_init(&ignored);
    if (row->kind == LIST_SCREENINGS &&
        screening_day_check(row->watched_on, wanted->deed.when, &ignored) != FAULT_NONE)
        return WHY_FUTURE;
    if (row->kind != LIST_PROPOSALS || row->status == PROPOSAL_OPEN)
        return WHY_NONE;
    return row->status == PROPOSAL_WATCHED ? WHY_WATCHED_THERE : WHY_WITHDRAWN;
}

/* *id is 0 where nobody here has this name. Who waits to be let in could be anybody. */
static enum fault find_proposer(struct db *db, const char *name, int64_t *id, struct error *err)
{
    auto_arena struct arena arena = {0};
    struct member member;
    const char *hash;
    enum fault fault =
        name == NULL ? FAULT_NONE : member_by_name(db, &arena, name, &member, &hash, err);

    *id = name != NULL && fault == FAULT_NONE && member.state != MEMBER_WAITING ? member.id : 0;
    if (fault != FAULT_NOT_FOUND)
        return fault;
    error_init(err);
    return FAULT_NONE;
}

static enum fault take_proposal_row(struct list_work *work, struct db *db, const struct turn *turn,
                                    const struct brought_deed *brought, struct error *err)
{
    int64_t *id = &turn->verdict->id;
    bool is_new;

    TRY(proposal_over(db, brought->film_id, turn_moment_said(work, turn->row), id, err));
    if (*id != 0) {
        judge(turn, false, WHY_WAS_UP);
        return FAULT_NONE;
    }
    TRY(proposal_bring(db, brought, id, &is_new, err));
    judge(turn, is_new, WHY_UP);
    return FAULT_NONE;
}

static enum fault take_screening_row(struct list_work *work, struct db *db, const struct turn *turn,
                                     const struct brought_deed *brought, struct error *err)
{
    int64_t *id = &turn->verdict->id;

    TRY(screening_noted(db, brought->film_id, brought->day, turn_moment_said(work, turn->row), id,
                        err));
    judge(turn, *id == 0, WHY_WATCHED);
    return *id != 0 ? FAULT_NONE : screening_bring(db, brought, id, err);
}

static enum fault take_club_row(struct list_work *work, struct db *db, const struct turn *turn,
                                int64_t film_id, struct error *err)
{
    const struct list_row *row = turn->row;
    struct brought_deed brought = {.film_id = film_id,
                                   .day = row->watched_on,
                                   .note = row->note,
                                   .when = moment_of(work, row)};

    TRY(find_proposer(db, row->proposer, &brought.proposer_id, err));
    if (row->kind == LIST_PROPOSALS)
        TRY(take_proposal_row(work, db, turn, &brought, err));
    else
        TRY(take_screening_row(work, db, turn, &brought, err));
    turn->verdict->lacks_member =
        turn->verdict->outcome == ROW_TAKEN && row->proposer != NULL && brought.proposer_id == 0;
    return FAULT_NONE;
}

enum fault turn_take(struct list_work *work, struct db *db, const struct turn *turn,
                     int64_t film_id, struct error *err)
{
    switch (turn->kind) {
    case TURN_WISH:
        return take_wish(work, db, turn, film_id, err);
    case TURN_CLUB:
        return take_club_row(work, db, turn, film_id, err);
    default:
        return take_mark(work, db, turn, film_id, err);
    }
}
