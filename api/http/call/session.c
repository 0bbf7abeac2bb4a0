#include "http/call/session.h"

#include <string.h>

#include "http/call/device.h"
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

/* A browser that has the member's session already gets a new one in its place. */
static int64_t session_in(struct call *call, size_t place, int64_t member_id)
{
    const struct identity *who = seats_of(call)->all[place].who;

    return who != NULL && who->member_id == member_id ? who->session_id : 0;
}

enum fault session_prepare(struct call *call, int64_t member_id, struct session_start *start,
                           struct error *err)
{
    char *secret = arena_alloc(&call->arena, SECRET_TEXT_SIZE);
    uint8_t *hash = arena_alloc(&call->arena, HASH_BYTES);

    *start = (struct session_start){.secret = secret};
    TRY(seats_find_place(call, member_id, &start->place, err));
    secret_new(secret);
    hash_bytes(secret, strlen(secret), hash);
    start->new = (struct session_new){.hash = hash,
                                      .user_agent = user_agent(call),
                                      .replaces = session_in(call, start->place, member_id)};
    return FAULT_NONE;
}

struct session session_seated(struct call *call, struct reply *reply,
                              const struct session_start *start, int64_t member_id,
                              const char *kept, int64_t id)
{
    /* The session's comes last: simple clients keep one cookie, and that is the one. */
    device_mark(call, reply, member_id, kept);
    seats_take(call, reply, start->place, member_id, start->secret);
    call_note_household(call, member_id);
    return (struct session){.id = id,
                            .created_at = call->now,
                            .last_seen_at = call->now,
                            .expires_at = call->now + SESSION_SECONDS,
                            .user_agent = start->new.user_agent};
}

enum fault session_begin(struct call *call, struct reply *reply, int64_t member_id,
                         struct way_in way, const char *kept, struct session *session,
                         struct error *err)
{
    const struct deed deed = {.actor.member_id = member_id, .when = call->now};
    struct session_start start;
    int64_t id;

    TRY(session_prepare(call, member_id, &start, err));
    TRY(store_sign_in(call->api->store, deed, way, &start.new, &id, err));
    *session = session_seated(call, reply, &start, member_id, kept, id);
    return FAULT_NONE;
}
