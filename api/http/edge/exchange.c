#include "http/edge/exchange.h"

#include <string.h>
#include <ulfius.h>

const char *request_header(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++)
        if (strcasecmp(request->names[i], name) == 0)
            return request->values[i];
    return NULL;
}

const char *request_headers(const struct request *request, struct arena *arena, const char *name)
{
    const char *all = NULL;

    for (size_t i = 0; i < request->header_count; i++) {
        const char *value = request->values[i];

        if (strcasecmp(request->names[i], name) == 0)
            all = all == NULL ? value : arena_printf(arena, "%s,%s", all, value);
    }
    return all;
}

void response_header(struct response *response, const char *name, const char *value)
{
    u_map_put(response->headers, name, value);
}

/* The framework keeps one header of a name; cookies it keeps apart. It writes a value as it is, and
 * its own attributes lack Max-Age=0. */
void response_cookie(struct response *response, const char *name, const char *value)
{
    if (response->cookies != NULL)
        ulfius_add_cookie_to_response(response->cookies, name, value, NULL, 0, NULL, NULL, 0, 0);
}

void response_lend(struct response *response, struct blob *blob, const char *bytes, size_t length)
{
    response->blob = blob_hold(blob);
    response->bytes = bytes;
    response->length = length;
}
