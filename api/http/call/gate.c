#include "http/call/gate.h"

#include <string.h>

#include "config/config.h"
#include "http/call/cors.h"
#include "http/call/credential.h"
#include "http/call/route.h"
#include "http/call/seats.h"
#include "store/tokens.h"

static enum fault wrong_credential(struct error *err)
{
    return error_set(err, FAULT_UNAUTHENTICATED,
                     "You are no longer signed in, or this token doesn't exist. Sign in again.");
}

/* Whoever sends several tokens must have the right to each; the first one counts. */
static enum fault identify_by_token(struct call *call, struct error *err)
{
    const char *at = call_header(call, "Authorization"), *token;
    const struct identity *first = NULL;

    while (at != NULL && (token = credential_next_bearer(&call->arena, &at)) != NULL) {
        const struct identity *who = call_look_up(call, token);

        if (who == NULL || who->session_id != 0)
            return wrong_credential(err);
        first = first == NULL ? who : first;
    }
    if (first != NULL) {
        who_used(call->api->who, first, call->now);
        if (first->is_due)
            call_note_household(call, first->member_id);
    }
    call->me = first;
    return FAULT_NONE;
}

enum fault gate_identify(struct call *call, struct error *err)
{
    TRY(identify_by_token(call, err));
    return seats_identify(call, err);
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
    return !seats_of(call)->has_secret;
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

enum fault gate_admit_way_in(const struct call *call, bool has_password, struct error *err)
{
    return has_password || !came_with_token(call)
               ? FAULT_NONE
               : error_set(err, FAULT_TOKEN_NOT_ENOUGH,
                           "You have no password yet, so a token can't do this. Sign in first.");
}

/* Members come in everywhere: what a club lets visitors read is asked for visitors alone. */
static bool keeps_out(struct call *call, const struct route *route)
{
    return !call_by_member(call) &&
           (route->who_may == MEMBER || route->who_may == ADMIN ||
            (route->who_may == READER && !call_club(call)->settings.is_public));
}

enum fault gate_admit(struct call *call, const struct route *route, struct error *err)
{
    bool is_kept_out = keeps_out(call, route);

    if ((is_kept_out || route->who_may == SEATED) && call->me == NULL)
        return error_set(err, FAULT_UNAUTHENTICATED, "This is for members. Sign in first.");
    if (route->effect == WRITES)
        TRY(admit_change(call, err));
    if (is_kept_out)
        return error_set(err, FAULT_NOT_ADMITTED, "You can do this once an admin has let you in.");
    if (route->who_may == ADMIN && call->me->role != ROLE_ADMIN)
        return error_set(err, FAULT_FORBIDDEN, "This is only for admins of the club.");
    return FAULT_NONE;
}
