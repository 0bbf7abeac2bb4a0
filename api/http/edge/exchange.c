#include "http/edge/exchange.h"

#include <string.h>

const char *request_header(const struct request *request, const char *name)
{
    for (const struct header *header = request->headers; header != NULL; header = header->next)
        if (strcasecmp(header->name, name) == 0)
            return header->value;
    return NULL;
}

/* Of this name, else the end; NULL: the end. */
static struct header **find_header(struct response *response, const char *name)
{
    struct header **at = &response->headers;

    while (*at != NULL && (name == NULL || strcasecmp((*at)->name, name) != 0))
        at = &(*at)->next;
    return at;
}

static void put_header(struct response *response, struct header **at, const char *name,
                       const char *value)
{
    if (*at == NULL)
        *at = ARENA_NEW(response->arena, struct header);
    (*at)->name = arena_strdup(response->arena, name);
    (*at)->value = arena_strdup(response->arena, value);
}

void response_header(struct response *response, const char *name, const char *value)
{
    put_header(response, find_header(response, name), name, value);
}

void response_cookie(struct response *response, const char *name, const char *value)
{
    put_header(response, find_header(response, NULL), "Set-Cookie",
               arena_printf(response->arena, "%s=%s", name, value));
}

void response_lend(struct response *response, struct blob *blob, const char *bytes, size_t length)
{
    response->blob = blob_hold(blob);
    response->bytes = bytes;
    response->length = length;
}
