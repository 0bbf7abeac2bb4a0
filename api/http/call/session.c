#include "http/call/session.h"

#include <string.h>

#include "http/call/seats.h"

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

enum fault session_has_room(struct call *call, struct error *err)
{
    size_t place;

    return seats_find_place(call, 0, &place, err);
}

/* A browser that has the member's session already gets a new one in its place. */
static int64_t session_in(struct call *call, size_t place, int64_t member_id)
{
    const struct identity *who = seats_of(call)->all[place].who;

    return who != NULL && who->member_id == member_id ? who->session_id : 0;
}

enum fault session_begin(struct call *call, struct reply *reply, const struct member *member,
                         struct way_in way, struct session *session, struct error *err)
{
    const struct deed deed = {.actor = {.member_id = member->id, .role = member->role},
                              .when = call->now};
    char *secret = arena_alloc(&call->arena, SECRET_TEXT_SIZE);
    uint8_t hash[HASH_BYTES];
    struct session_new new = {.hash = hash, .user_agent = user_agent(call)};
    size_t place;

    TRY(seats_find_place(call, member->id, &place, err));
    new.replaces = session_in(call, place, member->id);
    secret_new(secret);
    hash_bytes(secret, strlen(secret), hash);
    *session = (struct session){.created_at = call->now,
                                .last_seen_at = call->now,
                                .expires_at = call->now + SESSION_SECONDS,
                                .user_agent = new.user_agent};
    TRY(store_sign_in(call->api->store, deed, way, &new, &session->id, err));
    seats_take(call, reply, place, member->id, secret);
    return FAULT_NONE;
}
