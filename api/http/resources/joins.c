#include "http/resources/routes.h"

#include "http/call/list.h"
#include "http/resources/json.h"
#include "http/resources/proposals.h"
#include "store/joining.h"
#include "store/joins.h"
#include "store/proposals.h"

static void add_join(struct jsonw *json, const struct join *join)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "proposal_id", join->joined_id);
    jsonw_text(json, "title", join->title);
    jsonw_text(json, "imdb_id", join->imdb_id);
    json_member(json, "proposer", &join->proposer);
    jsonw_bool(json, "by_itself", join->by_itself);
    json_member(json, "joined_by", &join->joined_by);
    jsonw_time(json, "joined_at", join->joined_at);
    jsonw_object_end(json);
}

enum fault joins_list(struct call *call, struct reply *reply, struct error *err)
{
    struct listed kept;
    struct join *joins;
    struct jsonw json;
    struct db *db;
    size_t count;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(call_db(call, &db, err));
    TRY(proposal_by_id(db, &call->arena, id, &kept, err));
    TRY(joins_of(db, &call->arena, id, &joins, &count, err));
    json = reply_json(reply, 200, CACHE_NEVER);
    list_begin(&json);
    for (size_t i = 0; i < count; i++)
        add_join(&json, &joins[i]);
    list_end(&json, &call->arena, NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* Both of the path, which are two proposals. */
static enum fault take_both_ids(struct call *call, int64_t *kept_id, int64_t *joined_id,
                                struct error *err)
{
    TRY(call_id(call, 0, kept_id, err));
    TRY(call_id(call, 1, joined_id, err));
    if (*kept_id == *joined_id)
        return error_field(err, "path", "/joined_id", FLAW_ITSELF);
    return FAULT_NONE;
}

enum fault joins_join(struct call *call, struct reply *reply, struct error *err)
{
    int64_t kept_id, joined_id;

    TRY(take_both_ids(call, &kept_id, &joined_id, err));
    TRY(store_proposals_join(call->api->store, call_deed(call), joined_id, kept_id, err));
    return proposals_reply(call, reply, kept_id, 200, err);
}

enum fault joins_part(struct call *call, struct reply *reply, struct error *err)
{
    int64_t kept_id, joined_id;

    TRY(take_both_ids(call, &kept_id, &joined_id, err));
    TRY(store_proposals_part(call->api->store, call_deed(call), joined_id, kept_id, err));
    return proposals_reply(call, reply, joined_id, 200, err);
}
