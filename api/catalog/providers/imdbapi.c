/* Any server that speaks imdbapi.dev's REST shape. Its JSON is that of protocol buffers: what is
 * unset, zero or empty is absent; 64-bit numbers may be text. Who runs one sets its address. */
#include <string.h>

#include "catalog/providers/fields.h"
#include "catalog/providers/provider.h"

static const char *imdbapi_film_url(struct arena *arena, const struct provider_access *access,
                                    const char *imdb_id)
{
    return arena_printf(arena, "%s/titles/%s", access->base, imdb_id);
}

static const char *imdbapi_search_url(struct arena *arena, const struct provider_access *access,
                                      const char *text)
{
    return arena_printf(arena, "%s/search/titles?query=%s&limit=%d", access->base,
                        url_escape(arena, text), PROVIDER_HITS_MAX);
}

static void imdbapi_read_title(struct arena *arena, const json_t *title, struct provider_film *film)
{
    const json_t *rating = json_object_get(title, "rating");

    *film = (struct provider_film){
        .imdb_id = field_imdb_id(arena, title, "id"),
        .title = field_text(arena, title, "primaryTitle", FILM_TITLE_MAX),
        .original_title = field_text(arena, title, "originalTitle", FILM_TITLE_MAX),
        .plot = field_text(arena, title, "plot", FILM_PLOT_MAX),
        .year = field_year(title, "startYear"),
        .runtime_minutes = field_runtime(arena, title, "runtimeSeconds", RUNTIME_SECONDS),
        .genres = field_texts(arena, json_object_get(title, "genres"), NULL),
        .directors = field_texts(arena, json_object_get(title, "directors"), "displayName"),
        .cast = field_texts(arena, json_object_get(title, "stars"), "displayName"),
        .imdb_rating = field_rating(rating, "aggregateRating"),
        .imdb_votes = field_int(rating, "voteCount"),
        .metascore = field_int(json_object_get(title, "metacritic"), "score"),
        .type = field_type(title, "type"),
        .poster_url = field_url(arena, json_object_get(title, "primaryImage"), "url"),
    };
}

static enum fault imdbapi_read_film(struct arena *arena, const struct provider_access *access,
                                    json_t *answer, const char *imdb_id, struct provider_film *film,
                                    struct error *err)
{
    (void)access;
    imdbapi_read_title(arena, answer, film);
    if (film->title != NULL)
        return FAULT_NONE;
    /* Only an id: seen after a change of its schema. Nothing of it is worth keeping. */
    return error_set(err, FAULT_MALFORMED, "imdbapi answered for %s with JSON that isn't a film.",
                     imdb_id);
}

/* Nobody is shown an adult title who has not asked for it by its id. */
static void read_hit(struct arena *arena, const json_t *title, struct provider_film *film)
{
    if (json_is_true(json_object_get(title, "isAdult")))
        *film = (struct provider_film){0};
    else
        imdbapi_read_title(arena, title, film);
}

static enum fault imdbapi_read_hits(struct arena *arena, json_t *answer,
                                    struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                                    struct error *err)
{
    const json_t *titles = json_object_get(answer, "titles");

    *count = 0;
    /* An empty list is absent. */
    if (!json_is_object(answer) || (titles != NULL && !json_is_array(titles)))
        return error_set(err, FAULT_MALFORMED, "imdbapi answered with JSON that isn't a list.");
    field_hits(arena, titles, read_hit, hits, count);
    return FAULT_NONE;
}

const struct provider provider_imdbapi = {
    .name = "imdbapi",
    .attribution = "Film data from an imdbapi-compatible server.",
    .hosts = "m.media-amazon.com",
    .facts = FACTS_OF_TEXT | FACT_RATING | FACT_VOTES | FACT_METASCORE | FACT_POSTER,
    .film_url = imdbapi_film_url,
    .search_url = imdbapi_search_url,
    .read_film = imdbapi_read_film,
    .read_hits = imdbapi_read_hits,
};
