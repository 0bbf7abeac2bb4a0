/* The members, for admins: who they are, and what may be changed about them. */
#include "http/call/body.h"
#include "http/call/list.h"
#include "http/call/precondition.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "http/resources/routes.h"
#include "store/member_changes.h"
#include "store/member_list.h"

static void add_row(struct jsonw *json, struct call *call, const struct member_row *row)
{
    const struct member *member = &row->member;

    jsonw_object(json, NULL);
    json_self_fields(json, member);
    jsonw_int(json, "proposal_limit",
              member_limit_in(member, call_club(call)->settings.proposal_limit));
    jsonw_bool(json, "has_own_limit", member->own_limit != NO_OWN_LIMIT);
    jsonw_int(json, "open_proposals", member->open_proposals);
    jsonw_int(json, "votes", row->votes);
    jsonw_bool(json, "has_password", member->has_password);
    jsonw_time(json, "last_seen_at", member->last_seen_at);
    jsonw_text(json, "joined_how", member->joined_how);
    jsonw_positive(json, "invitation_id", member->invitation_id);
    jsonw_time(json, "created_at", member->created_at);
    jsonw_object_end(json);
}

static const enum member_state *read_state(struct call *call, struct error *err)
{
    const char *word = query_text(call, "state");
    enum member_state *state = ARENA_NEW(&call->arena, enum member_state);

    if (word == NULL)
        return NULL;
    if (!member_state_parse(word, state))
        error_field(err, "query", "/state", FLAW_NOT_ONE_OF, .text = "active, waiting or inactive");
    return state;
}

/* The last one of the page before may have left: then nothing says where to go on. */
static enum fault load_rows(struct call *call, const struct member_query *query,
                            struct member_row **rows, size_t *count, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(call_db(call, &db, err));
    fault = member_list(db, &call->arena, query, rows, count, err);
    if (fault != FAULT_NOT_FOUND)
        return fault;
    error_init(err);
    return error_field(err, "query", "/cursor", FLAW_NO_CURSOR);
}

enum fault roster_list(struct call *call, struct reply *reply, struct error *err)
{
    struct cursor next = {.list = "members"};
    struct member_query query = {0};
    struct member_row *rows;
    size_t count, shown;
    struct jsonw json;
    struct list list;

    list_read(call, next.list, &list, err);
    query.search = query_search(call, "q", MEMBER_NAME_MAX, err);
    query.state = read_state(call, err);
    TRY(query_done(err));
    query.after = list.after.id;
    query.limit = list.limit + 1;
    TRY(load_rows(call, &query, &rows, &count, err));
    shown = list_shown(&list, count);
    json = reply_json(reply, 200, CACHE_NEVER);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        add_row(&json, call, &rows[i]);
        next.id = rows[i].member.id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

static enum fault load_row(struct call *call, int64_t id, struct member_row *row, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(call_db(call, &db, err));
    fault = member_row_by_id(db, &call->arena, id, row, err);
    call_db_done(call);
    return fault;
}

static enum fault reply_row(struct call *call, struct reply *reply, int64_t id, struct error *err)
{
    struct member_row row;
    struct jsonw json;

    TRY(load_row(call, id, &row, err));
    json = reply_json(reply, 200, CACHE_NEVER);
    reply_version(call, reply, row.member.version);
    add_row(&json, call, &row);
    return reply_json_end(reply, err);
}

enum fault roster_get(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    return reply_row(call, reply, id, err);
}

struct roster_body {
    const char *role, *state;
    int64_t proposal_limit;
};

/* What a change points to. */
struct wanted_change {
    enum role role;
    enum member_state state;
};

static void take_change(const struct roster_body *body, struct wanted_change *wanted,
                        struct member_change *change, struct error *err)
{
    if (body->role == NULL && body->state == NULL && body->proposal_limit == NOT_SENT)
        error_field(err, "body", "", FLAW_NOTHING_TO_DO);
    change->role = body->role == NULL ? NULL : &wanted->role;
    if (body->role != NULL && !role_parse(body->role, &wanted->role))
        error_field(err, "body", "/role", FLAW_NOT_ONE_OF, .text = "member or admin");
    change->state = body->state == NULL ? NULL : &wanted->state;
    if (body->state != NULL &&
        (!member_state_parse(body->state, &wanted->state) || wanted->state == MEMBER_WAITING))
        error_field(err, "body", "/state", FLAW_NOT_ONE_OF, .text = "active or inactive");
    change->set_limit = body->proposal_limit != NOT_SENT;
    change->limit = body->proposal_limit;
}

static enum fault read_member_change(struct call *call, struct wanted_change *wanted,
                                     struct member_change *change, struct error *err)
{
    static const struct field fields[] = {
        {"role", FIELD_TEXT, false, false, 0, BODY_WORD_MAX, offsetof(struct roster_body, role)},
        {"state", FIELD_TEXT, false, false, 0, BODY_WORD_MAX, offsetof(struct roster_body, state)},
        {"proposal_limit", FIELD_INT, false, true, 0, PROPOSAL_LIMIT_MAX,
         offsetof(struct roster_body, proposal_limit)},
    };
    struct roster_body body = {.proposal_limit = NOT_SENT};

    TRY(BODY_DECODE(call, fields, &body, err));
    take_change(&body, wanted, change, err);
    return err->fault;
}

enum fault roster_change(struct call *call, struct reply *reply, struct error *err)
{
    struct member_change change = {0};
    struct member_row row;
    struct wanted_change wanted;
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(read_member_change(call, &wanted, &change, err));
    TRY(load_row(call, id, &row, err));
    TRY(precondition_check(call, row.member.version, &change.version, err));
    TRY(store_member_change(call->api->store, call_deed(call), id, &change, err));
    return reply_row(call, reply, id, err);
}

enum fault roster_remove(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    if (id == call->me->member_id)
        return members_leave(call, reply, err);
    TRY(store_member_remove(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}
