#include "http/call/pace.h"

#include <inttypes.h>
#include <string.h>

#include "http/kept/throttle.h"

static const struct throttle_rate making = {.burst = PACE_MAKING, .seconds = PACE_MAKING_SECONDS};
static const struct throttle_rate changing = {.burst = PACE_CHANGING,
                                              .seconds = PACE_CHANGING_SECONDS};

static enum fault take_turn(struct call *call, const char *what, int64_t member_id,
                            struct throttle_rate rate, struct error *err)
{
    const char *key = arena_printf(&call->arena, "%s %" PRId64, what, member_id);
    int wait = throttle_take(call->api->paces, key, rate);

    if (wait == 0)
        return FAULT_NONE;
    error_set(err, FAULT_TOO_FAST, "You are doing a lot at once. Try again in %d %s.", wait,
              wait == 1 ? "second" : "seconds");
    err->retry_after = wait;
    return FAULT_TOO_FAST;
}

enum fault pace_admit(struct call *call, const struct route *route, struct error *err)
{
    if (call->me == NULL || route->effect == READS || strncmp(route->path, "/votes", 6) == 0)
        return FAULT_NONE;
    if (route->method == METHOD_POST)
        return take_turn(call, "making", call->me->member_id, making, err);
    return take_turn(call, "changing", call->me->member_id, changing, err);
}

enum fault pace_sign_in(struct call *call, int64_t member_id, struct error *err)
{
    return take_turn(call, "sign-in", member_id, making, err);
}
