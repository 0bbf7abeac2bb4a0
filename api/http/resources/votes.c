#include "http/resources/routes.h"

#include <stdlib.h>

#include "http/call/body.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "store/votes.h"

static enum fault reply_result(struct reply *reply, int64_t proposal_id, bool voted,
                               int64_t vote_count, struct error *err)
{
    struct jsonw json = reply_json(reply, 200, CACHE_NEVER);

    jsonw_object(&json, NULL);
    jsonw_int(&json, "proposal_id", proposal_id);
    jsonw_bool(&json, "voted", voted);
    jsonw_int(&json, "vote_count", vote_count);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault votes_cast(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id, vote_count;

    TRY(call_id(call, 0, &id, err));
    TRY(store_vote_cast(call->api->store, call_deed(call), id, &vote_count, err));
    return reply_result(reply, id, true, vote_count, err);
}

enum fault votes_withdraw(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id, vote_count;

    TRY(call_id(call, 0, &id, err));
    TRY(store_vote_withdraw(call->api->store, call_deed(call), id, &vote_count, err));
    return reply_result(reply, id, false, vote_count, err);
}

/* ---- the ballot --------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

/* The store names the proposal that was refused; the client wants to know which item that is. */
static enum fault point_to_item(enum fault fault, const struct ids *ids, int64_t refused,
                                struct error *err)
{
    char pointer[48];

    const enum flaw flaw = fault == FAULT_NOT_FOUND           ? FLAW_NO_PROPOSAL
                           : fault == FAULT_PROPOSAL_NOT_OPEN ? FLAW_NOT_OPEN
                                                              : FLAW_FROZEN;

    if (fault != FAULT_NOT_FOUND && fault != FAULT_PROPOSAL_NOT_OPEN && fault != FAULT_VOTES_FROZEN)
        return fault;
    for (size_t i = 0; i < ids->count; i++) {
        if (ids->items[i] != refused)
            continue;
        snprintf(pointer, sizeof(pointer), "/proposal_ids/%zu", i);
        error_point(err, "body", pointer, flaw);
    }
    return fault;
}

static enum fault reply_ballot(struct call *call, struct reply *reply, const struct ids *ids,
                               struct error *err)
{
    struct jsonw json = reply_json(reply, 200, CACHE_NEVER);
    int64_t *sorted = ARENA_ARRAY(&call->arena, int64_t, ids->count + 1);

    for (size_t i = 0; i < ids->count; i++)
        sorted[i] = ids->items[i];
    qsort(sorted, ids->count, sizeof(*sorted), by_id);
    jsonw_object(&json, NULL);
    jsonw_array(&json, "proposal_ids");
    for (size_t i = 0; i < ids->count; i++)
        jsonw_int(&json, NULL, sorted[i]);
    jsonw_array_end(&json);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

struct ballot_body {
    struct ids proposal_ids;
};

enum fault votes_put(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"proposal_ids", FIELD_IDS, true, false, 0, BALLOT_MAX,
         offsetof(struct ballot_body, proposal_ids)},
    };
    struct ballot_body body = {0};
    int64_t refused = 0;
    enum fault fault;

    TRY(BODY_DECODE(call, fields, &body, err));
    fault = store_ballot_put(call->api->store, call_deed(call), body.proposal_ids.items,
                             body.proposal_ids.count, &refused, err);
    TRY(point_to_item(fault, &body.proposal_ids, refused, err));
    return reply_ballot(call, reply, &body.proposal_ids, err);
}

/* ---- lists -------------------------------------------------------------------------------- */

struct wanted_votes {
    int64_t proposal_id; /* 0: the reader's own votes */
    struct list list;
};

static enum fault read_wanted(struct call *call, struct wanted_votes *wanted, struct error *err)
{
    wanted->proposal_id = query_int(call, "proposal_id", 1, ID_MAX, 0, err);
    list_read(call, wanted->proposal_id == 0 ? "mine" : "voters", &wanted->list, err);
    return query_done(err);
}

static void add_vote(struct jsonw *json, const struct vote *vote)
{
    jsonw_object(json, NULL);
    jsonw_int(json, "proposal_id", vote->proposal_id);
    json_member(json, "member", &vote->member);
    jsonw_time(json, "cast_at", vote->cast_at);
    jsonw_object_end(json);
}

static enum fault load_votes(struct call *call, const struct wanted_votes *wanted,
                             struct vote **votes, size_t *count, struct error *err)
{
    const struct list *list = &wanted->list;
    struct db *db;

    TRY(call_db(call, &db, err));
    if (wanted->proposal_id == 0)
        return votes_of_member(db, &call->arena, call->me->member_id, list->after.id,
                               list->limit + 1, votes, count, err);
    return votes_of_proposal(db, &call->arena, wanted->proposal_id, list->after.id, list->limit + 1,
                             votes, count, err);
}

enum fault votes_list(struct call *call, struct reply *reply, struct error *err)
{
    struct wanted_votes wanted;
    struct cursor next;
    struct vote *votes;
    struct jsonw json;
    size_t count, shown;

    TRY(read_wanted(call, &wanted, err));
    TRY(load_votes(call, &wanted, &votes, &count, err));
    shown = list_shown(&wanted.list, count);
    next = (struct cursor){.list = wanted.list.after.list};
    json = reply_json(reply, 200, CACHE_ASK);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        add_vote(&json, &votes[i]);
        next.id = wanted.proposal_id == 0 ? votes[i].proposal_id : votes[i].member.id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* Nobody, where the club keeps it to itself. */
static enum fault load_missing(struct call *call, const struct list *list, struct person **members,
                               size_t *count, struct error *err)
{
    struct db *db;

    *count = 0;
    if (!call_club(call)->settings.shows_missing)
        return FAULT_NONE;
    TRY(call_db(call, &db, err));
    return voters_missing(db, &call->arena, list->after.id, list->limit + 1, members, count, err);
}

enum fault votes_missing(struct call *call, struct reply *reply, struct error *err)
{
    struct cursor next = {.list = "missing"};
    struct person *members = NULL;
    size_t count, shown;
    struct jsonw json;
    struct list list;

    list_read(call, next.list, &list, err);
    TRY(query_done(err));
    TRY(load_missing(call, &list, &members, &count, err));
    shown = list_shown(&list, count);
    json = reply_json(reply, 200, CACHE_ASK);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        json_member(&json, NULL, &members[i]);
        next.id = members[i].id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}
