#include "http/call/reply.h"

#include <string.h>

#include "config/config.h"
#include "http/call/accept.h"
#include "http/call/cors.h"
#include "http/call/etag.h"

enum { GZIP_FROM = 500 /* bytes: below it, compressing costs more than it saves */ };

void reply_init(struct reply *reply)
{
    *reply = (struct reply){.status = 204, .cache_control = CACHE_NEVER};
    strbuf_init(&reply->json, REPLY_BODY_MAX);
}

void reply_release(struct reply *reply)
{
    blob_release(reply->blob);
    strbuf_release(&reply->json);
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
    if (reply->header_count == REPLY_HEADERS_MAX)
        abort();
    reply->headers[reply->header_count].name = name;
    reply->headers[reply->header_count++].value = value;
}

void reply_forget_headers(struct reply *reply)
{
    size_t kept = 0;

    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "Allow") == 0 ||
            strcmp(reply->headers[i].name, "Content-Range") == 0)
            reply->headers[kept++] = reply->headers[i];
    reply->header_count = kept;
    reply->cookie_count = 0;
    reply->varies_by_accept = false;
    reply->version_tag = NULL;
}

void reply_empty(struct reply *reply)
{
    reply->status = 204;
}

struct jsonw reply_json(struct reply *reply, int status, const char *cache_control)
{
    struct jsonw json;

    reply->status = status;
    reply->type = "application/json";
    reply->cache_control = cache_control;
    reply->conditional = strcmp(cache_control, CACHE_ASK) == 0;
    reply->compressible = true;
    reply->is_part = false;
    strbuf_clear(&reply->json);
    jsonw_init(&json, &reply->json);
    return json;
}

enum fault reply_json_end(struct reply *reply, struct error *err)
{
    size_t length;
    char *bytes;

    if (!strbuf_ok(&reply->json))
        return error_set(err, FAULT_INTERNAL, "The answer is too large to send.");
    bytes = strbuf_take(&reply->json, &length);
    blob_release(reply->blob);
    reply->blob = blob_take(bytes, length);
    return FAULT_NONE;
}

/* Whether `type` begins so. Most differ in the first letter already. */
static bool is_of_type(const char *type, const char *start)
{
    return *type == *start && strncmp(type, start, strlen(start)) == 0;
}

static void find_traits(struct reply *reply)
{
    static const struct {
        const char *type;
        bool is_compressed; /* as it is */
    } parts[] = {{"text/javascript", false},
                 {"text/css", false},
                 {"application/manifest+json", false},
                 {"font/", true},
                 {"image/webp", true},
                 {"image/avif", true},
                 {"image/png", true}};

    reply->is_part = false;
    reply->compressible = true;
    for (size_t i = 0; i < COUNT_OF(parts) && !reply->is_part; i++) {
        reply->is_part = is_of_type(reply->type, parts[i].type);
        reply->compressible = !(reply->is_part && parts[i].is_compressed);
    }
}

void reply_blob(struct reply *reply, struct blob *blob, const char *type, const char *cache_control)
{
    blob_release(reply->blob);
    reply->blob = blob;
    reply->status = 200;
    reply->type = type;
    reply->cache_control = cache_control;
    reply->conditional = true;
    find_traits(reply);
}

void reply_cookie(struct call *call, struct reply *reply, const char *name, const char *value,
                  int seconds)
{
    bool secure = strncmp(name, "__Host-", 7) == 0;

    for (size_t i = 0; i < reply->cookie_count; i++)
        if (strcmp(reply->cookies[i].name, name) == 0)
            return;
    if (reply->cookie_count == REPLY_COOKIES_MAX)
        abort();
    reply->cookies[reply->cookie_count].name = name;
    reply->cookies[reply->cookie_count++].value =
        arena_printf(&call->arena, "%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s", value,
                     seconds, secure ? "; Secure" : "");
}

void reply_stream(struct reply *reply, void *listener, const char *type, const char *cache_control)
{
    reply->status = 200;
    reply->type = type;
    reply->cache_control = cache_control;
    reply->listener = listener;
}

/* True when the client has these bytes already. A condition is for reading: what a change did is
 * always told. */
static bool is_unchanged(struct call *call, const struct reply *reply)
{
    const char *if_none_match = call_header(call, "If-None-Match");

    return reply->conditional && call->method == METHOD_GET && if_none_match != NULL &&
           (etag_is_listed(if_none_match, blob_tag(reply->blob), ETAG_WEAKLY) ||
            etag_is_any(if_none_match));
}

/* A 304 goes before a range, and HEAD knows none (RFC 9110, 13.2.2 and 14.2). */
static bool takes_range(struct call *call, const struct reply *reply)
{
    return !call->head_only && !is_unchanged(call, reply) &&
           range_is_of(call_header(call, "If-Range"), blob_tag(reply->blob));
}

enum fault reply_range(struct call *call, struct reply *reply, struct error *err)
{
    enum range_answer answer = RANGE_WHOLE;
    size_t size;

    blob_bytes(reply->blob, &size);
    reply->compressible = false;
    reply_header(reply, "Accept-Ranges", "bytes");
    if (takes_range(call, reply))
        answer = range_parse(call_header(call, "Range"), size, &reply->part);
    if (answer == RANGE_OUTSIDE) {
        reply_header(reply, "Content-Range", arena_printf(&call->arena, "bytes */%zu", size));
        error_set(err, FAULT_RANGE, "There are %zu bytes here.", size);
        error_param_int(err, "size", (int64_t)size);
        return FAULT_RANGE;
    }
    if (answer == RANGE_PART) {
        reply->status = 206;
        reply_header(reply, "Content-Range",
                     arena_printf(&call->arena, "bytes %zu-%zu/%zu", reply->part.first,
                                  reply->part.first + reply->part.length - 1, size));
    }
    return FAULT_NONE;
}

static bool has_header(const struct reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, name) == 0)
            return true;
    return false;
}

/* Where browsers ignore Cross-Origin-Opener-Policy, they complain of it at every load. */
static bool is_trustworthy(const struct call *call)
{
    return call->api->config->public_origin.https || host_is_loopback(&call->host);
}

static void add_document_headers(const struct call *call, const struct reply *reply,
                                 struct response *response)
{
    response_header(response, "Referrer-Policy", "no-referrer");
    if (is_trustworthy(call))
        response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    if (!has_header(reply, "Content-Security-Policy"))
        response_header(response, "Content-Security-Policy",
                        "default-src 'none'; frame-ancestors 'none'");
}

static void add_cors_headers(const struct call *call, struct response *response)
{
    const char *origin = cors_origin(call);

    if (origin == NULL)
        return;
    response_header(response, "Access-Control-Allow-Origin", origin);
    response_header(response, "Access-Control-Allow-Credentials", "true");
    response_header(
        response, "Access-Control-Expose-Headers",
        "Content-Disposition, Content-Range, ETag, Link, Location, Retry-After, X-Request-Id");
}

static const char *what_it_varies_by(struct call *call, const struct reply *reply)
{
    static const char always[] = "Cookie, Marquee-Seat, Authorization, Accept-Encoding";
    bool by_origin = *call->api->config->cors_origins != '\0';

    if (!reply->varies_by_accept && !reply->varies_by_language && !by_origin)
        return always;
    return ARENA_JOIN(&call->arena, always, reply->varies_by_accept ? ", Accept" : "",
                      reply->varies_by_language ? ", Accept-Language" : "",
                      by_origin ? ", Origin" : "");
}

/* What tells the answers of the API apart, and the page's documents; its other files are the same
 * for everybody. */
static void add_api_headers(struct call *call, const struct reply *reply, struct response *response)
{
    response->request_id = call->request_id;
    response_header(response, "Vary", what_it_varies_by(call, reply));
    add_cors_headers(call, response);
}

/* With a 304 goes what tells copies apart; policies are those of the copy (RFC 9110, 15.4.5). */
static void add_headers(struct call *call, const struct reply *reply, bool unchanged,
                        struct response *response)
{
    response_header(response, "Cache-Control", reply->cache_control);
    if (!unchanged) {
        response_header(response, "X-Content-Type-Options", "nosniff");
        response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    }
    if (!reply->is_part && !unchanged)
        add_document_headers(call, reply, response);
    if (!reply->is_part || strncmp(call->path, "/api/", 5) == 0)
        add_api_headers(call, reply, response);
    else if (reply->compressible)
        response_header(response, "Vary",
                        reply->varies_by_language ? "Cookie, Accept-Encoding, Accept-Language"
                                                  : "Accept-Encoding");
    for (size_t i = 0; i < reply->header_count; i++)
        response_header(response, reply->headers[i].name, reply->headers[i].value);
    for (size_t i = 0; i < reply->cookie_count; i++)
        response_cookie(response, reply->cookies[i].name, reply->cookies[i].value);
}

static void add_tag(struct call *call, const struct reply *reply, bool gzip,
                    struct response *response)
{
    const char *tag = reply->version_tag;

    if (tag == NULL && reply->conditional && call->method == METHOD_GET)
        tag = blob_tag(reply->blob);
    if (tag != NULL)
        response_header(response, "ETag",
                        ARENA_JOIN(&call->arena, "\"", tag, gzip ? "-gz\"" : "\""));
}

static void send_body(struct call *call, struct reply *reply, bool unchanged,
                      struct response *response)
{
    size_t length, gzip_length;
    const char *bytes = blob_bytes(reply->blob, &length), *gzip = NULL;

    if (reply->compressible && length > GZIP_FROM &&
        accept_names(call_header(call, "Accept-Encoding"), "gzip"))
        gzip = blob_gzip(reply->blob, &gzip_length);
    add_tag(call, reply, gzip != NULL, response);
    if (unchanged) {
        response->status = 304;
        return;
    }
    response_header(response, "Content-Type", reply->type);
    if (gzip != NULL) {
        response_header(response, "Content-Encoding", "gzip");
        bytes = gzip;
        length = gzip_length;
    }
    if (reply->status == 206) {
        bytes += reply->part.first;
        length = reply->part.length;
    }
    if (length > 0)
        response_lend(response, reply->blob, bytes, length);
}

void reply_send(struct call *call, struct reply *reply, struct response *response)
{
    bool unchanged;

    unchanged = is_unchanged(call, reply);
    add_headers(call, reply, unchanged, response);
    response->status = reply->status;
    if (reply->listener != NULL)
        response_header(response, "Content-Type", reply->type);
    response->listener = reply->listener;
    if (reply->blob != NULL)
        send_body(call, reply, unchanged, response);
}
