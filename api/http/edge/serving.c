#include "http/edge/serving.h"

#include <stdlib.h>
#include <string.h>

#include "http/edge/bypass.h"
#include "http/edge/framing.h"
#include "http/edge/library.h"
#include "http/edge/sending.h"
#include "http/edge/start_over.h"
#include "http/edge/streams.h"

enum {
    FIRST_BODY_ROOM = 1024,
    SPARE_MAX = 64, /* of 8 kB each */
    STREAM_RETRY_SECONDS = 5
};

static struct serving *take_spare(struct servings *among)
{
    struct serving *serving = among->spare;
    struct arena arena;

    if (serving == NULL) {
        serving = calloc(1, sizeof(*serving));
        if (serving == NULL)
            abort();
        return serving;
    }
    among->spare = serving->next;
    among->spare_count--;
    arena = serving->exchange.arena;
    *serving = (struct serving){.exchange.arena = arena};
    return serving;
}

static void free_serving(struct serving *serving)
{
    arena_release(&serving->exchange.arena);
    free(serving);
}

static void keep_spare(struct servings *among, struct serving *serving)
{
    if (among->spare_count == SPARE_MAX) {
        free_serving(serving);
        return;
    }
    arena_reuse(&serving->exchange.arena);
    serving->next = among->spare;
    among->spare = serving;
    among->spare_count++;
}

void servings_release(struct servings *servings)
{
    while (servings->spare != NULL)
        free_serving(take_spare(servings));
    ready_release(&servings->ready);
}

struct serving *serving_begin(struct edge_parts *parts, struct loop *loop, struct servings *among,
                              struct MHD_Connection *raw, const char *target)
{
    struct serving *serving = take_spare(among);
    struct exchange *exchange = &serving->exchange;

    serving->parts = parts;
    serving->loop = loop;
    serving->among = among;
    serving->raw = raw;
    serving->connection =
        MHD_get_connection_info(raw, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    connection_receive(serving->connection, serving);
    serving->upload.file = -1;
    response_init(&exchange->response, &exchange->arena);
    exchange->request.target = arena_strdup(&exchange->arena, target);
    exchange->request.method = "-"; /* until its head is there */
    exchange->request.peer = exchange->request.client = connection_peer(serving->connection);
    return serving;
}

void serving_end(struct serving *serving)
{
    const struct answerer *answerer = &serving->parts->answerer;

    if (serving->exchange.response.listener != NULL)
        answerer->listens_no_more(answerer->context, serving->exchange.response.listener);
    if (serving->starts_over)
        connection_start_over(serving->connection);
    else
        connection_rest(serving->connection);
    blob_release(serving->exchange.response.blob);
    upload_end(&serving->parts->uploads, &serving->upload);
    free(serving->body);
    keep_spare(serving->among, serving);
}

/* ---- what needs more memory ------------------------------------------------------------------ */

/* `serving` is NULL before the request's first line is whole. */
static bool begin_anew(struct MHD_Connection *raw, struct connection *connection,
                       struct serving *serving)
{
    bool starts_over = start_over(raw, connection);

    if (serving != NULL)
        serving->starts_over = starts_over;
    return starts_over;
}

/* ---- what cannot be read to its end ---------------------------------------------------------- */

static int socket_of(struct MHD_Connection *raw)
{
    return MHD_get_connection_info(raw, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

static bool is_to_head(const struct exchange *exchange)
{
    return strcmp(exchange->request.method, "HEAD") == 0;
}

static void send_refusal(struct edge_parts *parts, struct MHD_Connection *raw,
                         struct exchange *exchange, const struct error *err)
{
    int socket = socket_of(raw);

    parts->answerer.refuse(parts->answerer.context, exchange, err);
    bypass_send(socket, &exchange->response, is_to_head(exchange));
    lingering_add(parts->lingering, socket);
}

static enum MHD_Result refuse_serving(struct serving *serving, const struct error *err)
{
    send_refusal(serving->parts, serving->raw, &serving->exchange, err);
    return MHD_NO; /* close it */
}

static enum fault too_large(size_t max, struct error *err)
{
    error_set(err, FAULT_BODY_TOO_LARGE, "A body can have at most %zu bytes.", max);
    error_param_int(err, "max", (int64_t)max);
    return FAULT_BODY_TOO_LARGE;
}

static enum fault explain_status(unsigned status, struct error *err)
{
    switch (status) {
    case MHD_HTTP_CONTENT_TOO_LARGE:
        return error_set(err, FAULT_BODY_TOO_LARGE, "No body can have so many bytes.");
    case MHD_HTTP_URI_TOO_LONG:
        return error_set(err, FAULT_URL_TOO_LONG, "The URL is too long.");
    case MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE:
        return framing_head_too_large(err);
    case MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED:
        return error_set(err, FAULT_HTTP_VERSION, "This server speaks HTTP/1.1.");
    case MHD_HTTP_INTERNAL_SERVER_ERROR:
        return error_set(err, FAULT_INTERNAL, "The HTTP library gave a request up.");
    default:
        return error_set(err, FAULT_MALFORMED,
                         "The request line, a header or the body's length can't be read.");
    }
}

/* Of one whose first line did not come to its end, nothing is known. */
static void refuse_unread(struct connection *connection, struct MHD_Connection *raw,
                          const struct error *err)
{
    struct exchange exchange = {.request = {.method = "-", .target = "/"}};

    exchange.request.peer = exchange.request.client = connection_peer(connection);
    arena_init(&exchange.arena);
    response_init(&exchange.response, &exchange.arena);
    send_refusal(connection_context(connection), raw, &exchange, err);
    blob_release(exchange.response.blob);
    arena_release(&exchange.arena);
}

/* Where a target takes the memory that headers need, the library finds fault with the headers. */
static bool has_long_target(const struct serving *serving)
{
    return serving != NULL && strlen(serving->exchange.request.target) > HEADERS_MAX_BYTES;
}

void serving_refuse(struct MHD_Connection *raw, unsigned status)
{
    struct connection *connection =
        MHD_get_connection_info(raw, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    struct serving *serving = connection_request(connection);
    struct error err;

    if (start_over_helps(status) && begin_anew(raw, connection, serving))
        return;
    error_init(&err);
    explain_status(has_long_target(serving) ? MHD_HTTP_URI_TOO_LONG : status, &err);
    if (serving != NULL)
        refuse_serving(serving, &err);
    else
        refuse_unread(connection, raw, &err);
}

/* ---- its head -------------------------------------------------------------------------------- */

static enum fault take_head(struct serving *serving, const struct framing *framing,
                            struct error *err)
{
    const struct answerer *answerer = &serving->parts->answerer;
    struct request *request = &serving->exchange.request;

    replay_pass(connection_replay(serving->connection), request->method, framing->head_length,
                framing->body_length);
    if (start_over_was_in_vain(serving->connection, request, framing))
        return explain_status(MHD_HTTP_URI_TOO_LONG, err);
    if (!framing->has_body)
        return FAULT_NONE;
    TRY(answerer->body_room(answerer->context, request, &serving->may_send, err));
    if (framing->body_length > serving->may_send.max)
        return too_large(serving->may_send.max, err);
    if (!serving->may_send.is_upload)
        return FAULT_NONE;
    request->upload = &serving->upload;
    return upload_begin(&serving->parts->uploads, &serving->upload, err);
}

static enum MHD_Result read_whole_head(struct serving *serving, const char *method,
                                       const char *version)
{
    const struct answerer *answerer = &serving->parts->answerer;
    struct request *request = &serving->exchange.request;
    struct framing framing;
    enum fault fault;
    struct error err;

    error_init(&err);
    serving->has_begun = true;
    request->method = method;
    fault = framing_read(serving->raw, version, &serving->exchange, &framing, &err);
    request->client = answerer->client(answerer->context, request);
    connection_hold(serving->connection, &request->client);
    if (fault == FAULT_NONE && start_over_needed(serving->connection, request, &framing) &&
        begin_anew(serving->raw, serving->connection, serving))
        return MHD_NO;
    if (fault == FAULT_NONE)
        fault = take_head(serving, &framing, &err);
    return fault == FAULT_NONE ? MHD_YES : refuse_serving(serving, &err);
}

/* ---- its body -------------------------------------------------------------------------------- */

static void make_body_room(struct serving *serving, size_t length)
{
    size_t room = serving->body_room == 0 ? FIRST_BODY_ROOM : serving->body_room;

    while (room < length)
        room *= 2;
    if (room == serving->body_room)
        return;
    serving->body = realloc(serving->body, room);
    if (serving->body == NULL)
        abort();
    serving->body_room = room;
}

static enum fault keep_body(struct serving *serving, const char *body, size_t length,
                            struct error *err)
{
    struct request *request = &serving->exchange.request;

    if (length > serving->may_send.max - request->body_length - serving->upload.length)
        return too_large(serving->may_send.max, err);
    if (serving->may_send.is_upload)
        return upload_add(&serving->upload, body, length, err);
    make_body_room(serving, request->body_length + length);
    memcpy(serving->body + request->body_length, body, length);
    request->body = serving->body;
    request->body_length += length;
    return FAULT_NONE;
}

static enum MHD_Result read_body(struct serving *serving, const char *body, size_t *length)
{
    struct error err;

    error_init(&err);
    if (keep_body(serving, body, *length, &err) != FAULT_NONE)
        return refuse_serving(serving, &err);
    *length = 0;
    return MHD_YES;
}

/* ---- its answer ------------------------------------------------------------------------------ */

/* All files are in use, so the answer that was made can't go on. */
static enum MHD_Result refuse_stream(struct serving *serving)
{
    const struct answerer *answerer = &serving->parts->answerer;
    struct exchange *exchange = &serving->exchange;
    struct error err;

    answerer->listens_no_more(answerer->context, exchange->response.listener);
    response_init(&exchange->response, &exchange->arena);
    error_init(&err);
    error_set(&err, FAULT_BUSY, "Too many files are open at the moment.");
    err.retry_after = STREAM_RETRY_SECONDS;
    return refuse_serving(serving, &err);
}

/* From here on it is no connection any more. To HEAD there is nothing that could go on. */
static enum MHD_Result begin_stream(struct serving *serving)
{
    struct edge_parts *parts = serving->parts;
    struct exchange *exchange = &serving->exchange;
    int socket;

    if (is_to_head(exchange)) {
        bypass_send(socket_of(serving->raw), &exchange->response, true);
        lingering_add(parts->lingering, socket_of(serving->raw));
        return MHD_NO;
    }
    socket = library_take_socket(serving->raw);
    if (socket < 0)
        return refuse_stream(serving);
    streams_adopt(parts->streams, socket, exchange);
    exchange->response.listener = NULL;
    return MHD_NO;
}

static enum MHD_Result send_answer(struct serving *serving)
{
    struct response *response = &serving->exchange.response;
    enum MHD_Result result;
    bool is_file;

    if (response->listener != NULL)
        return begin_stream(serving);
    if (atomic_load(&serving->parts->draining))
        response_header(response, "Connection", "close");
    result = sending_queue(&serving->among->ready, serving->raw, response, &is_file);
    serving->sends_file = is_file && !is_to_head(&serving->exchange);
    return result;
}

static void put_out(struct servings *among, struct serving *serving)
{
    serving->next = among->put_out;
    among->put_out = serving;
    among->away++;
}

static enum MHD_Result serve(struct serving *serving)
{
    const struct answerer *answerer = &serving->parts->answerer;

    connection_answer(serving->connection);
    serving->place = answerer->begin(answerer->context, &serving->exchange);
    if (serving->place == ON_LOOP)
        return send_answer(serving);
    MHD_suspend_connection(serving->raw);
    put_out(serving->among, serving);
    return MHD_YES;
}

enum MHD_Result serving_go_on(struct serving *serving, const char *method, const char *version,
                              const char *body, size_t *body_length)
{
    if (!serving->has_begun)
        return read_whole_head(serving, method, version);
    if (*body_length > 0)
        return read_body(serving, body, body_length);
    return serving->is_done ? send_answer(serving) : serve(serving);
}
