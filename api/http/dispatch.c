#include "http/dispatch.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "config/config.h"
#include "http/call/body.h"
#include "http/call/cors.h"
#include "http/call/gate.h"
#include "http/call/problem.h"
#include "http/call/query.h"
#include "http/call/route.h"
#include "http/call/seats.h"
#include "http/call/traffic.h"
#include "http/page/site.h"

/* What other sites' pages may send (CORS preflight), and what a resource takes. */
static void reply_options(struct call *call, struct reply *reply, unsigned allowed)
{
    const char *methods = route_allow(&call->arena, allowed);

    reply_header(reply, "Allow", methods);
    if (cors_origin(call) != NULL) {
        reply_header(reply, "Access-Control-Allow-Methods", methods);
        reply_header(reply, "Access-Control-Allow-Headers",
                     "Authorization, Content-Type, If-Match, If-None-Match, If-Range, "
                     "Marquee-Seat, Range");
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
    TRY(body_admit(call, route, err));
    return route->handler(call, reply, err);
}

static enum fault find_answer(struct call *call, struct reply *reply, struct error *err)
{
    if (strncmp(call->path, "/api/", 5) == 0)
        return answer_api(call, reply, err);
    return site_serve(call, reply, err);
}

/* Counts the request; and one line of the log for it. */
static void note_answer(const struct call *call, const struct response *response)
{
    int64_t us = clock_monotonic_us() - call->started_us;

    traffic_answered(call->api->traffic, call, response->status, us);
    if (!log_enabled(LOG_ACCESS))
        return;
    /* Methods are as long as a client likes. */
    log_line(LOG_ACCESS, "%s %s %.16s %s %d %zu B %lld us member=%lld", call->request_id,
             call->address, call->method_name, call->path, response->status, response->length,
             (long long)us, (long long)(call->me == NULL ? 0 : call->me->member_id));
}

/* `refused`: why nobody may see the request, or NULL. */
static void respond(const struct api *api, const struct request *request,
                    const struct error *refused, struct response *response)
{
    struct call call;
    struct reply reply;
    struct error err;
    enum fault fault;

    error_init(&err);
    reply_init(&reply);
    fault = call_init(&call, api, request, &err);
    if (refused != NULL)
        fault = refused->fault;
    else if (fault == FAULT_NONE)
        fault = find_answer(&call, &reply, &err);
    if (fault != FAULT_NONE)
        problem_reply(&call, &reply, refused != NULL ? refused : &err);
    if (fault == FAULT_INTERNAL)
        log_line(LOG_ERROR, "%s %s", call.request_id, err.detail);
    seats_settle(&call, &reply);
    reply_send(&call, &reply, response);
    note_answer(&call, response);
    reply_release(&reply);
    call_release(&call);
}

static void answer_request(const void *context, const struct request *request,
                           struct response *response)
{
    respond(context, request, NULL, response);
}

static void refuse_request(const void *context, const struct request *request,
                           const struct error *err, struct response *response)
{
    respond(context, request, err, response);
}

/* What leads nowhere is told so, whatever its body. */
static size_t body_max(const void *context, const struct request *request)
{
    const struct route *route = NULL;
    struct error ignored;
    struct call call;
    unsigned allowed;

    error_init(&ignored);
    if (call_init(&call, context, request, &ignored) == FAULT_NONE)
        route_find(&call, &route, &allowed, &ignored);
    call_release(&call);
    return route == NULL ? BODY_MAX : route->body.max;
}

static size_t largest_body(void)
{
    size_t count, largest = BODY_MAX;
    const struct route *all = routes(&count);

    for (size_t i = 0; i < count; i++)
        largest = all[i].body.max > largest ? all[i].body.max : largest;
    return largest;
}

enum fault dispatch_open(const struct api *api, struct server **server, struct error *err)
{
    const struct config *config = api->config;
    const struct server_settings settings = {
        .listen = config->listen,
        .max_connections = (unsigned)config->max_connections,
        .limits = {.idle_ms = config->idle_timeout_ms,
                   .receive_ms = config->receive_timeout_ms,
                   .answer_ms = config->answer_timeout_ms},
        .body_max = largest_body(),
        .connected = &api->traffic->connected,
        .disconnected = &api->traffic->disconnected,
    };
    const struct answerer answerer = {
        .context = api, .body_max = body_max, .answer = answer_request, .refuse = refuse_request};

    return server_open(&settings, &answerer, server, err);
}
