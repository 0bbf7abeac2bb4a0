/*
 * DESIGN. Each connection has a thread of its own, so a handler may wait (for a commit, a password,
 * a search) and holds up nobody else. One wildcard endpoint per method brings every request to
 * serve_request(): the framework parses all endpoints of a method on every request, our table does
 * not.
 *
 * The framework's own defaults that are not good enough are replaced here: its logger (it formats
 * text that clients chose), its 404 and 405, its client address (16 bytes: too short for IPv6), its
 * silent truncation of bodies, its time-out (of silence only), its stop (it drops requests in
 * flight).
 *
 * The framework calls us when a request is there as a whole. What must be refused before that (one
 * whose end is ambiguous, a body that is too large) is seen in take_part(), which stands between
 * the library below and the framework's own handler: MHD_start_daemon, which the framework calls,
 * is defined here.
 */
#include "http/edge/server.h"

#include <errno.h>
#include <jansson.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <ulfius.h>
#include <unistd.h>
#include <yder.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/edge/framing.h"
#include "http/edge/lending.h"
#include "http/edge/listen.h"
#include "http/edge/refusal.h"
#include "http/edge/request_pool.h"

enum {
    STACK_BYTES = 2 * 1024 * 1024,
    CONNECTION_MEMORY = 16 * 1024, /* headers of a request, and the buffer for its body */
    DRAIN_MS = 8000
};

struct server {
    struct server_settings settings;
    struct answerer answerer;
    struct _u_instance instance;
    bool initialised;
    union listen_address address;
    MHD_AccessHandlerCallback framework; /* what it would have the library call */
    struct connections *connections;
    atomic_bool draining;
};

/* What this thread serves; a connection never changes its thread. */
static _Thread_local struct {
    struct connection *connection;
    size_t body_max; /* bytes, of its present request */
} served;

/* These two belong to the framework but are in none of its headers. */
void *ulfius_uri_logger(void *context, const char *uri);
void mhd_request_completed(void *context, struct MHD_Connection *connection, void **state,
                           enum MHD_RequestTerminationCode why);

/* ---- one request ----------------------------------------------------------------------------- */

static struct request request_of(const struct _u_request *raw)
{
    return (struct request){.method = raw->http_verb,
                            .target = raw->http_url,
                            .names = raw->map_header->keys,
                            .values = raw->map_header->values,
                            .header_count = (size_t)raw->map_header->nb_values,
                            .body = raw->binary_body,
                            .body_length = raw->binary_body_length,
                            .peer = connection_peer(served.connection)};
}

static int serve_request(const struct _u_request *raw, struct _u_response *raw_response,
                         void *context)
{
    struct server *server = context;
    struct request request = request_of(raw);
    struct response response = {.headers = raw_response->map_header, .cookies = raw_response};

    connection_answer(served.connection);
    server->answerer.answer(server->answerer.context, &request, &response);
    if (atomic_load(&server->draining))
        response_header(&response, "Connection", "close");
    raw_response->status = response.status;
    if (response.blob != NULL)
        lend(response.blob, response.bytes, response.length);
    return U_CALLBACK_COMPLETE;
}

static int socket_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

/* ---- requests that nobody may see ------------------------------------------------------------ */

static enum MHD_Result refuse_part(struct server *server, struct MHD_Connection *connection,
                                   const struct _u_request *raw, const struct error *err)
{
    struct request request = request_of(raw);
    struct _u_map headers;
    struct response response = {.headers = &headers};

    u_map_init(&headers);
    server->answerer.refuse(server->answerer.context, &request, err, &response);
    refusal_send(socket_of(connection), &response, strcmp(request.method, "HEAD") == 0);
    blob_release(response.blob);
    u_map_clean(&headers);
    return MHD_NO; /* close it */
}

static enum fault too_large(struct error *err)
{
    error_set(err, FAULT_BODY_TOO_LARGE, "A body can have at most %zu bytes.", served.body_max);
    error_param_int(err, "max", (int64_t)served.body_max);
    return FAULT_BODY_TOO_LARGE;
}

static enum fault check_head(struct server *server, struct MHD_Connection *connection,
                             const struct request_line *line, const struct _u_request *raw,
                             struct error *err)
{
    struct framing framing;
    struct request request;

    served.body_max = 0;
    TRY(framing_check(connection, line, &framing, err));
    if (!framing.has_body)
        return FAULT_NONE;
    request = request_of(raw);
    served.body_max = server->answerer.body_max(server->answerer.context, &request);
    return framing.body_length > served.body_max ? too_large(err) : FAULT_NONE;
}

/* Called when the head of a request is there, for each piece of its body, and at its end. */
static enum MHD_Result take_part(void *context, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *body,
                                 size_t *body_length, void **state)
{
    struct server *server = context;
    struct connection_info_struct *info = *state;
    bool is_head = info != NULL && info->callback_first_iteration;
    enum fault fault = FAULT_NONE;
    struct error err;

    error_init(&err);
    if (!is_head && info != NULL &&
        *body_length > served.body_max - info->request->binary_body_length)
        fault = too_large(&err);
    if (fault == FAULT_NONE && server->framework(&server->instance, connection, url, method,
                                                 version, body, body_length, state) != MHD_YES)
        return MHD_NO;
    if (is_head)
        fault =
            check_head(server, connection,
                       &(struct request_line){
                           .method = method, .target = info->request->http_url, .version = version},
                       info->request, &err);
    return fault == FAULT_NONE ? MHD_YES : refuse_part(server, connection, info->request, &err);
}

/* The framework's library finds this one before the original. */
struct MHD_Daemon *MHD_start_daemon(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept,
                                    void *accept_context, MHD_AccessHandlerCallback handler,
                                    void *instance, ...)
{
    struct server *server =
        (struct server *)(void *)((char *)instance - offsetof(struct server, instance));
    struct MHD_Daemon *daemon;
    va_list options;

    server->framework = handler;
    va_start(options, instance);
    daemon = MHD_start_daemon_va(flags, port, accept, accept_context, take_part, server, options);
    va_end(options);
    return daemon;
}

/* ---- between the framework and us ------------------------------------------------------------ */

static void log_mhd(void *context, const char *format, va_list args)
{
    char message[512];

    (void)context;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    vsnprintf(message, sizeof(message), format, args);
#pragma GCC diagnostic pop
    log_line(LOG_DEBUG, "http: %s", message);
}

/* What the framework says of itself. Where it matters we say it, too, and in one line. */
static void log_yder(void *context, const char *name, const time_t when, const unsigned long level,
                     const char *message)
{
    (void)context;
    (void)name;
    (void)when;
    (void)level;
    log_line(LOG_DEBUG, "%s", message);
}

static void note_connection(void *context, struct MHD_Connection *connection, void **state,
                            enum MHD_ConnectionNotificationCode what)
{
    struct server *server = context;

    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        counter_add(server->settings.disconnected, 1);
        connections_remove(*state);
        return;
    }
    counter_add(server->settings.connected, 1);
    *state = connections_add(
        server->connections, socket_of(connection),
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
}

/* Called with the request line as it came, before anything is parsed. */
static void *begin_request(void *context, const char *uri, struct MHD_Connection *connection)
{
    served.connection =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    connection_receive(served.connection);
    request_pool_begin();
    return ulfius_uri_logger(context, uri);
}

static void end_request(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode why)
{
    mhd_request_completed(context, connection, state, why);
    lending_end();
    request_pool_end();
    connection_rest(served.connection);
}

/* ---- start and stop -------------------------------------------------------------------------- */

static enum fault add_endpoints(struct server *server, struct error *err)
{
    static const char *const methods[] = {"GET",   "HEAD",   "POST",   "PUT",
                                          "PATCH", "DELETE", "OPTIONS"};

    for (size_t i = 0; i < COUNT_OF(methods); i++)
        if (ulfius_add_endpoint_by_val(&server->instance, methods[i], NULL, "*", 0, serve_request,
                                       server) != U_OK)
            return error_set(err, FAULT_INTERNAL, "The HTTP framework refused an endpoint.");
    /* Every other method ends here, and in our 405. */
    if (ulfius_set_default_endpoint(&server->instance, serve_request, server) != U_OK)
        return error_set(err, FAULT_INTERNAL, "The HTTP framework refused the default endpoint.");
    return FAULT_NONE;
}

static enum fault init_instance(struct server *server, struct error *err)
{
    request_pool_install();
    y_init_logs("marquee", Y_LOG_MODE_CALLBACK, Y_LOG_LEVEL_WARNING, NULL, NULL);
    y_set_logs_callback(log_yder, NULL, NULL);
    /* The address is given to the daemon itself; the framework would only copy half of it. */
    if (ulfius_init_instance(&server->instance, 1, NULL, NULL) != U_OK)
        return error_set(err, FAULT_INTERNAL, "The HTTP framework cannot be initialised.");
    server->initialised = true;
    server->instance.max_post_body_size = server->settings.body_max;
    server->instance.allowed_post_processor = U_POST_PROCESS_NONE;
    server->instance.check_utf8 = 0;
    return add_endpoints(server, err);
}

static const char *advice(int reason)
{
    switch (reason) {
    case EACCES:
        return "Use a port from 1024 up, or give the program CAP_NET_BIND_SERVICE";
    case EADDRNOTAVAIL:
        return "Set MARQUEE_LISTEN to an address of this machine";
    case EAFNOSUPPORT:
        return "This machine has no IPv6, so set MARQUEE_LISTEN to an address of IPv4";
    default:
        return "Stop what is using it, or set MARQUEE_LISTEN to another port";
    }
}

static enum fault start_daemon(struct server *server, struct error *err)
{
    /* Not MHD_OPTION_LISTENING_ADDRESS_REUSE: with it two servers may share one port. */
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)log_mhd, NULL},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)end_request, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)begin_request, NULL},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)note_connection, server},
        {MHD_OPTION_SOCK_ADDR, 0, &server->address},
        {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)server->settings.max_connections, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, NULL},
        {MHD_OPTION_THREAD_STACK_SIZE, STACK_BYTES, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_USE_POLL | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    bool started;

    if (server->address.any.sa_family == AF_INET6)
        flags |= IN6_IS_ADDR_UNSPECIFIED(&server->address.v6.sin6_addr) ? MHD_USE_DUAL_STACK
                                                                        : MHD_USE_IPv6;
    errno = 0;
    started = ulfius_start_framework_with_mhd_options(&server->instance, flags, options) == U_OK;
    /* The framework gives its allocator to jansson, too; ours is for what ends with a request. */
    json_set_alloc_funcs(malloc, free);
    if (started)
        return server->framework != NULL
                   ? FAULT_NONE
                   : error_set(err, FAULT_INTERNAL, "The HTTP framework started past its guard.");
    return error_set(err, FAULT_INTERNAL, "Can't listen on %s (%s). %s.", server->settings.listen,
                     errno != 0 ? strerror(errno) : "the port may be in use", advice(errno));
}

enum fault server_open(const struct server_settings *settings, const struct answerer *answerer,
                       struct server **out, struct error *err)
{
    struct server *server = calloc(1, sizeof(*server));
    enum fault fault;

    if (server == NULL)
        abort();
    server->settings = *settings;
    server->answerer = *answerer;
    server->connections = connections_open(settings->limits);
    fault = listen_parse(settings->listen, &server->address, err);
    if (fault == FAULT_NONE)
        fault = init_instance(server, err);
    if (fault == FAULT_NONE)
        fault = start_daemon(server, err);
    if (fault != FAULT_NONE) {
        server_close(server);
        return fault;
    }
    *out = server;
    return FAULT_NONE;
}

/* Who has connected, but was not let in yet, is: their requests may be on the way. */
static void let_in_the_rest(struct server *server, int listening)
{
    const struct timespec moment = {.tv_nsec = 50 * 1000 * 1000};
    union listen_address peer;
    socklen_t length = sizeof(peer);
    bool any = false;
    int socket;

    while ((socket = accept4(listening, &peer.any, &length, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
        any |=
            MHD_add_connection(server->instance.mhd_daemon, socket, &peer.any, length) == MHD_YES;
        length = sizeof(peer);
    }
    close(listening);
    if (any) /* the library's thread adds them to the table */
        nanosleep(&moment, NULL);
}

static void drain(struct server *server)
{
    MHD_socket listening;

    atomic_store(&server->draining, true);
    listening = MHD_quiesce_daemon(server->instance.mhd_daemon);
    if (listening != MHD_INVALID_SOCKET)
        let_in_the_rest(server, listening);
    if (!connections_drain(server->connections, DRAIN_MS))
        log_line(LOG_INFO, "some clients took too long and were cut off");
}

void server_close(struct server *server)
{
    if (server == NULL)
        return;
    if (server->instance.mhd_daemon != NULL) {
        drain(server);
        ulfius_stop_framework(&server->instance);
    }
    if (server->initialised)
        ulfius_clean_instance(&server->instance);
    connections_close(server->connections);
    y_close_logs();
    free(server);
}

int server_port(const struct server *server)
{
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->instance.mhd_daemon, MHD_DAEMON_INFO_LISTEN_FD);

    return info == NULL ? 0 : listen_port(info->listen_fd);
}
