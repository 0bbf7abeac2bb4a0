#include <stdlib.h>

#include "base/text.h"
#include "moving/taking_parts.h"
#include "store/activity.h"

/* What the site called it, in words of several of its versions. A film belongs to some. */
static const struct deed_word {
    const char *words;
    enum activity_kind kind;
    bool of_film;
} deed_words[] = {
    {"vote_add vote voted", ACTIVITY_VOTED, true},
    {"vote_remove unvote unvoted", ACTIVITY_UNVOTED, true},
    {"proposal_create propose proposed", ACTIVITY_PROPOSED, true},
    {"proposal_delete withdraw withdrawn", ACTIVITY_WITHDRAWN, true},
    {"movie_mark_watched mark_watched watched", ACTIVITY_WATCHED, true},
    {"movie_rate rate rated", ACTIVITY_RATED, true},
    {"login", ACTIVITY_SIGNED_IN, false},
    {"register", ACTIVITY_JOINED, false},
    {"password_changed", ACTIVITY_PASSWORD_SET, false},
    {"clear_logs", ACTIVITY_LOG_CLEARED, false},
};

static const struct deed_word *find_word(const char *action)
{
    for (size_t i = 0; i < COUNT_OF(deed_words) && action != NULL; i++)
        if (text_has_word(deed_words[i].words, action))
            return &deed_words[i];
    return NULL;
}

/* The proposal, if it's one here. Else what the log calls it: watched, up or listed under this
 * title; or a film that is known from the log alone. */
static enum fault find_film_of_entry(struct taking *taking, struct db *db,
                                     const struct old_entry *old, struct happening *what,
                                     struct error *err)
{
    size_t row;

    what->proposal_id = taking_find(taking, OLD_PROPOSALS, old->proposal, &row);
    if (what->proposal_id != 0 || old->title == NULL)
        return FAULT_NONE;
    what->screening_id = taking_watched(taking, old->title);
    if (what->screening_id != 0)
        return FAULT_NONE;
    TRY(taking_film(taking, db, old->title, &what->film_id, err));
    if (what->film_id != 0)
        return FAULT_NONE;
    return film_bring(db, &(struct brought_film){.title = old->title}, taking->now, &what->film_id,
                      err);
}

static enum fault note_entry(struct taking *taking, struct db *db, const struct old_entry *old,
                             const struct deed_word *word, struct verdict *verdict,
                             struct error *err)
{
    struct happening what = {.kind = word->kind, .number = old->number < 0 ? 0 : old->number};
    struct deed deed = {.when = taking_moment(taking, old->happened_at)};
    size_t member;
    bool is_new;

    deed.actor.member_id = taking_find(taking, OLD_MEMBERS, old->member, &member);
    what.actor_left = deed.actor.member_id == 0;
    if (word->of_film)
        TRY(find_film_of_entry(taking, db, old, &what, err));
    else
        what.member_id = word->kind == ACTIVITY_LOG_CLEARED ? 0 : deed.actor.member_id;
    if (what.actor_left && !word->of_film)
        verdict->why = WHY_NO_MEMBER;
    else if (word->of_film && what.proposal_id + what.screening_id + what.film_id == 0)
        verdict->why = WHY_NO_FILM;
    else {
        TRY(activity_bring(db, deed, &what, &is_new, err));
        verdict->outcome = is_new ? ROW_TAKEN : ROW_MERGED;
        verdict->why = is_new ? WHY_NONE : WHY_NOTED;
    }
    return FAULT_NONE;
}

static enum fault take_entry(struct taking *taking, struct db *db, size_t row, struct error *err)
{
    const struct old_entry *old = &old_entries(taking->club)[row];
    const struct deed_word *word = find_word(old->action);
    struct verdict verdict = {.outcome = ROW_LEFT};
    size_t member;

    if (word == NULL)
        verdict.why = WHY_ACTION;
    else if (old->happened_at == 0)
        verdict.why = WHY_NO_TIME;
    else if (word->kind == ACTIVITY_JOINED &&
             taking_find(taking, OLD_MEMBERS, old->member, &member) != 0)
        verdict = (struct verdict){.outcome = ROW_MERGED, .why = WHY_NOTED};
    else
        TRY(note_entry(taking, db, old, word, &verdict, err));
    return taking_note(taking, db, OLD_ENTRIES, row, verdict, err);
}

struct moment {
    int64_t happened_at;
    size_t row;
};

static int by_moment(const void *one, const void *other)
{
    const struct moment *a = one, *b = other;

    return a->happened_at != b->happened_at
               ? (a->happened_at > b->happened_at) - (a->happened_at < b->happened_at)
               : (a->row > b->row) - (a->row < b->row);
}

/* Of a member's votes for a film within an hour, the last one is kept. */
enum fault taking_entries(struct taking *taking, struct db *db, struct error *err)
{
    const size_t count = taking->club->tables[OLD_ENTRIES].count;
    struct moment *moments = ARENA_ARRAY(taking->arena, struct moment, count + 1);

    for (size_t row = 0; row < count; row++)
        moments[row] = (struct moment){old_entries(taking->club)[row].happened_at, row};
    qsort(moments, count, sizeof(*moments), by_moment);
    for (size_t i = 0; i < count; i++)
        if (!taking_is_here(taking, OLD_ENTRIES, moments[i].row))
            TRY(take_entry(taking, db, moments[i].row, err));
    return FAULT_NONE;
}
