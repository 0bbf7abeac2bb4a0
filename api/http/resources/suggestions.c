#include <inttypes.h>

#include "domain/suggestion.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/built.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/suggesting.h"

struct asked {
    struct call *call;
    struct evening_wish wish;
};

/* What is true of the suggestion, for whoever puts it into a sentence. */
static void add_reason(struct jsonw *json, const struct suggestion *suggestion,
                       const struct candidates *from, const struct evening_wish *wish)
{
    const struct candidate *first = &from->items[suggestion->films[0]];

    jsonw_object(json, "reason");
    switch (suggestion->kind) {
    case SUGGEST_FITS:
        jsonw_int(json, "minutes", wish->minutes);
        jsonw_int(json, "place", (int64_t)suggestion->films[0] + 1);
        break;
    case SUGGEST_SHORTEST:
        jsonw_int(json, "of", from->count < SHORTEST_OF ? (int64_t)from->count : SHORTEST_OF);
        break;
    case SUGGEST_DOUBLE_BILL:
        jsonw_int(json, "minutes", first->minutes + from->items[suggestion->films[1]].minutes);
        jsonw_int(json, "wish", wish->double_bill);
        break;
    case SUGGEST_OVERDUE:
        jsonw_int(json, "won", (2 * first->wins + first->votes) / (2 * first->votes));
        jsonw_int(json, "of", from->lately);
        break;
    case SUGGESTIONS:
        break;
    }
    jsonw_object_end(json);
}

static void add_suggested(struct jsonw *json, const struct candidate *candidate)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "id", candidate->proposal_id);
    jsonw_text(json, "title", candidate->title);
    jsonw_positive(json, "year", candidate->year);
    jsonw_positive(json, "runtime_minutes", candidate->minutes);
    jsonw_int(json, "vote_count", candidate->votes);
    json_poster(json, "poster", &candidate->poster);
    jsonw_object_end(json);
}

static enum fault build_suggestions(void *context, struct built *built, struct error *err)
{
    const struct asked *asked = context;
    struct call *call = asked->call;
    struct suggestion chosen[SUGGESTIONS];
    auto_strbuf struct strbuf text;
    struct candidates from;
    struct jsonw json;
    struct db *db;
    size_t count;

    strbuf_init(&text, REPLY_BODY_MAX);
    jsonw_init(&json, &text);
    TRY(call_db(call, &db, err));
    TRY(candidates_read(db, &call->arena, &from, err));
    built->expires_at = INT64_MAX;
    count = suggestions_choose(&from, &asked->wish, chosen);
    jsonw_object(&json, NULL);
    jsonw_array(&json, "items");
    for (size_t i = 0; i < count; i++) {
        jsonw_object(&json, NULL);
        jsonw_text(&json, "kind", suggestion_kind_name(chosen[i].kind));
        add_reason(&json, &chosen[i], &from, &asked->wish);
        jsonw_array(&json, "proposals");
        for (size_t k = 0; k < chosen[i].count; k++)
            add_suggested(&json, &from.items[chosen[i].films[k]]);
        jsonw_array_end(&json);
        jsonw_object_end(&json);
    }
    jsonw_array_end(&json);
    jsonw_object_end(&json);
    return built_take(built, &text, err);
}

/* The same for everybody who may read: nobody is named. */
enum fault suggestions_get(struct call *call, struct reply *reply, struct error *err)
{
    struct asked asked = {.call = call};

    asked.wish.minutes = query_int(call, "minutes", 1, MINUTES_MAX, 0, err);
    asked.wish.double_bill = query_int(call, "double", 1, MINUTES_MAX, DOUBLE_BILL_MINUTES, err);
    TRY(query_done(err));
    return built_reply(call, reply, call->api->suggestions,
                       arena_printf(&call->arena, "%" PRId64 " %" PRId64, asked.wish.minutes,
                                    asked.wish.double_bill),
                       build_suggestions, &asked, err);
}
