#include "http/gate.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "config.h"
#include "http/route.h"

static enum fault wrong_credential(struct error *err)
{
    return error_set(err, FAULT_UNAUTHENTICATED,
                     "You are no longer signed in, or this token doesn't exist. Sign in again.");
}

/* A secret of ours is printable and short; anything else is not worth a hash. */
static bool look_up(struct call *call, const char *secret)
{
    struct identity *me = ARENA_NEW(&call->arena, struct identity);

    if (strlen(secret) > 200 || !who_find(call->api->who, &call->arena, secret, call->now, me))
        return false;
    call->me = me;
    return true;
}

enum fault gate_identify(struct call *call, struct error *err)
{
    const char *authorization = call_header(call, "Authorization");
    const char *cookie = call_cookie(call);

    if (authorization != NULL) {
        if (strncasecmp(authorization, "Bearer ", 7) == 0 && look_up(call, authorization + 7) &&
            call->me->session_id == 0)
            return FAULT_NONE;
        call->me = NULL;
        return wrong_credential(err);
    }
    if (cookie == NULL || *cookie == '\0')
        return FAULT_NONE;
    if (look_up(call, cookie) && call->me->session_id != 0)
        return FAULT_NONE;
    call->me = NULL;
    call->dead_cookie = true;
    return wrong_credential(err);
}

const char *gate_cors_origin(const struct call *call)
{
    const char *origin = call_header(call, "Origin");

    return origin != NULL && text_has_word(call->api->config->cors_origins, origin) ? origin : NULL;
}

/* "host" of "host:port", without the brackets of IPv6. */
static void host_name(const char *host, char name[256])
{
    const char *end = *host == '[' ? strchr(host, ']') : strrchr(host, ':');

    if (*host == '[')
        host++;
    snprintf(name, 256, "%.*s", (int)(end == NULL ? strlen(host) : (size_t)(end - host)), host);
}

/* A name that no stranger can make point at this server: an address, localhost, or our own. */
static bool is_own_host(const struct call *call, const char *host)
{
    const char *public_host = strstr(call->api->config->public_url, "://") + 3;
    char name[256];
    struct in6_addr address;

    host_name(host, name);
    return strcasecmp(host, public_host) == 0 || strcasecmp(name, "localhost") == 0 ||
           inet_pton(AF_INET, name, &address) == 1 || inet_pton(AF_INET6, name, &address) == 1;
}

static bool is_own_origin(const struct call *call, const char *origin)
{
    const char *host = call_header(call, "Host"), *rest;

    if (strcasecmp(origin, call->api->config->public_url) == 0 || gate_cors_origin(call) != NULL)
        return true;
    if (strncmp(origin, "http://", 7) == 0)
        rest = origin + 7;
    else if (strncmp(origin, "https://", 8) == 0)
        rest = origin + 8;
    else
        return false;
    return host != NULL && strcasecmp(rest, host) == 0 && is_own_host(call, host);
}

/* Browsers say where a request comes from: with Sec-Fetch-Site, or, on plain http to a LAN address,
 * with Origin alone. One that says neither is no browser, and has no business with our cookie. */
static bool is_same_site(const struct call *call)
{
    const char *site = call_header(call, "Sec-Fetch-Site");
    const char *origin = call_header(call, "Origin");

    if (site != NULL)
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0 ||
               gate_cors_origin(call) != NULL;
    if (origin != NULL)
        return is_own_origin(call, origin);
    return call_header(call, "Cookie") == NULL ||
           strstr(call_header(call, "Cookie"), call_cookie_name(call)) == NULL;
}

static enum fault admit_change(const struct call *call, struct error *err)
{
    if (call->me != NULL && call->me->scope == SCOPE_READ)
        return error_set(err, FAULT_READ_ONLY_TOKEN, "This token may only read.");
    if (call_header(call, "Authorization") == NULL && !is_same_site(call))
        return error_set(err, FAULT_CROSS_SITE,
                         "This request came from another site's page and was not carried out.");
    return FAULT_NONE;
}

enum fault gate_admit(const struct call *call, const struct route *route, struct error *err)
{
    bool members_only = route->who_may == MEMBER || route->who_may == ADMIN ||
                        (route->who_may == READER && !call->api->config->read_public);

    if (members_only && call->me == NULL)
        return error_set(err, FAULT_UNAUTHENTICATED, "This is for members. Sign in first.");
    if (route->effect == WRITE)
        TRY(admit_change(call, err));
    if (route->who_may == ADMIN && call->me->role != ROLE_ADMIN)
        return error_set(err, FAULT_FORBIDDEN, "This is only for admins of the club.");
    return FAULT_NONE;
}
