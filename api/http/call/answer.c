#include "http/call/answer.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/call/gate.h"
#include "http/call/query.h"
#include "http/call/route.h"
#include "http/call/traffic.h"
#include "http/page/site.h"

/* What other sites' pages may send (CORS preflight), and what a resource takes. */
static void reply_options(struct call *call, struct reply *reply, unsigned allowed)
{
    const char *methods = route_allow(&call->arena, allowed);

    reply_header(reply, "Allow", methods);
    if (gate_cors_origin(call) != NULL) {
        reply_header(reply, "Access-Control-Allow-Methods", methods);
        reply_header(reply, "Access-Control-Allow-Headers",
                     "Authorization, Content-Type, If-None-Match, If-Range, Range");
        reply_header(reply, "Access-Control-Max-Age", "600");
    }
    reply_empty(reply);
}

static bool needs_identity(const struct route *route)
{
    return route == NULL || route->who_may != OPEN;
}

/* gate → auth → handler. A wrong credential comes before everything but a request that cannot be
 * read. */
static enum fault answer_api(struct call *call, struct reply *reply, struct error *err)
{
    struct error not_routed;
    const struct route *route = NULL;
    unsigned allowed = 0;
    enum fault fault;

    error_init(&not_routed);
    fault = route_find(call, &route, &allowed, &not_routed);
    if (call->method == METHOD_OPTIONS && fault == FAULT_NONE) {
        reply_options(call, reply, allowed);
        return FAULT_NONE;
    }
    if (needs_identity(route))
        TRY(gate_identify(call, err));
    if (fault != FAULT_NONE) {
        *err = not_routed;
        if (fault == FAULT_METHOD_NOT_ALLOWED)
            reply_header(reply, "Allow", route_allow(&call->arena, allowed));
        return fault;
    }
    TRY(gate_admit(call, route, err));
    TRY(query_parse(call, route->query, err));
    return route->handler(call, reply, err);
}

enum fault answer(struct call *call, struct reply *reply, struct error *err)
{
    if (strncmp(call->path, "/api/", 5) == 0)
        return answer_api(call, reply, err);
    return site_serve(call, reply, err);
}

void answer_log(const struct call *call, int status, size_t bytes)
{
    int64_t us = clock_monotonic_us() - call->started_us;

    traffic_answered(call->api->traffic, call, status, us);
    if (!log_enabled(LOG_ACCESS))
        return;
    /* Methods are as long as a client likes. */
    log_line(LOG_ACCESS, "%s %s %.16s %s %d %zu B %lld us member=%lld", call->request_id,
             call->address, call->method_name, call->path, status, bytes, (long long)us,
             (long long)(call->me == NULL ? 0 : call->me->member_id));
}
