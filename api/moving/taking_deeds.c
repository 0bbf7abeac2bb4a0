#include "moving/taking_parts.h"

/* ---- votes ----------------------------------------------------------------------------------- */

static const struct verdict vote_verdicts[] = {
    [VOTE_BROUGHT] = {.outcome = ROW_TAKEN},
    [VOTE_WAS_THERE] = {.outcome = ROW_MERGED, .why = WHY_VOTED},
    [VOTE_FROZEN] = {.why = WHY_FROZEN},
    [VOTE_TOO_LATE] = {.why = WHY_CLOSED},
};

static enum fault take_vote(struct taking *taking, struct db *db, size_t row, struct error *err)
{
    const struct old_vote *old = &old_votes(taking->club)[row];
    enum brought_vote outcome;
    struct verdict verdict;
    size_t voter, proposal;
    const int64_t member_id = taking_find(taking, OLD_MEMBERS, old->voter, &voter);
    const int64_t proposal_id = taking_find(taking, OLD_PROPOSALS, old->proposal, &proposal);

    if (member_id == 0 || proposal_id == 0) {
        verdict = (struct verdict){.why = member_id == 0 ? WHY_NO_MEMBER : WHY_NO_PROPOSAL};
        return taking_note(taking, db, OLD_VOTES, row, verdict, err);
    }
    TRY(vote_bring(db, proposal_id, member_id, taking->members[voter].is_out,
                   taking_moment(taking, old->cast_at), &outcome, err));
    verdict = vote_verdicts[outcome];
    verdict.id = proposal_id;
    return taking_note(taking, db, OLD_VOTES, row, verdict, err);
}

enum fault taking_votes(struct taking *taking, struct db *db, struct error *err)
{
    for (size_t row = 0; row < taking->club->tables[OLD_VOTES].count; row++)
        if (!taking_is_here(taking, OLD_VOTES, row))
            TRY(take_vote(taking, db, row, err));
    return FAULT_NONE;
}

/* ---- stars ----------------------------------------------------------------------------------- */

int64_t taking_watched(const struct taking *taking, const char *title)
{
    const struct old_media *media = old_media(taking->club);
    const struct verdict *rows = taking->taken->rows[OLD_MEDIA];
    int64_t id = 0, number = 0;
    size_t count;
    const struct titled *same = titles_find(&taking->listed, title, &count);

    for (size_t i = 0; i < count; i++) {
        const struct old_media *film = &media[same[i].row];

        if (!film->watched || (id != 0 && film->number < number))
            continue;
        id = rows[same[i].row].id;
        number = film->number;
    }
    return id;
}

enum fault taking_film(struct taking *taking, struct db *db, const char *title, int64_t *id,
                       struct error *err)
{
    const struct old_media *media = old_media(taking->club);
    size_t count;
    const struct titled *same = titles_find(&taking->listed, title, &count);

    TRY(film_up_titled(db, title, 0, id, err));
    for (size_t i = 0; i < count && *id == 0; i++)
        if (!media[same[i].row].watched)
            *id = taking->taken->rows[OLD_MEDIA][same[i].row].id;
    return FAULT_NONE;
}

/* Whoever rated what the club hasn't watched has seen it. */
static enum fault put_stars(struct taking *taking, struct db *db, const struct old_rating *old,
                            int64_t member_id, struct verdict *verdict, struct error *err)
{
    const int64_t when = taking_moment(taking, old->rated_at);
    bool is_new;

    verdict->id = taking_watched(taking, old->title);
    if (verdict->id != 0)
        TRY(rating_bring(db, verdict->id, member_id, old->halves, when, &is_new, err));
    else {
        TRY(taking_film(taking, db, old->title, &verdict->id, err));
        if (verdict->id == 0) {
            *verdict = (struct verdict){.why = WHY_NO_FILM};
            return FAULT_NONE;
        }
        TRY(seen_bring(db, verdict->id, member_id, old->halves, when, &is_new, err));
    }
    verdict->outcome = is_new ? ROW_TAKEN : ROW_MERGED;
    verdict->why = is_new ? WHY_NONE : WHY_RATED;
    return FAULT_NONE;
}

static enum fault take_rating(struct taking *taking, struct db *db, size_t row, struct error *err)
{
    const struct old_rating *old = &old_ratings(taking->club)[row];
    struct verdict verdict = {.outcome = ROW_LEFT};
    size_t member;
    const int64_t member_id = taking_find(taking, OLD_MEMBERS, old->member, &member);

    if (member_id == 0)
        verdict.why = WHY_NO_MEMBER;
    else if (old->title == NULL)
        verdict.why = WHY_NO_TITLE;
    else if (old->halves == 0)
        verdict.why = WHY_NO_STARS;
    else
        TRY(put_stars(taking, db, old, member_id, &verdict, err));
    return taking_note(taking, db, OLD_RATINGS, row, verdict, err);
}

enum fault taking_ratings(struct taking *taking, struct db *db, struct error *err)
{
    for (size_t row = 0; row < taking->club->tables[OLD_RATINGS].count; row++)
        if (!taking_is_here(taking, OLD_RATINGS, row))
            TRY(take_rating(taking, db, row, err));
    return FAULT_NONE;
}
