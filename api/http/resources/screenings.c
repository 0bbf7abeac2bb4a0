#include "http/resources/screenings.h"

#include <inttypes.h>

#include "base/search_key.h"
#include "catalog/catalog.h"
#include "domain/year.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/built.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/ratings.h"
#include "store/screenings.h"

struct screening_listing {
    struct call *call;
    struct screening_query query;
    struct cursor after; /* where it goes on; then the item that was written last */
};

static enum fault read_query(struct call *call, struct screening_listing *wanted, struct error *err)
{
    struct screening_query *query = &wanted->query;
    const char *search;
    struct list list;

    *wanted = (struct screening_listing){.call = call};
    list_read(call, "screenings", &list, err);
    query->year = query_int(call, "year", YEAR_MIN, YEAR_MAX, 0, err);
    search = query_search(call, "q", 100, err);
    query->search = search == NULL ? NULL : search_key(&call->arena, search);
    query->limit = list.limit;
    query->continued = list.continued;
    query->after_day = list.after.number;
    query->after_id = list.after.id;
    wanted->after = list.after;
    return query_done(err);
}

/* Two requests with the same key get the same bytes. */
static const char *listing_key(struct call *call, const struct screening_listing *wanted)
{
    const struct screening_query *query = &wanted->query;

    return arena_printf(&call->arena, "%c list %" PRId64 " %zu %s %s",
                        call_by_member(call) ? 'm' : 'v', query->year, query->limit,
                        query->continued ? cursor_encode(&call->arena, &wanted->after) : "-",
                        query->search == NULL ? "" : query->search);
}

static enum fault build_watched(void *context, struct built *built, struct error *err)
{
    struct screening_listing *wanted = context;
    struct call *call = wanted->call;
    auto_strbuf struct strbuf text;
    struct screening_slice slice;
    struct jsonw json;
    struct db *db;

    strbuf_init(&text, REPLY_BODY_MAX);
    jsonw_init(&json, &text);
    TRY(call_db(call, &db, err));
    TRY(screenings_slice(db, &call->arena, &wanted->query, &slice, err));
    built->expires_at = INT64_MAX;
    list_begin(&json);
    for (size_t i = 0; i < slice.count; i++) {
        const struct screening *screening = &slice.items[i];

        jsonw_object(&json, NULL);
        json_screening_fields(&json, screening, call_by_member(call), call->now);
        jsonw_object_end(&json);
        built_film(built, call, &screening->film);
        wanted->after.number = screening->day;
        wanted->after.id = screening->id;
    }
    list_end(&json, &call->arena, slice.more ? &wanted->after : NULL);
    jsonw_object_end(&json);
    return built_take(built, &text, err);
}

enum fault screenings_list(struct call *call, struct reply *reply, struct error *err)
{
    struct screening_listing wanted;

    TRY(read_query(call, &wanted, err));
    return built_reply(call, reply, call->api->watched, listing_key(call, &wanted), build_watched,
                       &wanted, err);
}

/* ---- one ----------------------------------------------------------------------------------- */

static void add_ratings(struct jsonw *json, const struct ratings *ratings)
{
    jsonw_array(json, "ratings");
    for (size_t i = 0; i < ratings->count; i++) {
        const struct rating *rating = &ratings->items[i];

        jsonw_object(json, NULL);
        json_member(json, "member", &rating->member);
        json_stars(json, "stars", rating->halves);
        jsonw_time(json, "rated_at", rating->rated_at);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

/* Loads and writes it; `screening` is what was written. */
static enum fault write_screening(struct call *call, struct jsonw *json, int64_t id,
                                  struct screening *screening, struct error *err)
{
    struct ratings ratings;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(screening_with_ratings(db, &call->arena, id, screening, &ratings, err));
    jsonw_object(json, NULL);
    json_screening_fields(json, screening, call_by_member(call), call->now);
    jsonw_array(json, "histogram");
    for (size_t i = 0; i < RATING_HALVES_MAX; i++)
        jsonw_int(json, NULL, ratings.histogram[i]);
    jsonw_array_end(json);
    if (call_by_member(call))
        add_ratings(json, &ratings);
    jsonw_object_end(json);
    return FAULT_NONE;
}

struct one {
    struct call *call;
    int64_t id;
};

static enum fault build_one(void *context, struct built *built, struct error *err)
{
    const struct one *one = context;
    auto_strbuf struct strbuf text;
    struct screening screening;
    struct jsonw json;

    strbuf_init(&text, REPLY_BODY_MAX);
    jsonw_init(&json, &text);
    TRY(write_screening(one->call, &json, one->id, &screening, err));
    built->expires_at = INT64_MAX;
    built_film(built, one->call, &screening.film);
    return built_take(built, &text, err);
}

enum fault screenings_get(struct call *call, struct reply *reply, struct error *err)
{
    struct one one = {.call = call};

    TRY(call_id(call, 0, &one.id, err));
    return built_reply(
        call, reply, call->api->watched,
        arena_printf(&call->arena, "%c one %" PRId64, call_by_member(call) ? 'm' : 'v', one.id),
        build_one, &one, err);
}

enum fault screenings_reply(struct call *call, struct reply *reply, int64_t id, int status,
                            struct error *err)
{
    struct jsonw json = reply_json(reply, status, CACHE_NEVER);
    struct screening screening;

    TRY(write_screening(call, &json, id, &screening, err));
    catalog_want(call->api->catalog, &screening.film, call->now);
    return reply_json_end(reply, err);
}
