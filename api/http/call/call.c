#include "http/call/call.h"

#include <arpa/inet.h>
#include <stdatomic.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "config/config.h"
#include "http/call/links.h"
#include "store/store.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool call_by_member(const struct call *call)
{
    return call->me != NULL && call->me->state == MEMBER_ACTIVE;
}

struct deed call_deed(const struct call *call)
{
    return (struct deed){.actor = {.member_id = call->me->member_id, .role = call->me->role},
                         .when = call->now};
}

bool call_decode(struct arena *arena, const char *text, size_t length, bool plus,
                 const char **decoded)
{
    char *out = arena_alloc(arena, length + 1);
    size_t used = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '%') {
            int high = i + 2 < length ? hex_value(text[i + 1]) : -1;
            int low = i + 2 < length ? hex_value(text[i + 2]) : -1;

            if (high < 0 || low < 0)
                return false;
            out[used++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[used++] = plus && text[i] == '+' ? ' ' : text[i];
        }
    }
    *decoded = out;
    return text_is_utf8(out, used);
}

const char *call_header(const struct call *call, const char *name)
{
    return request_header(call->request, name);
}

/* Behind a proxy that is believed, the client is the last address that the proxy added. */
static void find_address(struct call *call, const char *peer)
{
    const char *proxies = call->api->config->trusted_proxies;
    const char *forwarded = call_header(call, "X-Forwarded-For"), *last;
    struct in6_addr address;
    char text[ADDRESS_SIZE];

    snprintf(call->address, sizeof(call->address), "%s", peer);
    call->behind_proxy = *peer != '\0' && text_has_word(proxies, peer);
    if (forwarded == NULL || !call->behind_proxy)
        return;
    last = strrchr(forwarded, ',');
    last = last == NULL ? forwarded : last + 1;
    last += strspn(last, " ");
    snprintf(text, sizeof(text), "%s", last);
    if (inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1)
        snprintf(call->address, sizeof(call->address), "%s", text);
}

/* Unique within the process, and not to be confused with another process's. */
static void name_request(struct call *call)
{
    static atomic_uint_fast32_t counter;
    static atomic_uint_fast32_t process;
    uint32_t prefix = (uint32_t)atomic_load(&process);

    if (prefix == 0) {
        secret_random(&prefix, sizeof(prefix));
        atomic_store(&process, prefix);
    }
    snprintf(call->request_id, sizeof(call->request_id), "%08x-%08x", (unsigned)prefix,
             (unsigned)atomic_fetch_add(&counter, 1));
}

static const struct {
    const char *name;
    enum method method;
    bool head_only;
} methods[] = {
    {"GET", METHOD_GET, false},         {"HEAD", METHOD_GET, true},
    {"POST", METHOD_POST, false},       {"PUT", METHOD_PUT, false},
    {"PATCH", METHOD_PATCH, false},     {"DELETE", METHOD_DELETE, false},
    {"OPTIONS", METHOD_OPTIONS, false},
};

static void find_method(struct call *call, const char *name)
{
    call->method_name = name;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        if (strcmp(name, methods[i].name) == 0) {
            call->method = methods[i].method;
            call->head_only = methods[i].head_only;
        }
    }
}

/* From the request line as it was sent: the framework's own variables mix path and query. */
static enum fault split_url(struct call *call, const char *url, struct error *err)
{
    size_t length = strcspn(url, "?");

    call->query = url[length] == '?' ? url + length + 1 : "";
    if (length > PATH_MAX_BYTES || strlen(call->query) > QUERY_MAX_BYTES)
        return error_set(err, FAULT_MALFORMED, "The URL is too long.");
    if (!call_decode(&call->arena, url, length, false, &call->path) || call->path[0] != '/') {
        call->path = "/";
        return error_set(err, FAULT_MALFORMED,
                         "The URL is not valid percent-encoded UTF-8 that starts with a slash.");
    }
    call->path = links_behind_root(call->path);
    call->lacks_slash = *call->path == '\0';
    call->path = call->lacks_slash ? "/" : call->path;
    /* An encoded slash would name another resource than the one that was routed. */
    for (const char *c = url; c < url + length; c++)
        if (c[0] == '%' && c[1] == '2' && (c[2] == 'F' || c[2] == 'f'))
            return error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.");
    return FAULT_NONE;
}

/* What names none was refused before (framing.c). */
static void find_host(struct call *call)
{
    const char *host = call_header(call, "Host");

    if (host == NULL || !host_parse_header(host, &call->host))
        call->host = (struct host){.port = PORT_NONE};
}

enum fault call_init(struct call *call, const struct api *api, const struct request *request,
                     struct error *err)
{
    *call = (struct call){.api = api,
                          .request = request,
                          .now = clock_now(),
                          .started_us = clock_monotonic_us(),
                          .path = "/",
                          .query = "",
                          .may_wait = true,
                          .body = request->body,
                          .body_length = request->body_length};
    arena_init(&call->arena);
    name_request(call);
    find_method(call, request->method);
    find_address(call, request->peer);
    find_host(call);
    return split_url(call, request->target, err);
}

void call_release(struct call *call)
{
    call_db_done(call);
    call_club_done(call);
    arena_release(&call->arena);
}

/* A secret of ours is printable and short; anything else is not worth a hash. */
const struct identity *call_look_up(struct call *call, const char *secret)
{
    struct identity *who = ARENA_NEW(&call->arena, struct identity);

    if (strlen(secret) > 200 || !who_find(call->api->who, &call->arena, secret, call->now, who))
        return NULL;
    return who;
}

enum fault call_db(struct call *call, struct db **db, struct error *err)
{
    if (!call->may_wait) {
        call->would_wait = true;
        return error_set(err, FAULT_BUSY, "This takes a moment.");
    }
    if (call->db == NULL)
        TRY(store_reader(call->api->store, &call->db, err));
    *db = call->db;
    return FAULT_NONE;
}

void call_db_done(struct call *call)
{
    store_reader_done(call->api->store, call->db);
    call->db = NULL;
}

const struct club_state *call_club(struct call *call)
{
    if (call->club == NULL)
        call->club = club_hold(call->api->club);
    return call->club;
}

void call_club_done(struct call *call)
{
    if (call->club != NULL)
        club_release(call->api->club, call->club);
    call->club = NULL;
}

bool call_parse_id(const char *text, int64_t *id)
{
    size_t digits = strspn(text, "0123456789");

    *id = 0;
    if (digits <= 18 && text[digits] == '\0' && text[0] != '0')
        for (size_t i = 0; i < digits; i++)
            *id = *id * 10 + (text[i] - '0');
    *id = *id > ID_MAX ? 0 : *id;
    return *id > 0;
}

enum fault call_id(const struct call *call, size_t n, int64_t *id, struct error *err)
{
    return call_parse_id(call->variables[n], id)
               ? FAULT_NONE
               : error_set(err, FAULT_NOT_FOUND, "There is nothing at this address.");
}
