#include "http/edge/exchange.h"

#include <string.h>

enum { HEADERS_ROOM = 512 /* bytes, at first: nearly all answers need no more */ };

/* Nearly all differ in their first letter, which costs less than a call. */
bool header_is(const struct header *header, const char *name)
{
    return ((*header->name ^ *name) & ~0x20) == 0 && strcasecmp(header->name, name) == 0;
}

void request_add_header(struct request *request, struct arena *arena, const char *name,
                        const char *value)
{
    struct header **at = &request->headers;

    while (*at != NULL && !header_is(*at, name))
        at = &(*at)->next;
    if (*at != NULL) {
        (*at)->value =
            ARENA_JOIN(arena, (*at)->value, header_is(*at, "Cookie") ? "; " : ",", value);
        return;
    }
    *at = ARENA_NEW(arena, struct header);
    **at = (struct header){.name = name, .value = value};
}

const char *request_header(const struct request *request, const char *name)
{
    for (const struct header *header = request->headers; header != NULL; header = header->next)
        if (header_is(header, name))
            return header->value;
    return NULL;
}

void response_init(struct response *response, struct arena *arena)
{
    *response = (struct response){
        .arena = arena, .headers = arena_room(arena, HEADERS_ROOM), .headers_room = HEADERS_ROOM};
}

static void make_header_room(struct response *response, size_t more)
{
    size_t room = response->headers_room;
    char *grown;

    while (room - response->headers_length < more)
        room *= 2;
    if (room == response->headers_room)
        return;
    grown = arena_room(response->arena, room);
    memcpy(grown, response->headers, response->headers_length);
    response->headers = grown;
    response->headers_room = room;
}

void response_header(struct response *response, const char *name, const char *value)
{
    size_t name_size = strlen(name) + 1, value_size = strlen(value) + 1;
    char *at;

    make_header_room(response, name_size + value_size);
    at = response->headers + response->headers_length;
    memcpy(at, name, name_size);
    memcpy(at + name_size, value, value_size);
    response->headers_length += name_size + value_size;
}

bool response_next_header(const struct response *response, size_t *at, const char **name,
                          const char **value)
{
    if (*at == response->headers_length)
        return false;
    *name = response->headers + *at;
    *value = *name + strlen(*name) + 1;
    *at = (size_t)(*value + strlen(*value) + 1 - response->headers);
    return true;
}

void response_cookie(struct response *response, const char *name, const char *value)
{
    response_header(response, "Set-Cookie", arena_printf(response->arena, "%s=%s", name, value));
}

void response_lend(struct response *response, struct blob *blob, const char *bytes, size_t length)
{
    response->blob = blob_hold(blob);
    response->bytes = bytes;
    response->length = length;
}
