#include "http/resources/routes.h"

#include <inttypes.h>
#include <string.h>

#include "http/call/attempt.h"
#include "http/call/body.h"
#include "http/call/door.h"
#include "http/call/links.h"
#include "http/call/list.h"
#include "http/call/pace.h"
#include "http/call/query.h"
#include "http/call/seats.h"
#include "http/call/session.h"
#include "http/resources/json.h"
#include "store/entries.h"
#include "store/members.h"
#include "store/sessions.h"

/* ---- signing in ---------------------------------------------------------------------------- */

struct sign_in_body {
    const char *name, *password, *entry;
};

/* Unknown names, members without a password and wrong passwords get one answer, as slowly. */
static enum fault check_password(struct call *call, const struct sign_in_body *body,
                                 struct way_in *way, struct member *member, const char **kept,
                                 struct error *err)
{
    struct attempt attempt = {0};
    struct error missing;
    struct db *db;
    enum fault fault;
    bool matches;

    error_init(&missing);
    TRY(call_db(call, &db, err));
    fault = member_by_name(db, &call->arena, body->name, member, &attempt.kept, &missing);
    if (fault != FAULT_NONE && fault != FAULT_NOT_FOUND) {
        *err = missing;
        return fault;
    }
    call_db_done(call);
    attempt.member_id = attempt.kept != NULL ? member->id : 0;
    TRY(attempt_password(call, body->name, &attempt, body->password, &matches, err));
    way->password_hash = *kept = attempt.kept;
    return matches ? FAULT_NONE
                   : error_set(err, FAULT_SIGN_IN_FAILED, "No member has this name and password.");
}

static enum fault check_link_password(struct call *call, struct attempt *attempt,
                                      const char *password, struct error *err)
{
    bool matches;

    if (password == NULL)
        return entry_needs_password(err);
    TRY(attempt_own_password(call, attempt, password, &matches, err));
    return matches ? FAULT_NONE
                   : error_set(err, FAULT_SIGN_IN_FAILED, "This is not the password of this seat.");
}

/* A password is looked at only where the link is not enough. */
static enum fault check_link(struct call *call, const struct sign_in_body *body, struct way_in *way,
                             struct member *member, const char **kept, struct error *err)
{
    uint8_t *entry = arena_alloc(&call->arena, HASH_BYTES);
    struct attempt attempt;
    enum fault fault;
    struct db *db;

    hash_bytes(body->entry, strlen(body->entry), entry);
    TRY(call_db(call, &db, err));
    fault = entry_find(db, &call->arena, entry, member, &attempt.kept, err);
    call_db_done(call);
    if (fault == FAULT_LINK_UNKNOWN)
        return attempt_wrong_link(call, err);
    TRY(fault);
    way->entry = entry;
    *kept = attempt.kept;
    if (member->role != ROLE_ADMIN)
        return FAULT_NONE;
    attempt.member_id = member->id;
    TRY(check_link_password(call, &attempt, body->password, err));
    way->password_hash = *kept = attempt.kept;
    return FAULT_NONE;
}

/* A link, or a name and a password. */
static enum fault read_way_in(struct call *call, struct sign_in_body *body, struct error *err)
{
    static const struct field fields[] = {
        {"name", FIELD_TEXT, false, false, 1, MEMBER_NAME_MAX, offsetof(struct sign_in_body, name)},
        {"password", FIELD_SECRET, false, false, 1, PASSWORD_MAX,
         offsetof(struct sign_in_body, password)},
        {"entry", FIELD_SECRET, false, false, 1, LINK_SECRET_MAX,
         offsetof(struct sign_in_body, entry)},
    };

    TRY(BODY_DECODE(call, fields, body, err));
    if (body->entry != NULL && body->name != NULL)
        error_field(err, "body", "/name", FLAW_WITH_ENTRY);
    if (body->entry == NULL && body->name == NULL)
        error_field(err, "body", "/name", FLAW_MISSING);
    if (body->entry == NULL && body->password == NULL)
        error_field(err, "body", "/password", FLAW_MISSING);
    return err->fault;
}

/* `*kept`: what is kept of the member's password; NULL: nothing. */
static enum fault authenticate(struct call *call, struct way_in *way, struct member *member,
                               const char **kept, struct error *err)
{
    struct sign_in_body body = {0};

    TRY(read_way_in(call, &body, err));
    if (body.entry != NULL)
        return check_link(call, &body, way, member, kept, err);
    return check_password(call, &body, way, member, kept, err);
}

static enum fault reply_signed_in(struct reply *reply, const struct session *session,
                                  const struct member *member, struct error *err)
{
    struct jsonw json = reply_json(reply, 201, CACHE_NEVER);

    jsonw_object(&json, NULL);
    json_session_fields(&json, session, session->id);
    jsonw_object(&json, "member");
    json_self_fields(&json, member);
    jsonw_object_end(&json);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault sessions_sign_in(struct call *call, struct reply *reply, struct error *err)
{
    struct way_in way = {0};
    struct session session;
    struct member member;
    const char *kept;

    TRY(authenticate(call, &way, &member, &kept, err));
    TRY(attempt_while_waiting(call, member.state, err));
    TRY(pace_sign_in(call, member.id, err));
    TRY(session_begin(call, reply, member.id, way, kept, &session, err));
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
        json_session_fields(&json, &sessions[i], call->me->session_id);
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
    seats_leave(call, reply, id);
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

/* ---- the seats of this browser ---------------------------------------------------------------
 */

enum fault sessions_choose(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {{"member_id", FIELD_INT, true, false, 1, ID_MAX, 0}};
    int64_t member_id;

    TRY(BODY_DECODE(call, fields, &member_id, err));
    TRY(seats_choose(call, reply, member_id, err));
    reply_empty(reply);
    return FAULT_NONE;
}

/* Whoever comes with a token has none here. */
enum fault sessions_leave_all(struct call *call, struct reply *reply, struct error *err)
{
    struct session_seat seats[SEATS_MAX];
    size_t count = 0;

    for (size_t i = 0; call->seat != NULL && i < SEATS_MAX; i++) {
        const struct identity *who = call->seats->all[i].who;

        if (who != NULL)
            seats[count++] = (struct session_seat){who->session_id, who->member_id};
    }
    if (count > 0)
        TRY(store_sessions_remove_seats(call->api->store, call_deed(call), seats, count, err));
    seats_leave_all(call, reply);
    reply_empty(reply);
    return FAULT_NONE;
}
