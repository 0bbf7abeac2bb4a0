#include "http/resources/routes.h"

#include <inttypes.h>
#include <string.h>

#include "http/call/attempt.h"
#include "http/call/body.h"
#include "http/call/gate.h"
#include "http/call/links.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "store/members.h"
#include "store/sessions.h"
#include "store/who.h"

/* ---- signing in ---------------------------------------------------------------------------- */

struct sign_in_body {
    const char *name, *password;
};

/* Unknown names, members without a password and wrong passwords get one answer, as slowly. */
static enum fault check_password(struct call *call, const struct sign_in_body *body,
                                 struct member *member, struct error *err)
{
    const char *hash = NULL;
    struct error missing;
    struct db *db;
    enum fault fault;
    bool matches;

    error_init(&missing);
    TRY(call_db(call, &db, err));
    fault = member_by_name(db, &call->arena, body->name, member, &hash, &missing);
    if (fault != FAULT_NONE && fault != FAULT_NOT_FOUND) {
        *err = missing;
        return fault;
    }
    call_db_done(call);
    TRY(attempt_password(call, body->name, hash, body->password, &matches, err));
    return matches ? FAULT_NONE
                   : error_set(err, FAULT_SIGN_IN_FAILED, "No member has this name and password.");
}

static enum fault authenticate(struct call *call, struct member *member, struct error *err)
{
    static const struct field fields[] = {
        {"name", FIELD_TEXT, true, false, 1, MEMBER_NAME_MAX, offsetof(struct sign_in_body, name)},
        {"password", FIELD_SECRET, true, false, 1, PASSWORD_MAX,
         offsetof(struct sign_in_body, password)},
    };
    struct sign_in_body body = {0};

    TRY(BODY_DECODE(call, fields, &body, err));
    return check_password(call, &body, member, err);
}

/* What the browser calls itself, as far as it is printable. */
static const char *user_agent(struct call *call)
{
    const char *agent = call_header(call, "User-Agent");
    char *copy;

    if (agent == NULL || *agent == '\0')
        return NULL;
    copy = arena_strndup(&call->arena, agent, strnlen(agent, USER_AGENT_MAX));
    for (char *c = copy; *c != '\0'; c++)
        if (*c < 0x20 || *c > 0x7e)
            *c = '?';
    return copy;
}

static void add_session(struct jsonw *json, const struct session *session, int64_t current)
{
    jsonw_int(json, "id", session->id);
    jsonw_time(json, "created_at", session->created_at);
    jsonw_time(json, "last_seen_at", session->last_seen_at);
    jsonw_time(json, "expires_at", session->expires_at);
    jsonw_bool(json, "current", session->id == current);
    jsonw_text(json, "user_agent", session->user_agent);
}

static enum fault reply_signed_in(struct reply *reply, const struct session *session,
                                  const struct member *member, struct error *err)
{
    struct jsonw json = reply_json(reply, 201, CACHE_NEVER);

    jsonw_object(&json, NULL);
    add_session(&json, session, session->id);
    jsonw_object(&json, "member");
    jsonw_int(&json, "id", member->id);
    jsonw_text(&json, "name", member->name);
    jsonw_text(&json, "color", member->color);
    jsonw_text(&json, "role", role_name(member->role));
    jsonw_text(&json, "state", member_state_name(member->state));
    jsonw_object_end(&json);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

/* The session that this browser had before ends. */
static enum fault open_session(struct call *call, const struct member *member,
                               const uint8_t hash[HASH_BYTES], struct session *session,
                               struct error *err)
{
    const struct deed deed = {.actor = {.member_id = member->id, .role = member->role},
                              .when = call->now};
    const struct identity *before = gate_session(call);

    return store_session_add(call->api->store, deed, hash, session->user_agent,
                             before == NULL ? 0 : before->session_id,
                             before == NULL ? 0 : before->member_id, &session->id, err);
}

enum fault sessions_sign_in(struct call *call, struct reply *reply, struct error *err)
{
    struct session session = {.created_at = call->now,
                              .last_seen_at = call->now,
                              .expires_at = call->now + SESSION_SECONDS,
                              .user_agent = user_agent(call)};
    char secret[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];
    struct member member;

    TRY(authenticate(call, &member, err));
    secret_new(secret);
    hash_bytes(secret, strlen(secret), hash);
    TRY(open_session(call, &member, hash, &session, err));
    reply_cookie(call, reply, secret);
    reply_header(
        reply, "Location",
        arena_printf(&call->arena, "%s/api/v1/sessions/%" PRId64, links_root(), session.id));
    return reply_signed_in(reply, &session, &member, err);
}

/* ---- mine ---------------------------------------------------------------------------------- */

enum fault sessions_list(struct call *call, struct reply *reply, struct error *err)
{
    struct cursor next = {.list = "sessions"};
    struct session *sessions;
    size_t count, shown;
    struct jsonw json;
    struct list list;
    struct db *db;

    list_read(call, "sessions", &list, err);
    TRY(query_done(err));
    TRY(call_db(call, &db, err));
    TRY(sessions_of(db, &call->arena, call->me->member_id, call->now, list.after.id, list.limit + 1,
                    &sessions, &count, err));
    shown = list_shown(&list, count);
    json = reply_json(reply, 200, CACHE_NEVER);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        jsonw_object(&json, NULL);
        add_session(&json, &sessions[i], call->me->session_id);
        jsonw_object_end(&json);
        next.id = sessions[i].id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

static enum fault end_session(struct call *call, struct reply *reply, int64_t id, struct error *err)
{
    TRY(store_session_remove(call->api->store, call_deed(call), id, err));
    if (id == call->me->session_id)
        reply_no_cookie(call, reply, call->session_cookie);
    reply_empty(reply);
    return FAULT_NONE;
}

enum fault sessions_sign_out(struct call *call, struct reply *reply, struct error *err)
{
    if (call->me->session_id == 0)
        return error_set(err, FAULT_NOT_FOUND, "A token has no session to end.");
    return end_session(call, reply, call->me->session_id, err);
}

enum fault sessions_end(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    return end_session(call, reply, id, err);
}

/* A token has no session of its own: they all are others. */
enum fault sessions_end_others(struct call *call, struct reply *reply, struct error *err)
{
    TRY(store_sessions_remove_others(call->api->store, call_deed(call), call->me->session_id, err));
    reply_empty(reply);
    return FAULT_NONE;
}
