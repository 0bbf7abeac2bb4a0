#include "http/resources/routes.h"

#include <string.h>

#include "catalog/catalog.h"
#include "config/addresses.h"
#include "config/config.h"
#include "domain/address.h"
#include "http/call/language.h"
#include "http/call/seats.h"
#include "http/resources/json.h"
#include "http/resources/tonight.h"
#include "store/who.h"

static void add_member(struct jsonw *json, const struct identity *me)
{
    if (me == NULL) {
        jsonw_null(json, "member");
        return;
    }
    jsonw_object(json, "member");
    jsonw_int(json, "id", me->member_id);
    jsonw_text(json, "name", me->name);
    jsonw_text(json, "color", me->color);
    jsonw_text(json, "role", role_name(me->role));
    jsonw_text(json, "state", member_state_name(me->state));
    jsonw_object_end(json);
}

/* Who is signed in in this browser; whoever came with a token is not looked at there. */
static void add_seats(struct jsonw *json, const struct call *call)
{
    jsonw_array(json, "seats");
    for (size_t i = 0; call->seat != NULL && i < SEATS_MAX; i++) {
        const struct identity *who = call->seats->all[i].who;

        if (who != NULL)
            json_member(json, NULL, &(struct person){who->member_id, who->name, who->color});
    }
    jsonw_array_end(json);
}

static void add_attribution(struct jsonw *json, const struct provider *provider)
{
    jsonw_object(json, NULL);
    jsonw_text(json, "provider", provider->name);
    jsonw_text(json, "text", provider->attribution);
    jsonw_text(json, "url", provider->attribution_url);
    jsonw_object_end(json);
}

static bool is_asked(const struct catalog *catalog, const struct provider *wanted)
{
    const struct provider *provider;

    for (size_t i = 0; (provider = catalog_provider(catalog, i)) != NULL; i++)
        if (provider == wanted)
            return true;
    return false;
}

/* Those that are asked, and those whose words films still have. */
static void add_attributions(struct jsonw *json, const struct api *api)
{
    const struct provider *provider;

    jsonw_array(json, "attributions");
    for (size_t i = 0; (provider = catalog_provider(api->catalog, i)) != NULL; i++)
        add_attribution(json, provider);
    for (size_t i = 0; i < api->film_providers_count; i++)
        if ((provider = provider_find(api->film_providers[i])) != NULL &&
            !is_asked(api->catalog, provider))
            add_attribution(json, provider);
    jsonw_array_end(json);
}

/* Those of the page, and which of them it speaks to whoever asks. */
static void add_languages(struct jsonw *json, struct call *call)
{
    const struct page_language *language;

    jsonw_text(json, "page_language", call_language(call)->tag);
    jsonw_array(json, "page_languages");
    for (size_t i = 0; (language = languages_at(call->api->languages, i)) != NULL; i++) {
        jsonw_object(json, NULL);
        jsonw_text(json, "language", language->tag);
        jsonw_text(json, "name", language->name);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

static bool sees_films(struct call *call)
{
    return call_by_member(call) || call_club(call)->settings.is_public;
}

/* The browser runs on this very machine, and its links would lead nobody else here. */
static bool is_at_this_machine(const struct call *call)
{
    return !call->behind_proxy && host_is_loopback(&call->host) &&
           ip_is_loopback(&call->request->client);
}

/* For the links that a member gives away. */
static void add_network_urls(struct jsonw *json, struct call *call)
{
    struct addresses own;

    if (!call_by_member(call) || !is_at_this_machine(call)) {
        jsonw_null(json, "network_urls");
        return;
    }
    own = addresses_listened(&call->arena, call->api->config,
                             call->host.port == PORT_NONE ? 80 : call->host.port);
    jsonw_array(json, "network_urls");
    for (size_t i = 0; !own.is_loopback && i < own.count; i++)
        jsonw_text(json, NULL, own.urls[i]);
    jsonw_array_end(json);
}

enum fault club_get(struct call *call, struct reply *reply, struct error *err)
{
    const struct config *config = call->api->config;
    const struct club_state *club = call_club(call);
    struct jsonw json = reply_json(reply, 200, CACHE_ASK);

    reply->varies_by_language = true;
    jsonw_object(&json, NULL);
    jsonw_text(&json, "name", club->settings.name);
    jsonw_text(&json, "sign_up", sign_up_name(club->settings.sign_up));
    jsonw_text(&json, "read_access", read_access_name(club->settings.is_public));
    jsonw_text(&json, "time_zone", club->settings.time_zone);
    jsonw_text(&json, "missing_voters", missing_voters_name(club->settings.shows_missing));
    jsonw_bool(&json, "is_set_up", club->is_set_up);
    jsonw_text(&json, "public_url", config->is_public_url_set ? config->public_url : NULL);
    add_network_urls(&json, call);
    add_member(&json, call->me);
    add_seats(&json, call);
    add_languages(&json, call);
    json_tonight(&json, "tonight", sees_films(call) ? &club->tonight : NULL);
    add_attributions(&json, call->api);
    jsonw_object_end(&json);
    return reply_json_end(reply, err);
}
