#include "catalog/cache.h"

static void add_providers(struct jsonw *json, struct catalog *catalog)
{
    struct fetch_lane_state lane;

    jsonw_array(json, "providers");
    for (size_t i = 0; catalog != NULL && catalog_lane(catalog, i, &lane); i++) {
        jsonw_object(json, NULL);
        jsonw_text(json, "name", lane.name);
        jsonw_int(json, "in_flight", lane.in_flight);
        jsonw_int(json, "waiting", (int64_t)lane.waiting);
        jsonw_int(json, "failures", lane.failures);
        jsonw_int(json, "failing_ms", lane.failing_ms);
        jsonw_int(json, "paused_ms", lane.paused_ms);
        jsonw_text(json, "last_error", *lane.last_error == '\0' ? NULL : lane.last_error);
        jsonw_object_end(json);
    }
    jsonw_array_end(json);
}

void cache_json_fields(struct jsonw *json, const struct films_summary *summary,
                       struct catalog *catalog)
{
    jsonw_int(json, "films", summary->films);
    jsonw_int(json, "fresh", summary->fresh);
    jsonw_int(json, "stale", summary->stale);
    jsonw_int(json, "pending", summary->pending);
    jsonw_int(json, "unknown", summary->unknown);
    jsonw_int(json, "manual", summary->manual);
    jsonw_int(json, "failing", summary->failing);
    jsonw_time(json, "oldest_at", summary->oldest_at);
    jsonw_int(json, "with_poster", summary->with_poster);
    jsonw_int(json, "posters_wanted", summary->poster_wanted);
    jsonw_int(json, "posters_refused", summary->poster_refused);
    jsonw_int(json, "posters", summary->posters);
    jsonw_int(json, "poster_bytes", summary->poster_bytes);
    add_providers(json, catalog);
}
