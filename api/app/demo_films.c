#include "app/demo_films.h"

#include "base/clock.h"
#include "catalog/catalog.h"
#include "domain/deed.h"
#include "store/fetches.h"
#include "store/members.h"
#include "store/proposing.h"
#include "store/ratings.h"
#include "store/recording.h"
#include "store/screenings.h"
#include "store/seen.h"
#include "store/votes.h"
#include "store/wishes.h"

enum fault demo_damaged(struct error *err)
{
    return error_set(err, FAULT_INTERNAL, "The demo's sample club is damaged.");
}

enum fault demo_member(struct demo_club *demo, const char *name, int64_t *id, struct error *err)
{
    struct member member;
    const char *hash;

    TRY(member_by_name(demo->db, &demo->arena, name == NULL ? "" : name, &member, &hash, err));
    *id = member.id;
    return FAULT_NONE;
}

static const char *entry_text(json_t *entry, const char *key)
{
    return json_string_value(json_object_get(entry, key));
}

static enum fault give_facts(struct demo_club *demo, int64_t film_id, const char *imdb_id,
                             struct error *err)
{
    struct film_facts facts;

    TRY(catalog_builtin(demo->catalog, &demo->arena, film_id, imdb_id, demo->now, &facts, err));
    return store_films_save(demo->store, &facts, 1, demo->now, err);
}

/* ---- proposals ------------------------------------------------------------------------------ */

static struct deed deed_of(int64_t member_id, int64_t when)
{
    return (struct deed){.actor = {.member_id = member_id, .role = ROLE_MEMBER}, .when = when};
}

static enum fault mark_seen(struct demo_club *demo, json_t *names, int64_t film_id, int64_t when,
                            struct error *err)
{
    struct seen seen;
    int64_t member;
    json_t *name;
    size_t i;

    json_array_foreach(names, i, name)
    {
        TRY(demo_member(demo, json_string_value(name), &member, err));
        TRY(store_seen_mark(demo->store, deed_of(member, when + (int64_t)(i + 1) * HOUR / 4),
                            film_id, NO_STARS, &seen, err));
    }
    return FAULT_NONE;
}

/* At `when`; each votes a minute after the one before. */
static enum fault put_up(struct demo_club *demo, json_t *entry, const char *note, int64_t when,
                         struct proposed *proposed, struct error *err)
{
    struct proposal_new proposal = {.imdb_id = entry_text(entry, "imdb_id"),
                                    .note = note,
                                    .club_limit = PROPOSAL_LIMIT_DEFAULT};
    int64_t by, voter, count;
    json_t *name;
    size_t i;

    if (proposal.imdb_id == NULL)
        return demo_damaged(err);
    TRY(demo_member(demo, entry_text(entry, "proposer"), &by, err));
    TRY(store_proposal_add(demo->store, deed_of(by, when), &proposal, proposed, err));
    TRY(give_facts(demo, proposed->film_id, proposal.imdb_id, err));
    json_array_foreach(json_object_get(entry, "voters"), i, name)
    {
        TRY(demo_member(demo, json_string_value(name), &voter, err));
        TRY(store_vote_cast(demo->store, deed_of(voter, when + (int64_t)(i + 1) * MINUTE),
                            proposed->id, &count, err));
    }
    return FAULT_NONE;
}

enum fault demo_add_proposal(struct demo_club *demo, json_t *entry, struct error *err)
{
    int64_t when = demo->now - json_integer_value(json_object_get(entry, "hours_ago")) * HOUR;
    struct proposed proposed;

    TRY(put_up(demo, entry, entry_text(entry, "note"), when, &proposed, err));
    return mark_seen(demo, json_object_get(entry, "seen"), proposed.film_id, when, err);
}

/* ---- evenings ------------------------------------------------------------------------------- */

enum { PUT_UP = 18 * DAY /* before */, RECORDED = 22 * HOUR /* of the day */ };
enum { RATED_AFTER = 10 * HOUR, RATED_APART = 47 * MINUTE };
enum { FRIDAY = 1, WEEK = 7 /* days; the epoch began on a Thursday */ };

static int64_t friday_of(int64_t day)
{
    return day - (day - FRIDAY) % WEEK;
}

static enum fault film_of_screening(struct demo_club *demo, int64_t screening_id, struct film *film,
                                    struct error *err)
{
    struct screening screening;

    TRY(screening_by_id(demo->db, &demo->arena, screening_id, &screening, err));
    *film = screening.film;
    return FAULT_NONE;
}

static enum fault record(struct demo_club *demo, json_t *entry, struct deed deed,
                         struct screening_new *screening, int64_t *id, struct error *err)
{
    struct proposed proposed;
    struct film film;

    if (json_object_get(entry, "voters") != NULL) {
        TRY(put_up(demo, entry, NULL, deed.when - PUT_UP, &proposed, err));
        screening->proposal_id = proposed.id;
        return store_screening_add(demo->store, deed, screening, id, err);
    }
    screening->imdb_id = entry_text(entry, "imdb_id");
    if (screening->imdb_id == NULL)
        return demo_damaged(err);
    TRY(demo_member(demo, entry_text(entry, "proposer"), &screening->proposer_id, err));
    TRY(store_screening_add(demo->store, deed, screening, id, err));
    TRY(film_of_screening(demo, *id, &film, err));
    return give_facts(demo, film.id, film.imdb_id, err);
}

static enum fault give_stars(struct demo_club *demo, json_t *ratings, int64_t screening_id,
                             int64_t when, struct error *err)
{
    struct rated rated;
    const char *name;
    int64_t member;
    json_t *stars;

    json_object_foreach(ratings, name, stars)
    {
        when += RATED_APART;
        TRY(demo_member(demo, name, &member, err));
        TRY(store_rating_put(demo->store, deed_of(member, when), screening_id,
                             (int64_t)(2 * json_number_value(stars)), &rated, err));
    }
    return FAULT_NONE;
}

enum fault demo_add_screening(struct demo_club *demo, json_t *entry, struct error *err)
{
    int64_t days_ago = json_integer_value(json_object_get(entry, "days_ago")), id;
    int64_t day = friday_of(demo->now / DAY - days_ago);
    bool undated = json_is_true(json_object_get(entry, "undated"));
    struct screening_new screening = {
        .has_day = true, .day = undated ? 0 : day, .note = entry_text(entry, "note")};
    struct deed deed = {.actor.role = ROLE_ADMIN, .when = day * DAY + RECORDED};

    TRY(demo_member(demo, "admin", &deed.actor.member_id, err));
    TRY(record(demo, entry, deed, &screening, &id, err));
    return give_stars(demo, json_object_get(entry, "ratings"), id, deed.when + RATED_AFTER, err);
}

/* ---- lists ---------------------------------------------------------------------------------- */

/* Each adds it an hour after the one before, the last an hour ago. */
enum fault demo_add_wishes(struct demo_club *demo, json_t *entry, struct error *err)
{
    const struct wish_new film = {.imdb_id = entry_text(entry, "imdb_id")};
    json_t *names = json_object_get(entry, "members"), *name;
    int64_t member, ago = (int64_t)json_array_size(names);
    struct wish wish = {0};
    size_t i;

    if (film.imdb_id == NULL || ago == 0)
        return demo_damaged(err);
    json_array_foreach(names, i, name)
    {
        TRY(demo_member(demo, json_string_value(name), &member, err));
        TRY(store_wish_add_new(demo->store, deed_of(member, demo->now - (ago - (int64_t)i) * HOUR),
                               &film, &wish, err));
    }
    return give_facts(demo, wish.film_id, film.imdb_id, err);
}
