#include "http/resources/activity.h"

#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"

static void read_kind(struct call *call, struct activity_filter *filter, struct error *err)
{
    const char *kind = query_text(call, "kind");

    if (kind != NULL && !activity_filter_parse(kind, filter))
        error_field(
            err, "query", "/kind", FLAW_NOT_ONE_OF,
            .text = "votes, proposals, nights, stars, members, access, settings and their kinds");
}

/* Admins see everything; the others see what they did, and what is about them. */
static void read_member(struct call *call, struct activity_query *query, struct error *err)
{
    int64_t wanted = query_int(call, "member_id", 1, ID_MAX, 0, err);

    query->member_id = call->me->role == ROLE_ADMIN ? wanted : call->me->member_id;
    query->also_id = query->member_id == wanted ? 0 : wanted;
}

static void add_entry_film(struct jsonw *json, const char *key, const struct activity_film *film)
{
    if (film->id == 0) {
        jsonw_null(json, key);
        return;
    }
    jsonw_object(json, key);
    jsonw_int(json, "id", film->id);
    jsonw_text(json, "title", film->title);
    jsonw_positive(json, "year", film->year);
    jsonw_object_end(json);
}

static void add_entry_params(struct jsonw *json, const struct activity *entry)
{
    const struct activity_rule *rule = activity_rule(entry->kind);

    jsonw_object(json, "params");
    if (rule->number != NULL && entry->has_number)
        jsonw_int(json, rule->number, entry->number);
    else if (rule->number != NULL)
        jsonw_null(json, rule->number);
    if (rule->text != NULL)
        jsonw_text(json, rule->text, entry->text);
    if (entry->kind == ACTIVITY_SETTLED) {
        jsonw_array(json, "drawn");
        for (size_t i = 0; i < entry->drawn_count; i++)
            add_entry_film(json, NULL, &entry->drawn[i]);
        jsonw_array_end(json);
    }
    jsonw_object_end(json);
}

void json_activity(struct jsonw *json, const struct activity *entry)
{
    const struct activity_rule *rule = activity_rule(entry->kind);

    jsonw_object(json, NULL);
    jsonw_int(json, "id", entry->id);
    jsonw_time(json, "at", entry->happened_at);
    jsonw_text(json, "kind", rule->name);
    jsonw_text(json, "area", activity_area_name(rule->area));
    json_member(json, "actor", &entry->actor);
    jsonw_bool(json, "by_host", entry->by_host);
    json_member(json, "member", &entry->member);
    add_entry_film(json, "proposal", &entry->proposal);
    add_entry_film(json, "other", &entry->other);
    add_entry_film(json, "screening", &entry->screening);
    add_entry_film(json, "film", &entry->film);
    add_entry_params(json, entry);
    jsonw_object_end(json);
}

enum fault activity_get(struct call *call, struct reply *reply, struct error *err)
{
    struct cursor next = {.list = "activity"};
    struct activity_query query = {0};
    struct activity *entries;
    size_t count, shown;
    struct jsonw json;
    struct list list;
    struct db *db;

    list_read(call, next.list, &list, err);
    read_kind(call, &query.filter, err);
    read_member(call, &query, err);
    TRY(query_done(err));
    query.before = list.after.number;
    query.before_id = list.after.id;
    query.limit = list.limit + 1;
    TRY(call_db(call, &db, err));
    TRY(activity_list(db, &call->arena, &query, &entries, &count, err));
    shown = list_shown(&list, count);
    json = reply_json(reply, 200, CACHE_NEVER);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        json_activity(&json, &entries[i]);
        next.number = entries[i].happened_at;
        next.id = entries[i].id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault activity_clear(struct call *call, struct reply *reply, struct error *err)
{
    TRY(store_activity_clear(call->api->store, call_deed(call), err));
    reply_empty(reply);
    return FAULT_NONE;
}
