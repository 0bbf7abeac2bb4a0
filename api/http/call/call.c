#include "http/call/call.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/strbuf.h"
#include "http/call/client.h"
#include "http/call/target.h"
#include "http/kept/known.h"
#include "store/store.h"

bool call_by_member(const struct call *call)
{
    return call->me != NULL && call->me->state == MEMBER_ACTIVE;
}

struct deed call_deed(const struct call *call)
{
    return (struct deed){.actor = {.member_id = call->me->member_id, .role = call->me->role},
                         .when = call->now};
}

const char *call_header(const struct call *call, const char *name)
{
    return request_header(call->request, name);
}

enum { NUMBERS_AT_ONCE = 256, NUMBER_DIGITS = 8 };

/* With a NUL. */
static void write_number(char text[NUMBER_DIGITS + 1], uint32_t number)
{
    const uint32_t in_order = htonl(number);

    hex_encode((const uint8_t *)&in_order, sizeof(in_order), text);
}

/* A thread takes many numbers at once, so that threads don't wait for each other's. */
static uint32_t next_number(void)
{
    static atomic_uint_fast32_t taken;
    static _Thread_local uint32_t next, end;

    if (next == end) {
        next = (uint32_t)atomic_fetch_add(&taken, NUMBERS_AT_ONCE);
        end = next + NUMBERS_AT_ONCE;
    }
    return next++;
}

static char process_name[NUMBER_DIGITS + 1];

static void name_process(void)
{
    uint32_t number;

    secret_random(&number, sizeof(number));
    write_number(process_name, number);
}

/* Unique within the process, and not to be confused with another process's. */
static void name_request(struct call *call)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char *at = call->request_id;

    pthread_once(&once, name_process);
    memcpy(at, process_name, NUMBER_DIGITS);
    at[NUMBER_DIGITS] = '-';
    write_number(at + NUMBER_DIGITS + 1, next_number());
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
            return;
        }
    }
}

/* A host in the target counts, and the header does not (RFC 9112, 3.2.2). */
static enum fault find_target(struct call *call, const char *text, struct error *err)
{
    struct target target;
    enum fault fault = target_read(&call->arena, text, &target, err);

    call->path = target.path;
    call->query = target.query;
    call->lacks_slash = target.lacks_slash;
    call->is_for_server = target.is_for_server && call->method == METHOD_OPTIONS;
    if (target.has_host)
        call->host = target.host;
    if (fault == FAULT_NONE && target.is_star && !call->is_for_server)
        return error_set(err, FAULT_MALFORMED, "Only OPTIONS can ask for `*`.");
    return fault;
}

enum fault call_init(struct call *call, const struct api *api, const struct request *request,
                     struct error *err)
{
    *call = (struct call){.api = api,
                          .request = request,
                          .host = request->host,
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
    ip_text(&request->client, call->address);
    call->behind_proxy = client_is_proxy(api, &request->peer);
    return find_target(call, request->target, err);
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

void call_note_household(struct call *call, int64_t member_id)
{
    const struct ip household = ip_household(&call->request->client);

    known_note(call->api->known, member_id, &household, call->now);
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
