#include "http/resources/built.h"

#include "catalog/catalog.h"

void built_film(struct built *built, struct call *call, const struct film *film)
{
    int64_t ends = film_state_ends(film, call->now);

    /* Stale data is served at once, and refreshed behind (rule 7). */
    catalog_want(call->api->catalog, film, call->now);
    built->films[film_metadata(film, call->now)]++;
    built->expires_at = ends < built->expires_at ? ends : built->expires_at;
}

enum fault built_take(struct built *built, struct strbuf *text, struct error *err)
{
    size_t length;
    char *bytes;

    if (!strbuf_ok(text))
        return error_set(err, FAULT_INTERNAL, "The answer is too large to send.");
    bytes = strbuf_take(text, &length);
    built->blob = blob_take(bytes, length);
    return FAULT_NONE;
}

enum fault built_reply(struct call *call, struct reply *reply, struct snapshots *snapshots,
                       const char *key, snapshot_build build, void *context, struct error *err)
{
    const struct snapshot_asked asked = {.key = key,
                                         .now = call->now,
                                         .build = build,
                                         .context = context,
                                         .would_wait = call->may_wait ? NULL : &call->would_wait};
    struct blob *blob;

    TRY(snapshot_get(snapshots, &asked, &blob, err));
    reply_blob(reply, blob, "application/json", CACHE_ASK);
    return FAULT_NONE;
}
