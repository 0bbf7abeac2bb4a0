#include "http/dispatch.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "config/config.h"
#include "http/call/body.h"
#include "http/call/client.h"
#include "http/call/commit.h"
#include "http/call/cors.h"
#include "http/call/gate.h"
#include "http/call/pace.h"
#include "http/call/problem.h"
#include "http/call/query.h"
#include "http/call/route.h"
#include "http/call/seats.h"
#include "http/call/traffic.h"
#include "http/live/live.h"
#include "http/page/site.h"

/* Of streams. Proxies close what was silent for a minute, some sooner. */
enum { BEAT_MS = 15000, SILENT_MS = 20000 };

/* What other sites' pages may send (CORS preflight), and what a resource takes. */
static void reply_options(struct call *call, struct reply *reply, unsigned allowed)
{
    const char *methods = route_allow(&call->arena, allowed);

    reply_header(reply, "Allow", methods);
    if (cors_origin(call) != NULL) {
        reply_header(reply, "Access-Control-Allow-Methods", methods);
        reply_header(reply, "Access-Control-Allow-Headers",
                     "Authorization, Content-Type, If-Match, If-None-Match, If-Range, "
                     "Last-Event-ID, Marquee-Seat, Range");
        reply_header(reply, "Access-Control-Max-Age", "600");
    }
    reply_empty(reply);
}

static bool needs_identity(const struct route *route)
{
    return route == NULL || route->who_may != OPEN;
}

/* gate → auth. A wrong credential comes before everything but a request that cannot be read. No
 * route: it is answered. */
static enum fault admit(struct call *call, struct reply *reply, const struct route **route,
                        struct error *err)
{
    struct error not_routed;
    unsigned allowed = 0;
    enum fault fault;

    error_init(&not_routed);
    fault = route_find(call, route, &allowed, &not_routed);
    if (call->method == METHOD_OPTIONS && fault == FAULT_NONE) {
        reply_options(call, reply, allowed);
        return FAULT_NONE;
    }
    if (needs_identity(*route))
        TRY(gate_identify(call, err));
    if (fault != FAULT_NONE) {
        *err = not_routed;
        if (fault == FAULT_METHOD_NOT_ALLOWED)
            reply_header(reply, "Allow", route_allow(&call->arena, allowed));
        return fault;
    }
    TRY(gate_admit(call, *route, err));
    TRY(pace_admit(call, *route, err));
    TRY(query_parse(call, (*route)->query, err));
    return body_admit(call, *route, err);
}

static enum fault begin_answer(struct call *call, struct reply *reply, const struct route **route,
                               struct error *err)
{
    *route = NULL;
    if (call->is_for_server) {
        reply_options(call, reply, METHODS_ALL);
        return FAULT_NONE;
    }
    if (strncmp(call->path, "/api/", 5) == 0)
        return admit(call, reply, route, err);
    return site_serve(call, reply, err);
}

enum { METHOD_SHOWN = 16 /* characters: methods are as long as a client likes */ };

static const char *describe_answer(struct call *call, const struct response *response, int64_t us)
{
    struct arena *arena = &call->arena;
    size_t method = strnlen(call->method_name, METHOD_SHOWN);

    return ARENA_JOIN(
        arena, call->request_id, " ", call->address, " ",
        arena_strndup(arena, call->method_name, method), " ", call->path, " ",
        arena_number(arena, response->status), " ", arena_number(arena, (int64_t)response->length),
        " B ", arena_number(arena, us),
        " us member=", arena_number(arena, call->me == NULL ? 0 : call->me->member_id));
}

/* Counts the request; and one line of the log for it. */
static void note_answer(struct call *call, const struct response *response)
{
    int64_t us = clock_monotonic_us() - call->started_us;

    traffic_answered(call->api->traffic, call, response->status, us);
    if (!log_enabled(LOG_ACCESS))
        return;
    log_text(LOG_ACCESS, describe_answer(call, response, us));
}

/* ---- an answer in the making ----------------------------------------------------------------- */

struct answering {
    struct exchange *exchange;
    const struct route *route;
    struct call call;
    struct reply reply;
    struct error err;
    struct commit commit; /* where its handler is a part of one */
};

static struct answering *answering_new(const struct api *api, struct exchange *exchange,
                                       enum fault *fault)
{
    struct answering *answering = arena_room(&exchange->arena, sizeof(*answering));

    answering->exchange = exchange;
    answering->route = NULL;
    exchange->work = answering;
    error_init(&answering->err);
    reply_init(&answering->reply);
    *fault = call_init(&answering->call, api, &exchange->request, &answering->err);
    return answering;
}

/* `err` says why, where there is a fault. */
static void answering_end(struct answering *answering, enum fault fault, const struct error *err)
{
    struct response *response = &answering->exchange->response;
    struct reply *reply = &answering->reply;
    struct call *call = &answering->call;

    if (fault != FAULT_NONE)
        problem_reply(call, reply, err);
    if (fault == FAULT_INTERNAL)
        log_line(LOG_ERROR, "%s %s", call->request_id, err->detail);
    seats_settle(call, reply);
    reply_send(call, reply, response);
    note_answer(call, response);
    reply_release(reply);
    call_release(call);
}

static enum fault run_handler(void *context)
{
    struct answering *answering = context;

    return answering->route->handler(&answering->call, &answering->reply, &answering->err);
}

/* From memory; false: it would have to wait, and is as it was before. */
static bool try_handler(struct answering *answering, enum fault *fault)
{
    struct call *call = &answering->call;

    call->may_wait = false;
    *fault = run_handler(answering);
    call->may_wait = true;
    if (!call->would_wait)
        return true;
    reply_release(&answering->reply);
    reply_init(&answering->reply);
    error_init(&answering->err);
    call_club_done(call);
    return false;
}

/* ---- what the server calls ------------------------------------------------------------------- */

static enum place begin(const void *context, struct exchange *exchange)
{
    enum fault fault;
    struct answering *answering = answering_new(context, exchange, &fault);
    const struct route **route = &answering->route;

    if (fault == FAULT_NONE)
        fault = begin_answer(&answering->call, &answering->reply, route, &answering->err);
    if (fault == FAULT_NONE && *route != NULL) {
        if ((*route)->place != ON_LOOP)
            return (*route)->place;
        if (!try_handler(answering, &fault))
            return BY_WORKER;
    }
    answering_end(answering, fault, &answering->err);
    return ON_LOOP;
}

static void finish_answer(const void *context, struct exchange *exchange)
{
    struct answering *answering = exchange->work;

    (void)context;
    answering_end(answering, run_handler(answering), &answering->err);
}

static void end_after_commit(void *context, enum fault fault)
{
    struct answering *answering = context;

    answering_end(answering, fault, &answering->err);
    exchange_done(answering->exchange);
}

static void commit_exchange(const void *context, struct exchange *exchange)
{
    struct answering *answering = exchange->work;

    answering->commit = (struct commit){.run = run_handler,
                                        .ended = end_after_commit,
                                        .context = answering,
                                        .err = &answering->err};
    commit_post(context, &answering->commit);
}

static void refuse_exchange(const void *context, struct exchange *exchange, const struct error *err)
{
    enum fault ignored;

    answering_end(answering_new(context, exchange, &ignored), err->fault, err);
}

static void listens(const void *context, void *listener, struct stream *stream)
{
    const struct api *api = context;

    live_listens(api->live, listener, stream);
}

static void listens_no_more(const void *context, void *listener)
{
    const struct api *api = context;

    live_listens_no_more(api->live, listener);
}

/* An upload is large, so whoever may not send it is told before. */
static enum fault admit_upload(struct call *call, const struct route *route, struct error *err)
{
    TRY(gate_identify(call, err));
    TRY(gate_admit(call, route, err));
    return query_parse(call, route->query, err);
}

/* What leads nowhere is told so, whatever its body. */
static enum fault find_body_room(const void *context, const struct request *request,
                                 struct body_room *room, struct error *err)
{
    const struct route *route = NULL;
    enum fault fault = FAULT_NONE;
    struct error ignored;
    struct call call;
    unsigned allowed;

    error_init(&ignored);
    if (call_init(&call, context, request, &ignored) == FAULT_NONE)
        route_find(&call, &route, &allowed, &ignored);
    *room = (struct body_room){.max = route == NULL ? BODY_MAX : route->body.max,
                               .is_upload = route != NULL && route->body.is_upload};
    if (room->is_upload)
        fault = admit_upload(&call, route, err);
    call_release(&call);
    return fault;
}

enum fault dispatch_open(const struct api *api, struct server **server, struct error *err)
{
    const struct config *config = api->config;
    const struct server_settings settings = {
        .listen = config->listen,
        .limits = {.idle_ms = config->idle_timeout_ms,
                   .receive_ms = config->receive_timeout_ms,
                   .answer_ms = config->answer_timeout_ms,
                   .most = (size_t)config->max_connections},
        .stream_limits = {.beat_ms = BEAT_MS,
                          .silent_ms = SILENT_MS,
                          .most = (size_t)config->max_connections},
        .upload_folder = config->data,
        .connected = &api->traffic->connected,
        .disconnected = &api->traffic->disconnected,
        .stream_counts = &api->traffic->streams,
    };
    const struct answerer answerer = {.context = api,
                                      .client = client_of,
                                      .body_room = find_body_room,
                                      .begin = begin,
                                      .finish = finish_answer,
                                      .commit = commit_exchange,
                                      .refuse = refuse_exchange,
                                      .listens = listens,
                                      .listens_no_more = listens_no_more};

    return server_open(&settings, &answerer, server, err);
}
