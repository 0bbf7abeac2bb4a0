/* OMDb: texts, ratings and Metascore, for a key. Every number is text with decoration, "N/A" is
 * unknown, and whether something went wrong stands in the body: statuses have changed over the
 * years. */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "catalog/providers/fields.h"
#include "catalog/providers/provider.h"

static const char *omdb_film_url(struct arena *arena, const struct provider_access *access,
                                 const char *imdb_id)
{
    return arena_printf(arena, "%s/?apikey=%s&i=%s&plot=short", access->base,
                        url_escape(arena, access->key), imdb_id);
}

static const char *omdb_search_url(struct arena *arena, const struct provider_access *access,
                                   const char *text)
{
    return arena_printf(arena, "%s/?apikey=%s&type=movie&s=%s", access->base,
                        url_escape(arena, access->key), url_escape(arena, text));
}

/* What went wrong, in its words; NULL: nothing. */
static const char *error_of(const json_t *answer)
{
    const char *response = json_string_value(json_object_get(answer, "Response"));
    const char *why = json_string_value(json_object_get(answer, "Error"));

    if (response == NULL || strcmp(response, "False") != 0)
        return NULL;
    return why == NULL ? "" : why;
}

/* The quota is one of days, and begins anew at midnight, UTC. */
static bool omdb_refuses(json_t *answer, int64_t now, struct provider_refusal *refusal)
{
    const char *why = error_of(answer);

    if (why == NULL)
        return false;
    if (strstr(why, "limit reached") != NULL) {
        *refusal = (struct provider_refusal){"the requests of today are used up", DAY - now % DAY};
        return true;
    }
    if (strstr(why, "API key") != NULL) {
        *refusal = (struct provider_refusal){"it does not accept MARQUEE_OMDB_KEY", DAY};
        return true;
    }
    return false;
}

static void read_age_rating(struct arena *arena, const json_t *answer, struct provider_film *film)
{
    const char *label = field_text(arena, answer, "Rated", FILM_LABEL_MAX);

    if (label == NULL || strcasecmp(label, "Not Rated") == 0 || strcasecmp(label, "Unrated") == 0)
        return;
    film->age_rating.country = "US";
    film->age_rating.label = label;
}

static void omdb_read_title(struct arena *arena, const json_t *answer, struct provider_film *film)
{
    *film = (struct provider_film){
        .imdb_id = field_imdb_id(arena, answer, "imdbID"),
        .title = field_text(arena, answer, "Title", FILM_TITLE_MAX),
        .plot = field_text(arena, answer, "Plot", FILM_PLOT_MAX),
        .type = field_type(answer, "Type"),
        .year = field_year(answer, "Year"),
        .runtime_minutes = field_runtime(arena, answer, "Runtime", RUNTIME_MINUTES),
        .genres = field_list(arena, answer, "Genre"),
        .directors = field_list(arena, answer, "Director"),
        .cast = field_list(arena, answer, "Actors"),
        .imdb_rating = field_rating(answer, "imdbRating"),
        .imdb_votes = field_int(answer, "imdbVotes"),
        .metascore = field_int(answer, "Metascore"),
        .poster_url = field_url(arena, answer, "Poster"),
    };
    read_age_rating(arena, answer, film);
}

static bool is_unknown(const char *why)
{
    static const char *const words[] = {"Movie not found!", "Series not found!",
                                        "Incorrect IMDb ID.", "Error getting data."};

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(why, words[i]) == 0)
            return true;
    return false;
}

static enum fault omdb_read_film(struct arena *arena, const struct provider_access *access,
                                 json_t *answer, const char *imdb_id, struct provider_film *film,
                                 struct error *err)
{
    const char *why = error_of(answer);

    if (why != NULL && is_unknown(why))
        return error_set(err, FAULT_NOT_FOUND, "omdb does not know %s.", imdb_id);
    if (why != NULL && strstr(why, access->key) != NULL)
        return error_set(err, FAULT_MALFORMED, "omdb answered with an error that repeats the key.");
    if (why != NULL)
        return error_set(err, FAULT_MALFORMED, "omdb answered: %s", text_tidy(arena, why, 80));
    omdb_read_title(arena, answer, film);
    if (film->title == NULL)
        return error_set(err, FAULT_MALFORMED, "omdb answered with JSON that isn't a film.");
    return FAULT_NONE;
}

/* "Too many results." means that more letters are wanted: for us, no hit. */
static enum fault omdb_read_hits(struct arena *arena, json_t *answer,
                                 struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                                 struct error *err)
{
    const json_t *titles = json_object_get(answer, "Search");
    const char *why = error_of(answer);

    *count = 0;
    if (why != NULL && (is_unknown(why) || strcmp(why, "Too many results.") == 0))
        return FAULT_NONE;
    if (!json_is_array(titles))
        return error_set(err, FAULT_MALFORMED, "omdb answered with JSON that isn't a list.");
    field_hits(arena, titles, omdb_read_title, hits, count);
    return FAULT_NONE;
}

const struct provider provider_omdb = {
    .name = "omdb",
    .attribution = "Ratings and film data from OMDb (CC BY-NC 4.0).",
    .attribution_url = "https://www.omdbapi.com",
    .base = "https://www.omdbapi.com",
    .hosts = "m.media-amazon.com",
    .facts =
        FACTS_OF_TEXT | FACT_RATING | FACT_VOTES | FACT_METASCORE | FACT_AGE_RATING | FACT_POSTER,
    .needs_key = true,
    .film_url = omdb_film_url,
    .search_url = omdb_search_url,
    .refuses = omdb_refuses,
    .read_film = omdb_read_film,
    .read_hits = omdb_read_hits,
};
