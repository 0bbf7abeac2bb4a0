/* Cinemeta: text of Stremio's addon, posters of metahub. No key. An unknown id is answered with 200
 * and a meta without a name. */
#include <string.h>

#include "catalog/providers/fields.h"
#include "catalog/providers/provider.h"

static const char *cinemeta_film_url(struct arena *arena, const struct provider_access *access,
                                     const char *imdb_id)
{
    return arena_printf(arena, "%s/meta/movie/%s.json", access->base, imdb_id);
}

/* "imdb_id" is not always there, and "id" not always IMDb's. */
static const char *imdb_id(struct arena *arena, const json_t *meta)
{
    const char *id = field_imdb_id(arena, meta, "imdb_id");

    return id != NULL ? id : field_imdb_id(arena, meta, "id");
}

/* Films and series are asked for apart; of an id that is no film's it only says the id again. */
static const char *cinemeta_more_url(struct arena *arena, const struct provider_access *access,
                                     json_t *answer)
{
    const json_t *meta = json_object_get(answer, "meta");
    const char *id = imdb_id(arena, meta);
    const char *type = field_type(meta, "type");

    if (field_text(arena, meta, "name", FILM_TITLE_MAX) != NULL || id == NULL || type == NULL ||
        strcmp(type, "movie") != 0)
        return NULL;
    return arena_printf(arena, "%s/meta/series/%s.json", access->base, id);
}

static const char *cinemeta_search_url(struct arena *arena, const struct provider_access *access,
                                       const char *text)
{
    return arena_printf(arena, "%s/catalog/movie/top/search=%s.json", access->base,
                        url_escape(arena, text));
}

static struct texts either(struct arena *arena, const json_t *meta, const char *key,
                           const char *other)
{
    struct texts texts = field_texts(arena, json_object_get(meta, key), NULL);

    return texts.count > 0 ? texts : field_texts(arena, json_object_get(meta, other), NULL);
}

static void read_meta(struct arena *arena, const json_t *meta, struct provider_film *film)
{
    *film = (struct provider_film){
        .imdb_id = imdb_id(arena, meta),
        .title = field_text(arena, meta, "name", FILM_TITLE_MAX),
        .plot = field_text(arena, meta, "description", FILM_PLOT_MAX),
        .year = field_year(meta, "year"),
        .runtime_minutes = field_runtime(arena, meta, "runtime", RUNTIME_MINUTES),
        .genres = either(arena, meta, "genres", "genre"),
        .directors = field_texts(arena, json_object_get(meta, "director"), NULL),
        .cast = field_texts(arena, json_object_get(meta, "cast"), NULL),
        .imdb_rating = field_rating(meta, "imdbRating"),
        .trailer_url =
            field_youtube(arena, json_array_get(json_object_get(meta, "trailers"), 0), "source"),
        .type = field_type(meta, "type"),
        .poster_url = field_url(arena, meta, "poster"),
    };
    if (film->year == 0)
        film->year = field_year(meta, "releaseInfo");
}

static enum fault cinemeta_read_film(struct arena *arena, const struct provider_access *access,
                                     json_t *answer, const char *imdb_id,
                                     struct provider_film *film, struct error *err)
{
    (void)access;
    if (!json_is_object(answer))
        return error_set(err, FAULT_MALFORMED, "cinemeta answered with JSON that isn't a film.");
    read_meta(arena, json_object_get(answer, "meta"), film);
    if (film->title == NULL)
        return error_set(err, FAULT_NOT_FOUND, "cinemeta does not know %s.", imdb_id);
    return FAULT_NONE;
}

static enum fault cinemeta_read_hits(struct arena *arena, json_t *answer,
                                     struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                                     struct error *err)
{
    const json_t *metas = json_object_get(answer, "metas");

    if (!json_is_array(metas))
        return error_set(err, FAULT_MALFORMED, "cinemeta answered with JSON that isn't a list.");
    field_hits(arena, metas, read_meta, hits, count);
    return FAULT_NONE;
}

const struct provider provider_cinemeta = {
    .name = "cinemeta",
    .attribution = "Film data from Cinemeta, posters from metahub (Stremio).",
    .attribution_url = "https://www.stremio.com",
    .base = "https://v3-cinemeta.strem.io",
    .hosts = "cinemeta-catalogs.strem.io images.metahub.space m.media-amazon.com",
    .facts = FACTS_OF_TEXT | FACT_RATING | FACT_TRAILER | FACT_POSTER,
    .film_url = cinemeta_film_url,
    .more_url = cinemeta_more_url,
    .search_url = cinemeta_search_url,
    .read_film = cinemeta_read_film,
    .read_hits = cinemeta_read_hits,
};
