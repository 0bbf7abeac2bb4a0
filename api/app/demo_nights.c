#include "app/demo_nights.h"

#include "catalog/catalog.h"
#include "domain/deed.h"
#include "store/fetches.h"
#include "store/members.h"
#include "store/ratings.h"
#include "store/recording.h"
#include "store/screenings.h"

enum fault demo_member(struct store *store, struct arena *arena, const char *name, int64_t *id,
                       struct error *err)
{
    struct member member;
    const char *hash;
    struct db *db;
    enum fault fault;

    TRY(store_reader(store, &db, err));
    fault = member_by_name(db, arena, name == NULL ? "" : name, &member, &hash, err);
    store_reader_done(store, db);
    *id = member.id;
    return fault;
}

enum { HOUR = 60 * 60, DAY = 24 * HOUR, RATED_AFTER = 12 * HOUR /* at the earliest */ };

static enum fault film_of_screening(struct store *store, struct arena *arena, int64_t screening_id,
                                    struct film *film, struct error *err)
{
    struct screening screening;
    enum fault fault;
    struct db *db;

    TRY(store_reader(store, &db, err));
    fault = screening_by_id(db, arena, screening_id, &screening, err);
    store_reader_done(store, db);
    *film = screening.film;
    return fault;
}

static enum fault give_facts(struct store *store, struct catalog *catalog, struct arena *arena,
                             int64_t screening_id, int64_t now, struct error *err)
{
    struct film_facts facts;
    struct film film;

    TRY(film_of_screening(store, arena, screening_id, &film, err));
    TRY(catalog_builtin(catalog, arena, film.id, film.imdb_id, now, &facts, err));
    return store_films_save(store, &facts, 1, now, err);
}

static enum fault give_stars(struct store *store, struct arena *arena, json_t *ratings,
                             int64_t screening_id, int64_t when, struct error *err)
{
    struct deed deed = {.actor.role = ROLE_MEMBER, .when = when};
    struct rated rated;
    const char *name;
    json_t *stars;

    json_object_foreach(ratings, name, stars)
    {
        TRY(demo_member(store, arena, name, &deed.actor.member_id, err));
        deed.when += 10 * 60;
        TRY(store_rating_put(store, deed, screening_id, (int64_t)(2 * json_number_value(stars)),
                             &rated, err));
    }
    return FAULT_NONE;
}

enum fault demo_add_screening(struct store *store, struct catalog *catalog, struct arena *arena,
                              json_t *evening, int64_t now, struct error *err)
{
    int64_t days = json_integer_value(json_object_get(evening, "days_ago")), id;
    int64_t when = now - days * DAY;
    const char *proposer = json_string_value(json_object_get(evening, "proposer"));
    struct screening_new screening = {.imdb_id =
                                          json_string_value(json_object_get(evening, "imdb_id")),
                                      .has_day = true,
                                      .day = when / DAY,
                                      .note = json_string_value(json_object_get(evening, "note"))};

    if (screening.imdb_id == NULL)
        return error_set(err, FAULT_INTERNAL, "The demo's sample club is damaged.");
    if (proposer != NULL)
        TRY(demo_member(store, arena, proposer, &screening.proposer_id, err));
    TRY(store_screening_add(store, deed_of_operator(when), &screening, &id, err));
    TRY(give_facts(store, catalog, arena, id, now, err));
    return give_stars(store, arena, json_object_get(evening, "ratings"), id, when + RATED_AFTER,
                      err);
}
