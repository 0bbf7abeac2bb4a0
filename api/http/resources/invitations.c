#include "http/resources/routes.h"

#include <inttypes.h>

#include "http/call/body.h"
#include "http/call/door.h"
#include "http/call/links.h"
#include "http/call/list.h"
#include "http/call/query.h"
#include "http/resources/json.h"
#include "store/invitations.h"

/* One that is over has no link any more: nobody is to pass it on. Nor has whoever may only read:
 * the link makes members. `secret` is for the caller to wipe. */
static bool find_link(const struct call *call, const struct invitation *invitation,
                      char secret[SECRET_TEXT_SIZE])
{
    return call->me->scope != SCOPE_READ &&
           invitation_state(invitation, call->now) == INVITATION_OPEN &&
           invitation_secret(call->api->store, invitation, secret);
}

/* Its secret is for whoever asks for it alone. */
enum telling { LISTED, WITH_LINK };

static void tell_invitation(struct jsonw *json, struct call *call,
                            const struct invitation *invitation, enum telling telling)
{
    char secret[SECRET_TEXT_SIZE];
    const bool has_link = find_link(call, invitation, secret);

    jsonw_object(json, NULL);
    jsonw_int(json, "id", invitation->id);
    jsonw_text(json, "note", invitation->note);
    jsonw_positive(json, "max_uses", invitation->max_uses);
    jsonw_int(json, "uses", invitation->uses);
    jsonw_time(json, "expires_at", invitation->expires_at);
    jsonw_time(json, "created_at", invitation->created_at);
    json_member(json, "created_by", &invitation->creator);
    jsonw_text(json, "state", invitation_state_name(invitation_state(invitation, call->now)));
    jsonw_bool(json, "has_link", has_link);
    if (telling == WITH_LINK) {
        jsonw_text(json, "secret", has_link ? secret : NULL);
        jsonw_text(json, "path",
                   has_link ? arena_printf(&call->arena, "%s/join#%s", links_root(), secret)
                            : NULL);
    }
    jsonw_object_end(json);
    secret_wipe(secret, sizeof(secret));
}

static enum fault reply_invitation(struct call *call, struct reply *reply, int status, int64_t id,
                                   struct error *err)
{
    struct invitation invitation;
    struct jsonw json;
    struct db *db;

    TRY(call_db(call, &db, err));
    TRY(invitation_by_id(db, &call->arena, id, &invitation, err));
    json = reply_json(reply, status, CACHE_NEVER);
    tell_invitation(&json, call, &invitation, WITH_LINK);
    return reply_json_end(reply, err);
}

/* ---- for admins ----------------------------------------------------------------------------- */

enum fault invitations_add(struct call *call, struct reply *reply, struct error *err)
{
    static const struct field fields[] = {
        {"note", FIELD_TEXT, false, true, 1, INVITATION_NOTE_MAX,
         offsetof(struct invitation_new, note)},
        {"max_uses", FIELD_INT, false, true, 1, INVITATION_USES_MAX,
         offsetof(struct invitation_new, max_uses)},
        {"days", FIELD_INT, false, true, 1, INVITATION_DAYS_MAX,
         offsetof(struct invitation_new, days)},
    };
    struct invitation_new invitation = {0};
    int64_t id;

    TRY(BODY_DECODE(call, fields, &invitation, err));
    if (invitation.note == BODY_NULL)
        invitation.note = NULL;
    TRY(store_invitation_add(call->api->store, call_deed(call), &invitation, &id, err));
    reply_header(reply, "Location",
                 arena_printf(&call->arena, "%s/api/v1/invitations/%" PRId64, links_root(), id));
    return reply_invitation(call, reply, 201, id, err);
}

enum fault invitations_all(struct call *call, struct reply *reply, struct error *err)
{
    struct cursor next = {.list = "invitations"};
    struct invitation *invitations;
    size_t count, shown;
    struct jsonw json;
    struct list list;
    struct db *db;

    list_read(call, "invitations", &list, err);
    TRY(query_done(err));
    TRY(call_db(call, &db, err));
    TRY(invitations_list(db, &call->arena, list.after.id, list.limit + 1, &invitations, &count,
                         err));
    shown = list_shown(&list, count);
    json = reply_json(reply, 200, CACHE_NEVER);
    list_begin(&json);
    for (size_t i = 0; i < shown; i++) {
        tell_invitation(&json, call, &invitations[i], LISTED);
        next.id = invitations[i].id;
    }
    list_end(&json, &call->arena, count > shown ? &next : NULL);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}

enum fault invitations_get(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    return reply_invitation(call, reply, 200, id, err);
}

enum fault invitations_revoke(struct call *call, struct reply *reply, struct error *err)
{
    int64_t id;

    TRY(call_id(call, 0, &id, err));
    TRY(store_invitation_revoke(call->api->store, call_deed(call), id, err));
    reply_empty(reply);
    return FAULT_NONE;
}

/* ---- for whoever has a link ----------------------------------------------------------------- */

static const char *read_link(struct call *call, struct error *err)
{
    static const struct field fields[] = {
        {"secret", FIELD_SECRET, true, false, 1, LINK_SECRET_MAX, 0}};
    const char *secret = NULL;

    body_decode(call, fields, COUNT_OF(fields), &secret, err);
    return secret;
}

/* Messengers open links to draw a preview of them, so this uses nothing up. */
enum fault invitations_lookup(struct call *call, struct reply *reply, struct error *err)
{
    const char *secret = read_link(call, err);
    const struct club_state *club = call_club(call);
    struct door door;
    struct jsonw json;
    bool sets_up;

    TRY(err->fault);
    TRY(door_find(call, secret, &door, err));
    sets_up = door.kind == DOOR_SET_UP;
    json = reply_json(reply, 200, CACHE_NEVER);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "kind", sets_up ? "set_up" : "invitation");
    jsonw_text(&json, "club_name", club->settings.name);
    jsonw_bool(&json, "is_named", !sets_up || (club->set_by_host & CLUB_NAME) != 0);
    json_member(&json, "invited_by", &door.invitation.creator);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}
