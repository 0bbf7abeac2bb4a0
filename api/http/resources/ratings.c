#include "http/resources/routes.h"

#include "http/call/body.h"
#include "http/resources/json.h"
#include "store/ratings.h"

static enum fault reply_rated(struct reply *reply, int64_t screening_id, const struct rated *rated,
                              struct error *err)
{
    struct jsonw json = reply_json(reply, 200, CACHE_NEVER);

    jsonw_object(&json, NULL);
    jsonw_int(&json, "screening_id", screening_id);
    json_stars(&json, "stars", rated->halves);
    json_stars(&json, "average", rating_average(rated->sum, rated->count));
    jsonw_int(&json, "rating_count", rated->count);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

struct rating_body {
    int64_t stars; /* in halves */
};

enum fault ratings_put(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"stars", FIELD_STARS, true, false, 1, RATING_HALVES_MAX,
         offsetof(struct rating_body, stars)},
    };
    struct rating_body body = {0};
    struct rated rated;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(BODY_DECODE(call, fields, &body, err));
    TRY(store_rating_put(call->api->store, call_deed(call), id, body.stars, &rated, err));
    return reply_rated(reply, id, &rated, err);
}

enum fault ratings_remove(struct call *call, struct reply *reply, struct error *err)
{
    struct rated rated;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_rating_remove(call->api->store, call_deed(call), id, &rated, err));
    return reply_rated(reply, id, &rated, err);
}

enum fault ratings_restore(struct call *call, struct reply *reply, struct error *err)
{
    struct rated rated;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_rating_restore(call->api->store, call_deed(call), id, &rated, err));
    return reply_rated(reply, id, &rated, err);
}

enum fault ratings_unask(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_rating_unask(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}
