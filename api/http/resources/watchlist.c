/* What the member who asks would like to see: their list is theirs alone. */
#include "catalog/catalog.h"
#include "http/call/body.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/wishes.h"

static void add_wished(struct call *call, struct jsonw *json, const struct wished *wished)
{
    jsonw_object(json, NULL);
    jsonw_object(json, "film");
    json_film_fields(json, &wished->film, call->now);
    jsonw_object_end(json);
    json_standing(json, wished->open_proposal, wished->watched_at, wished->wish_count);
    jsonw_time(json, "added_at", wished->added_at);
    jsonw_object_end(json);
    catalog_want(call->api->catalog, &wished->film, call->now);
}

enum fault watchlist_list(struct call *call, struct reply *reply, struct error *err)
{
    struct cursor next;
    struct list list;
    struct wished *items;
    struct jsonw json;
    struct db *db;
    size_t count, shown;

    list_read(call, "watchlist", &list, err);
    TRY(query_done(err));
    TRY(call_db(call, &db, err));
    TRY(wishes_of(db, &call->arena, call->me->member_id,
                  list.continued ? list.after.number : INT64_MAX, list.after.id, list.limit + 1,
                  &items, &count, err));
    shown = list_shown(&list, count);
    next = (struct cursor){.list = list.after.list};
    json = reply_json(reply, 200, CACHE_ASK);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        add_wished(call, &json, &items[i]);
        next.number = items[i].added_at;
        next.id = items[i].film.id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

static enum fault reply_wish(struct reply *reply, const struct wish *wish, struct error *err)
{
    struct jsonw json = reply_json(reply, 200, CACHE_NEVER);

    jsonw_object(&json, NULL);
    jsonw_int(&json, "film_id", wish->film_id);
    jsonw_time(&json, "added_at", wish->added_at);
    jsonw_int(&json, "wish_count", wish->wish_count);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

struct film_body {
    const char *imdb_id;
};

/* What a search has found, say. */
enum fault watchlist_add_new(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"imdb_id", FIELD_TEXT, true, false, 1, FILM_QUERY_MAX,
         offsetof(struct film_body, imdb_id)},
    };
    const struct provider_film *known;
    struct film_body body = {0};
    struct wish_new film = {0};
    char id[FILM_ID_SIZE];
    struct wish wish;

    TRY(BODY_DECODE(call, fields, &body, err));
    TRY(film_id_check("/imdb_id", body.imdb_id, id, err));
    film.imdb_id = id;
    known = catalog_peek(call->api->catalog, id);
    if (known != NULL) {
        film.title = known->title;
        film.year = known->year;
    }
    TRY(store_wish_add_new(call->api->store, call_deed(call), &film, &wish, err));
    return reply_wish(reply, &wish, err);
}

enum fault watchlist_add(struct call *call, struct reply *reply, struct error *err)
{
    struct wish wish;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_wish_add(call->api->store, call_deed(call), id, &wish, err));
    return reply_wish(reply, &wish, err);
}

enum fault watchlist_remove(struct call *call, struct reply *reply, struct error *err)
{
    struct wish wish;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_wish_remove(call->api->store, call_deed(call), id, &wish, err));
    return reply_wish(reply, &wish, err);
}
