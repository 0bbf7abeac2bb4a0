#include "http/edge/exchange.h"

#include <string.h>

/* Nearly all differ in their first letter, which costs less than a call. */
bool header_is(const struct header *header, const char *name)
{
    return ((*header->name ^ *name) & ~0x20) == 0 && strcasecmp(header->name, name) == 0;
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
    *response = (struct response){.arena = arena};
    response->last_header = &response->headers;
}

void response_header(struct response *response, const char *name, const char *value)
{
    struct header *header = ARENA_NEW(response->arena, struct header);

    header->name = name;
    header->value = arena_strdup(response->arena, value);
    *response->last_header = header;
    response->last_header = &header->next;
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
