#include "http/resources/routes.h"

#include <inttypes.h>
#include <stdio.h>

#include "catalog/cache.h"
#include "catalog/open_films.h"
#include "config/config.h"
#include "http/call/body.h"
#include "http/kept/snapshot.h"
#include "store/fetches.h"
#include "store/films.h"
#include "store/poster_wants.h"

/* ---- how the film data is ----------------------------------------------------------------------
 */

static void add_failing(struct jsonw *json, const struct film_failing *failing, int64_t now)
{
    const struct film *film = &failing->film;

    jsonw_object(json, NULL);
    jsonw_int(json, "film_id", film->id);
    jsonw_text(json, "imdb_id", film->imdb_id);
    jsonw_text(json, "title", film->title);
    jsonw_text(json, "state", film_metadata_state(film, now));
    jsonw_time(json, "cached_at", film_past(film->cached_at, now));
    jsonw_time(json, "unknown_at", film_past(failing->unknown_at, now));
    jsonw_time(json, "try_at", film_next_try(film, now));
    jsonw_int(json, "failures", film->failures);
    jsonw_text(json, "error", failing->error);
    jsonw_object_end(json);
}

/* Of the films in all lists so far, those that were fresh; by hand is neither. */
static void add_hit_rate(struct jsonw *json, struct call *call)
{
    struct snapshot_counts counts;
    uint64_t shown = 0, thousandths;

    snapshot_count(call->api->snapshots, &counts);
    for (enum metadata_state state = 0; state < METADATA_STATES; state++)
        shown += state == METADATA_MANUAL ? 0 : counts.films_shown[state];
    if (shown == 0) {
        jsonw_null(json, "hit_rate");
        return;
    }
    thousandths = counts.films_shown[METADATA_FRESH] * 1000 / shown;
    jsonw_raw(json, "hit_rate",
              arena_printf(&call->arena, "%" PRIu64 ".%03" PRIu64, thousandths / 1000,
                           thousandths % 1000));
}

static void add_failing_poster(struct jsonw *json, const struct poster_failing *poster, int64_t now)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "film_id", poster->film_id);
    jsonw_text(json, "imdb_id", poster->imdb_id);
    jsonw_text(json, "title", poster->title);
    jsonw_bool(json, "refused", poster->refused);
    jsonw_int(json, "failures", poster->failures);
    jsonw_time(json, "try_at", poster->refused ? 0 : film_wait_end(poster->try_at, now));
    jsonw_text(json, "error", poster->error);
    jsonw_object_end(json);
}

static enum fault add_failing_posters(struct jsonw *json, struct call *call, struct db *db,
                                      struct error *err)
{
    struct poster_failing posters[POSTERS_FAILING_MAX];
    size_t count;

    TRY(posters_failing(db, &call->arena, posters, &count, err));
    jsonw_array(json, "posters_failing");
    for (size_t i = 0; i < count; i++)
        add_failing_poster(json, &posters[i], call->now);
    jsonw_array_end(json);
    return FAULT_NONE;
}

enum fault cache_get(struct call *call, struct reply *reply, struct error *err)
{
    struct film_failing failing[FILMS_FAILING_MAX];
    struct films_summary summary;
    struct jsonw json;
    struct db *db;
    size_t count;

    TRY(call_db(call, &db, err));
    TRY(films_summary(db, call->now, &summary, err));
    TRY(films_failing(db, &call->arena, failing, &count, err));
    json = reply_json(reply, 200, CACHE_NEVER);
    jsonw_object(&json, NULL);
    cache_json_fields(&json, &summary, call->api->catalog);
    add_hit_rate(&json, call);
    jsonw_array(&json, "films_failing");
    for (size_t i = 0; i < count; i++)
        add_failing(&json, &failing[i], call->now);
    jsonw_array_end(&json);
    TRY(add_failing_posters(&json, call, db, err));
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* ---- asking for it again -----------------------------------------------------------------------
 */

static enum fault no_room(struct error *err)
{
    enum { A_MOMENT = 30 /* seconds */ };

    error_set(err, FAULT_BUSY, "%d films are already being looked up, and more don't fit.",
              OPEN_FILMS_MAX);
    error_param_int(err, "max", OPEN_FILMS_MAX);
    err->retry_after = A_MOMENT;
    return FAULT_BUSY;
}

struct wanted_films {
    size_t films, posters;
};

static enum fault want_one(struct call *call, struct db *db, int64_t id,
                           struct wanted_films *wanted, struct error *err)
{
    struct film_want want;
    struct film film;

    TRY(film_by_id(db, &call->arena, id, &film, err));
    if (film.imdb_id == NULL)
        return error_field(err, "body", "/film_id", FLAW_BY_HAND);
    want = catalog_want_of(&film);
    TRY(store_film_want_poster(call->api->store, call_deed(call), id, &wanted->posters, err));
    if (!catalog_want_anyway(call->api->catalog, &want, call->now))
        return no_room(err);
    wanted->films = 1;
    return FAULT_NONE;
}

/* As many as there is room for: those that are left are still stale when somebody asks again. */
static enum fault want_stale(struct call *call, struct db *db, struct wanted_films *wanted,
                             struct error *err)
{
    int64_t until = call->now - call->api->config->cache_ttl_ms / 1000;
    struct film_want *wants;
    size_t count;

    TRY(store_posters_want_failing(call->api->store, call_deed(call), &wanted->posters, err));
    TRY(films_older(db, &call->arena, until, call->now, OPEN_FILMS_MAX, &wants, &count, err));
    while (wanted->films < count &&
           catalog_want_anyway(call->api->catalog, &wants[wanted->films], call->now))
        wanted->films++;
    return wanted->films == 0 && count > 0 ? no_room(err) : FAULT_NONE;
}

struct refresh_body {
    int64_t film_id; /* 0: all that are stale */
};

enum fault cache_refresh(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"film_id", FIELD_INT, false, false, 1, ID_MAX, offsetof(struct refresh_body, film_id)},
    };
    struct refresh_body body = {0};
    struct jsonw json;
    struct db *db;
    struct wanted_films wanted = {0};

    TRY(BODY_DECODE(call, fields, &body, err));
    TRY(call_db(call, &db, err));
    TRY(body.film_id != 0 ? want_one(call, db, body.film_id, &wanted, err)
                          : want_stale(call, db, &wanted, err));
    catalog_want_posters(call->api->catalog);
    json = reply_json(reply, 202, CACHE_NEVER);
    jsonw_object(&json, NULL);
    jsonw_int(&json, "wanted", (int64_t)wanted.films);
    jsonw_int(&json, "posters", (int64_t)wanted.posters);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}
