#include "http/call/gate.h"

#include <string.h>

#include "config/config.h"
#include "http/call/cors.h"
#include "http/call/credential.h"
#include "http/call/route.h"
#include "store/tokens.h"

static enum fault wrong_credential(struct error *err)
{
    return error_set(err, FAULT_UNAUTHENTICATED,
                     "You are no longer signed in, or this token doesn't exist. Sign in again.");
}

/* A secret of ours is printable and short; anything else is not worth a hash. */
static const struct identity *look_up(struct call *call, const char *secret)
{
    struct identity *who = ARENA_NEW(&call->arena, struct identity);

    if (strlen(secret) > 200 || !who_find(call->api->who, &call->arena, secret, call->now, who))
        return NULL;
    return who;
}

/* Whoever sends several tokens must have the right to each; the first one counts. */
static enum fault identify_by_token(struct call *call, struct error *err)
{
    const char *at = call_headers(call, "Authorization"), *token;
    const struct identity *first = NULL;

    while (at != NULL && (token = credential_next_bearer(&call->arena, &at)) != NULL) {
        const struct identity *who = look_up(call, token);

        if (who == NULL || who->session_id != 0)
            return wrong_credential(err);
        first = first == NULL ? who : first;
    }
    call->me = first;
    return FAULT_NONE;
}

/* The cookies of one name. */
struct cookies {
    const struct identity *who; /* whose session the first good one is; NULL: none is good */
    const char *secret;
    size_t good, others;
};

static struct cookies look_into(struct call *call, const char *name)
{
    const char *at = call_headers(call, "Cookie"), *secret;
    struct cookies cookies = {0};

    while (at != NULL && (secret = credential_next_cookie(&call->arena, name, &at)) != NULL) {
        const struct identity *who = look_up(call, secret);

        if (who == NULL || who->session_id == 0) {
            cookies.others += *secret != '\0';
        } else if (cookies.good++ == 0) {
            cookies.who = who;
            cookies.secret = secret;
        }
    }
    return cookies;
}

/* A dead secret under our own name may go. Under the old one it may be that of another club on this
 * host: it says nothing, and stays. */
const struct identity *gate_session(struct call *call)
{
    const struct api *api = call->api;
    struct cookies ours = look_into(call, api->cookie_name);
    struct cookies old = look_into(call, api->old_cookie_name);

    if (ours.good == 0 && old.good == 0) {
        call->spent_cookie = ours.others > 0 ? api->cookie_name : NULL;
        return NULL;
    }
    if (ours.good > 0 && old.good > 0 && old.others == 0)
        call->spent_cookie = api->old_cookie_name;
    call->session_cookie = ours.good > 0 ? api->cookie_name : api->old_cookie_name;
    call->session_secret = ours.good > 0 ? ours.secret : old.secret;
    return ours.good > 0 ? ours.who : old.who;
}

enum fault gate_identify(struct call *call, struct error *err)
{
    TRY(identify_by_token(call, err));
    if (call->me == NULL)
        call->me = gate_session(call);
    return call->me == NULL && call->spent_cookie != NULL ? wrong_credential(err) : FAULT_NONE;
}

static bool has_cookie(struct call *call, const char *name)
{
    const char *at = call_headers(call, "Cookie");

    return at != NULL && credential_next_cookie(&call->arena, name, &at) != NULL;
}

/* Browsers say where a request comes from: with Sec-Fetch-Site, or, on plain http to a LAN address,
 * with Origin alone. One that says neither is no browser, and has no business with our cookie. */
static bool is_same_site(struct call *call)
{
    const char *site = call_header(call, "Sec-Fetch-Site");

    if (site != NULL)
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0 ||
               cors_origin(call) != NULL;
    if (call_header(call, "Origin") != NULL)
        return cors_is_from_us(call);
    return !has_cookie(call, call->api->cookie_name) &&
           !has_cookie(call, call->api->old_cookie_name);
}

/* No browser adds a token by itself, as it does a cookie or a proxy's password. */
static bool came_with_token(const struct call *call)
{
    return call->me != NULL && call->me->session_id == 0;
}

/* Where the operator has named the right address, whoever came to another one is told. */
static enum fault refuse_cross_site(const struct call *call, struct error *err)
{
    const char *url = call->api->config->public_url;

    error_set(err, FAULT_CROSS_SITE,
              "This request came from another site's page and was not carried out.");
    if (call->api->config->is_public_url_set && strlen(url) < sizeof(err->params[0].text))
        error_param_text(err, "public_url", url);
    return err->fault;
}

static enum fault admit_change(struct call *call, struct error *err)
{
    if (call->me != NULL && call->me->scope == SCOPE_READ)
        return error_set(err, FAULT_READ_ONLY_TOKEN, "This token may only read.");
    return came_with_token(call) || is_same_site(call) ? FAULT_NONE : refuse_cross_site(call, err);
}

enum fault gate_admit(struct call *call, const struct route *route, struct error *err)
{
    bool members_only = route->who_may == MEMBER || route->who_may == ADMIN ||
                        (route->who_may == READER && !call_club(call)->settings.is_public);

    if ((members_only || route->who_may == SEATED) && call->me == NULL)
        return error_set(err, FAULT_UNAUTHENTICATED, "This is for members. Sign in first.");
    if (route->effect == WRITE)
        TRY(admit_change(call, err));
    if (members_only && !call_by_member(call))
        return error_set(err, FAULT_NOT_ADMITTED,
                         "You can do this once an admin has admitted you.");
    if (route->who_may == ADMIN && call->me->role != ROLE_ADMIN)
        return error_set(err, FAULT_FORBIDDEN, "This is only for admins of the club.");
    return FAULT_NONE;
}
