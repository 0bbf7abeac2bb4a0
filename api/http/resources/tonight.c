#include "http/resources/tonight.h"

#include "base/clock.h"
#include "catalog/catalog.h"
#include "http/call/body.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/store.h"

static void add_times(struct jsonw *json, const struct tonight_film *film)
{
    jsonw_time(json, "settled_at", film->settled.at);
    jsonw_positive(json, "drawn_from", film->settled.drawn_from);
    jsonw_time(json, "starts_at", film->settled.starts_at);
    jsonw_time(json, "ends_at", film->ends_at);
}

/* ---- on top of the page ------------------------------------------------------------------- */

static void add_banner(struct jsonw *json, const struct tonight_film *film)
{
    jsonw_int(json, "proposal_id", film->proposal_id);
    jsonw_text(json, "title", film_name(&film->film));
    jsonw_positive(json, "year", film->film.year);
    jsonw_positive(json, "runtime_minutes", film->film.runtime_minutes);
    json_poster(json, "poster", &film->film.poster);
    add_times(json, film);
}

void json_tonight(struct jsonw *json, const char *key, const struct tonight *tonight)
{
    if (tonight == NULL || tonight->count == 0) {
        jsonw_null(json, key);
        return;
    }
    jsonw_object(json, key);
    add_banner(json, &tonight->films[0]);
    if (tonight->count > 1) {
        jsonw_object(json, "then");
        add_banner(json, &tonight->films[1]);
        jsonw_object_end(json);
    } else {
        jsonw_null(json, "then");
    }
    jsonw_object_end(json);
}

/* ---- the whole evening -------------------------------------------------------------------- */

static void add_shown(struct call *call, struct jsonw *json, const struct evening *evening,
                      size_t n)
{
    const struct listed *listed = &evening->proposals[n];

    catalog_want(call->api->catalog, &listed->proposal.film, call->now);
    json_proposal(json, "proposal", &listed->proposal,
                  call_by_member(call) ? json_voters(&call->arena, listed) : NULL, UNRANKED,
                  call->now);
    add_times(json, &evening->tonight.films[n]);
}

static void add_evening(struct call *call, struct jsonw *json, const struct evening *evening)
{
    if (evening->tonight.count == 0) {
        jsonw_null(json, "tonight");
        return;
    }
    jsonw_object(json, "tonight");
    add_shown(call, json, evening, 0);
    if (evening->tonight.count > 1) {
        jsonw_object(json, "then");
        add_shown(call, json, evening, 1);
        jsonw_object_end(json);
    } else {
        jsonw_null(json, "then");
    }
    jsonw_object_end(json);
}

static void add_leaders(struct jsonw *json, const struct leaders *leaders)
{
    jsonw_array(json, "leaders");
    for (size_t i = 0; i < leaders->count; i++)
        jsonw_int(json, NULL, leaders->ids[i]);
    jsonw_array_end(json);
    jsonw_int(json, "leader_count", leaders->total);
    jsonw_int(json, "leading_votes", leaders->votes);
}

static enum fault reply_evening(struct call *call, struct reply *reply, const char *cache_control,
                                struct error *err)
{
    struct evening evening;
    struct jsonw json;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(evening_read(db, &call->arena, &evening, err));
    json = reply_json(reply, 200, cache_control);
    jsonw_object(&json, NULL);
    add_evening(call, &json, &evening);
    add_leaders(&json, &evening.leaders);
    jsonw_int(&json, "version", evening.version);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault tonight_get(struct call *call, struct reply *reply, struct error *err)
{
    return reply_evening(call, reply, CACHE_ASK, err);
}

/* ---- settling ----------------------------------------------------------------------------- */

enum { LATE = DAY, EARLY = 7 * DAY };

struct settle_body {
    int64_t proposal_id, starts_at;
    bool draw, then;
};

static enum fault read_settling(struct call *call, struct settling *settling, struct error *err)
{
    static const struct field fields[] = {
        {"proposal_id", FIELD_INT, false, false, 1, ID_MAX,
         offsetof(struct settle_body, proposal_id)},
        {"draw", FIELD_BOOL, false, false, 0, 1, offsetof(struct settle_body, draw)},
        {"starts_at", FIELD_TIME, false, true, 0, 0, offsetof(struct settle_body, starts_at)},
        {"then", FIELD_BOOL, false, false, 0, 1, offsetof(struct settle_body, then)},
    };
    struct settle_body body = {.starts_at = NOT_SENT};

    TRY(BODY_DECODE(call, fields, &body, err));
    if ((body.proposal_id != 0) == body.draw)
        return error_field(err, "body", "/proposal_id", FLAW_FILM_OR_DRAW);
    if (body.starts_at > 0 &&
        (body.starts_at < call->now - LATE || body.starts_at > call->now + EARLY))
        return error_field(err, "body", "/starts_at", FLAW_NOT_SOON);
    *settling = (struct settling){.proposal_id = body.proposal_id,
                                  .follows = body.then,
                                  .has_start = body.starts_at != NOT_SENT,
                                  .starts_at = body.starts_at == NOT_SENT ? 0 : body.starts_at};
    return FAULT_NONE;
}

enum fault tonight_settle(struct call *call, struct reply *reply, struct error *err)
{
    struct settling settling;

    TRY(read_settling(call, &settling, err));
    TRY(store_tonight_settle(call->api->store, call_deed(call), &settling, err));
    return reply_evening(call, reply, CACHE_NEVER, err);
}

enum fault tonight_clear_one(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_tonight_remove(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}

enum fault tonight_clear(struct call *call, struct reply *reply, struct error *err)
{
    TRY(store_tonight_clear(call->api->store, call_deed(call), err));
    reply_empty(reply);
    return FAULT_NONE;
}
