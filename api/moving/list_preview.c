#include "moving/list_preview.h"

#include <string.h>

#include "moving/list_turns.h"
#include "store/bringing.h"
#include "store/films.h"
#include "store/seen.h"

/* What the member has said here, of each film and of those that are one with it; the highest id
 * first. */
struct said_here {
    struct mark *marks;
    size_t count;
};

struct preview {
    struct list_work work;
    struct db *db;
    struct said_here seen, rated, wished;
    int64_t marked; /* the last film to whose mark stars of an evening came */
};

/* ---- what was said --------------------------------------------------------------------------- */

typedef enum fault (*marks_read)(struct db *db, struct arena *arena, int64_t member_id,
                                 int64_t before, size_t limit, struct mark **marks, size_t *count,
                                 struct error *err);

static void add_marks(struct arena *arena, struct said_here *said, const struct mark *marks,
                      size_t count)
{
    struct mark *all = ARENA_ARRAY(arena, struct mark, said->count + count + 1);

    if (said->count > 0)
        memcpy(all, said->marks, said->count * sizeof(*all));
    if (count > 0)
        memcpy(all + said->count, marks, count * sizeof(*all));
    said->marks = all;
    said->count += count;
}

/* Who has said more of so many films isn't foreseen all of it. */
enum { SAID_MAX = 400000 };

static enum fault load_said(struct db *db, struct arena *arena, int64_t member_id, marks_read read,
                            struct said_here *said, struct error *err)
{
    size_t slice = 1024, count;
    struct mark *marks;
    int64_t before = 0;

    do {
        slice *= 2;
        TRY(read(db, arena, member_id, before, slice, &marks, &count, err));
        add_marks(arena, said, marks, count);
        before = count == 0 ? 0 : marks[count - 1].id;
    } while (count == slice && said->count < SAID_MAX);
    return FAULT_NONE;
}

static const struct mark *find_said(const struct said_here *said, int64_t id)
{
    size_t low = 0, high = said->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (said->marks[middle].id == id)
            return &said->marks[middle];
        if (said->marks[middle].id > id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- what would become of a row -------------------------------------------------------------- */

static void merge(const struct turn *turn, enum why why)
{
    turn->verdict->outcome = ROW_MERGED;
    turn->verdict->why = why;
}

/* Stars that the member gave to an evening here, or could. */
static enum fault peek_stars(const struct preview *preview, const struct turn *turn,
                             bool *is_an_evening, struct error *err)
{
    const int64_t said = turn_moment_said(&preview->work, turn->row);
    int64_t evening = 0;

    if (said != 0)
        TRY(rating_of_moment(preview->db, turn->film_id, preview->work.wanted->member_id, said,
                             &evening, err));
    if (evening == 0)
        TRY(screening_of_day(preview->db, turn->film_id, turn->row->watched_on, &evening, err));
    *is_an_evening = evening != 0;
    if (evening != 0 && find_said(&preview->rated, evening) != NULL)
        merge(turn, WHY_RATED);
    return FAULT_NONE;
}

/* Whether a row before gives the film's mark its stars: those of marks come before evenings. */
static bool is_marked(const struct preview *preview, int64_t film_id)
{
    const struct turn *turns = preview->work.turns;
    size_t low = 0, high = preview->work.count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (turns[middle].kind > TURN_MARK || turns[middle].film_id >= film_id)
            high = middle;
        else
            low = middle + 1;
    }
    return preview->marked == film_id ||
           (low < preview->work.count && turns[low].kind == TURN_MARK &&
            turns[low].film_id == film_id && turns[low].row->halves > 0);
}

static enum fault peek_mark(struct preview *preview, const struct turn *turn, struct error *err)
{
    const struct mark *mark = find_said(&preview->seen, turn->film_id);
    bool is_an_evening = false;

    if (turn_is_own_rating(&preview->work, turn->row))
        TRY(peek_stars(preview, turn, &is_an_evening, err));
    if (is_an_evening)
        return FAULT_NONE;
    if ((mark != NULL && (turn->row->halves == 0 || mark->halves != 0)) ||
        (turn->kind == TURN_EVENING && is_marked(preview, turn->film_id)))
        merge(turn, WHY_SEEN);
    if (turn->kind == TURN_EVENING)
        preview->marked = turn->film_id;
    return FAULT_NONE;
}

static enum fault peek_proposal(const struct preview *preview, const struct turn *turn,
                                struct error *err)
{
    int64_t id, open, watched_at;

    TRY(proposal_over(preview->db, turn->film_id, turn_moment_said(&preview->work, turn->row), &id,
                      err));
    TRY(film_state(preview->db, turn->film_id, &open, &watched_at, err));
    if (id != 0)
        merge(turn, WHY_WAS_UP);
    else if (open != 0)
        merge(turn, WHY_UP);
    return FAULT_NONE;
}

static enum fault peek_club_row(const struct preview *preview, const struct turn *turn,
                                struct error *err)
{
    int64_t id;

    if (turn->row->kind == LIST_PROPOSALS)
        return peek_proposal(preview, turn, err);
    TRY(screening_noted(preview->db, turn->film_id, turn->row->watched_on,
                        turn_moment_said(&preview->work, turn->row), &id, err));
    if (id != 0)
        merge(turn, WHY_WATCHED);
    return FAULT_NONE;
}

static enum fault peek_turn(struct preview *preview, const struct turn *turn, struct error *err)
{
    if (turn->film_id == 0) {
        preview->work.taken->new_films++;
        return FAULT_NONE;
    }
    switch (turn->kind) {
    case TURN_WISH:
        if (find_said(&preview->wished, turn->film_id) != NULL)
            merge(turn, WHY_WISHED);
        return FAULT_NONE;
    case TURN_CLUB:
        return peek_club_row(preview, turn, err);
    default:
        return peek_mark(preview, turn, err);
    }
}

static enum fault peek_all(struct preview *preview, struct error *err)
{
    const struct list_work *work = &preview->work;

    for (size_t n = 0; n < work->count; n++) {
        const struct turn *turn = &work->turns[n];

        if (n > 0 && turn_is_said(turn, turn - 1))
            merge(turn, turn->kind == TURN_WISH ? WHY_WISHED : WHY_SEEN);
        else
            TRY(peek_turn(preview, turn, err));
    }
    return FAULT_NONE;
}

enum fault moving_preview_list(struct db *db, struct arena *arena, const struct film_list *list,
                               const struct list_wanted *wanted, struct list_taken *taken,
                               struct error *err)
{
    struct preview preview = {.db = db,
                              .work = {.list = list,
                                       .wanted = wanted,
                                       .taken = taken,
                                       .now = wanted->deed.when,
                                       .turns = ARENA_ARRAY(arena, struct turn, list->count + 1)}};
    const int64_t member_id = wanted->member_id;
    auto_arena struct arena seen = {0}, rated = {0}, wished = {0}; /* each may be large */

    TRY(moving_match_list(db, arena, list, wanted, taken, err));
    TRY(load_said(db, &seen, member_id, marks_seen, &preview.seen, err));
    TRY(load_said(db, &rated, member_id, marks_rated, &preview.rated, err));
    TRY(load_said(db, &wished, member_id, marks_wished, &preview.wished, err));
    turns_make(&preview.work);
    return peek_all(&preview, err);
}
