/* Request lines: path, query and cursor, through the same steps as a request takes them. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "http/call/cursor.h"
#include "http/call/gate.h"
#include "http/call/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void follow(struct call *call)
{
    const struct route *route = NULL;
    struct cursor cursor = {.list = "votes"};
    unsigned allowed;
    struct error err;
    int64_t id;

    error_init(&err);
    if (route_find(call, &route, &allowed, &err) != FAULT_NONE)
        return;
    query_parse(call, route->query, &err);
    query_search(call, "q", 100, &err);
    query_int(call, "limit", 1, 100, 50, &err);
    if (query_text(call, "cursor") != NULL)
        cursor_decode(&call->arena, query_text(call, "cursor"), &cursor, &err);
    if (call->variables[0] != NULL && call_id(call, 0, &id, &err) == FAULT_NONE && id < 1)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const struct config config = {
        .public_url = "http://localhost", .cors_origins = "", .trusted_proxies = ""};
    const struct api api = {.config = &config};
    struct call call;
    struct error err;
    char *url = strndup((const char *)bytes, size);
    const struct request request = {.method = "GET", .target = url};

    error_init(&err);
    if (call_init(&call, &api, &request, &err) == FAULT_NONE)
        follow(&call);
    arena_release(&call.arena);
    free(url);
    return 0;
}
