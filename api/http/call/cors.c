#include "http/call/cors.h"

#include <string.h>

#include "config/config.h"

static bool read_origin(const struct call *call, struct origin *origin)
{
    const char *text = call_header(call, "Origin");

    return text != NULL && origin_parse(text, strlen(text), origin);
}

static bool is_listed(const char *origins, const struct origin *origin)
{
    struct origin listed;

    for (const char *at = origins; *at != '\0';) {
        size_t length = strcspn(at, " ");

        if (origin_parse(at, length, &listed) && origin_equal(&listed, origin))
            return true;
        at += length + (at[length] == ' ');
    }
    return false;
}

const char *cors_origin(const struct call *call)
{
    struct origin origin;

    return read_origin(call, &origin) && is_listed(call->api->config->cors_origins, &origin)
               ? call_header(call, "Origin")
               : NULL;
}

/* A name that no stranger can make point at this server: an address, localhost, or our own. */
static bool is_own_host(const struct call *call)
{
    return strcmp(call->host.name, call->api->config->public_origin.host.name) == 0 ||
           strcmp(call->host.name, "localhost") == 0 || host_is_address(&call->host);
}

bool cors_is_from_us(const struct call *call)
{
    struct origin origin;

    if (!read_origin(call, &origin))
        return false;
    return origin_equal(&origin, &call->api->config->public_origin) ||
           is_listed(call->api->config->cors_origins, &origin) ||
           (origin_has_host(&origin, &call->host) && is_own_host(call));
}
