#include "http/live/listener.h"

#include <stdlib.h>
#include <string.h>

#include "store/club_now.h"
#include "store/who.h"

struct listener *listener_new(const struct call *call, int64_t after)
{
    struct listener *listener = calloc(1, sizeof(*listener));

    if (listener == NULL)
        abort();
    listener->audience = call_by_member(call) ? FOR_MEMBERS : FOR_VISITORS;
    listener->after = after;
    listener->has_credential = call->me != NULL;
    if (listener->has_credential)
        memcpy(listener->hash, call->me->hash, HASH_BYTES);
    return listener;
}

static bool visitors_may_read(const struct api *api)
{
    const struct club_state *club = club_hold(api->club);
    bool is_public = club->settings.is_public;

    club_release(api->club, club);
    return is_public;
}

bool listener_may_stay(const struct listener *listener, const struct api *api, int64_t now)
{
    enum member_state state = MEMBER_WAITING;

    if (listener->has_credential && !who_holds(api->who, listener->hash, now, &state))
        return false;
    if (listener->audience == FOR_MEMBERS)
        return state == MEMBER_ACTIVE;
    return state != MEMBER_ACTIVE && visitors_may_read(api);
}

void listener_add(struct listener **list, struct listener *listener)
{
    listener->next = *list;
    listener->before = list;
    if (*list != NULL)
        (*list)->before = &listener->next;
    *list = listener;
}

void listener_remove(struct listener *listener)
{
    if (listener->before == NULL)
        return;
    *listener->before = listener->next;
    if (listener->next != NULL)
        listener->next->before = listener->before;
    listener->before = NULL;
}
