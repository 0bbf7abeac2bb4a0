/* POST /members: somebody becomes a member by themselves. */
#include "http/resources/routes.h"

#include <string.h>

#include "http/call/attempt.h"
#include "http/call/body.h"
#include "http/call/door.h"
#include "http/call/links.h"
#include "http/call/session.h"
#include "http/kept/passwords.h"
#include "http/resources/json.h"
#include "store/arrivals.h"

struct arrival_body {
    const char *name, *secret, *password, *club_name;
};

/* Only whoever sets the club up names it. */
static void check_club_name(struct call *call, const struct arrival_body *body, bool sets_up,
                            struct error *err)
{
    if (!sets_up && body->club_name != NULL)
        error_field(err, "body", "/club_name", FLAW_UNKNOWN);
    if (sets_up && body->club_name == NULL && (call_club(call)->set_by_host & CLUB_NAME) == 0)
        error_field(err, "body", "/club_name", FLAW_MISSING);
}

static enum fault check_fields(struct call *call, struct arrival_body *body, bool sets_up,
                               struct error *err)
{
    const char *club_name =
        body->club_name != NULL ? body->club_name : call_club(call)->settings.name;

    member_name_check(&call->arena, "/name", body->name, &body->name, err);
    check_club_name(call, body, sets_up, err);
    if (sets_up && body->password == NULL)
        error_field(err, "body", "/password", FLAW_MISSING);
    if (body->password != NULL)
        password_check(&call->arena, "/password", body->password, body->name, club_name, err);
    return err->fault;
}

/* By what somebody comes. What they open is told before anything that they typed is looked at:
 * nobody learns whose name is taken without a way in. */
static enum fault find_way(struct call *call, const struct arrival_body *body,
                           struct arrival *arrival, struct error *err)
{
    struct door door;

    arrival->way = ARRIVAL_SIGN_UP;
    if (body->secret == NULL)
        return arrival_is_allowed(arrival->way, call_club(call)->settings.sign_up, err);
    TRY(door_find(call, body->secret, &door, err));
    arrival->way = door.kind == DOOR_SET_UP ? ARRIVAL_SET_UP : ARRIVAL_INVITATION;
    arrival->invitation_id = door.invitation.id;
    return FAULT_NONE;
}

static enum fault hash_typed(struct call *call, const char *password, struct arrival *arrival,
                             struct error *err)
{
    char *hash = arena_alloc(&call->arena, PASSWORD_HASH_SIZE);

    if (password == NULL)
        return FAULT_NONE;
    call_db_done(call);
    TRY(passwords_hash(call->api->passwords, password, hash, err));
    arrival->password_hash = hash;
    return FAULT_NONE;
}

static enum fault read_arrival(struct call *call, struct arrival *arrival,
                               struct session_start *start, struct error *err)
{
    static const struct field fields[] = {
        {"name", FIELD_TEXT, true, false, 1, MEMBER_NAME_MAX, offsetof(struct arrival_body, name)},
        {"secret", FIELD_SECRET, false, false, 1, LINK_SECRET_MAX,
         offsetof(struct arrival_body, secret)},
        {"password", FIELD_SECRET, false, false, PASSWORD_MIN, PASSWORD_MAX,
         offsetof(struct arrival_body, password)},
        {"club_name", FIELD_TEXT, false, false, 1, CLUB_NAME_MAX,
         offsetof(struct arrival_body, club_name)},
    };
    struct arrival_body body = {0};

    TRY(BODY_DECODE(call, fields, &body, err));
    TRY(find_way(call, &body, arrival, err));
    TRY(check_fields(call, &body, arrival->way == ARRIVAL_SET_UP, err));
    TRY(session_prepare(call, 0, start, err));
    if (arrival->way == ARRIVAL_SIGN_UP)
        TRY(attempt_sign_up(call, err));
    arrival->session = start->new;
    arrival->name = body.name;
    arrival->club_name = body.club_name;
    return hash_typed(call, body.password, arrival, err);
}

static enum fault reply_arrived(struct call *call, struct reply *reply, const struct member *member,
                                const struct session *session, const char *entry, struct error *err)
{
    struct jsonw json = reply_json(reply, 201, CACHE_NEVER);

    jsonw_object(&json, NULL);
    jsonw_object(&json, "member");
    json_self_fields(&json, member);
    jsonw_object_end(&json);
    jsonw_object(&json, "session");
    json_session_fields(&json, session, session->id);
    jsonw_object_end(&json);
    jsonw_object(&json, "entry");
    json_entry_fields(&json, &call->arena, entry, call->now);
    jsonw_object_end(&json);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault members_arrive(struct call *call, struct reply *reply, struct error *err)
{
    struct arrival arrival = {.club = call->api->club, .when = call->now};
    char entry[SECRET_TEXT_SIZE];
    uint8_t hash[HASH_BYTES];
    struct session_start start;
    struct session session;
    struct arrived arrived;

    TRY(read_arrival(call, &arrival, &start, err));
    secret_new(entry);
    hash_bytes(entry, strlen(entry), hash);
    arrival.entry = hash;
    TRY(store_member_arrive(call->api->store, &call->arena, &arrival, &arrived, err));
    session = session_seated(call, reply, &start, arrived.member.id, arrival.password_hash,
                             arrived.session_id);
    reply_header(reply, "Location",
                 arena_printf(&call->arena, "%s/api/v1/members/me", links_root()));
    return reply_arrived(call, reply, &arrived.member, &session, entry, err);
}
