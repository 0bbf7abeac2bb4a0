#include "moving/django_film.h"

#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "catalog/providers/fields.h"
#include "catalog/providers/provider.h"
#include "moving/cells.h"

static const char *poster_address(struct arena *arena, const char *text)
{
    json_t *object = json_pack("{s:s?}", "url", text);
    const char *url = field_url(arena, object, "url");

    json_decref(object);
    return url;
}

static int64_t year_or_none(int64_t year)
{
    return year >= FILM_YEAR_MIN && year <= FILM_YEAR_MAX ? year : 0;
}

/* ---- of a proposal --------------------------------------------------------------------------- */

/* An object, or a text that holds one. The caller's. */
static json_t *load_cached(const char *text)
{
    json_t *json = text == NULL ? NULL : json_loads(text, JSON_DECODE_ANY, NULL), *inner;

    if (!json_is_string(json))
        return json;
    inner = json_loads(json_string_value(json), JSON_DECODE_ANY, NULL);
    json_decref(json);
    return inner;
}

static struct texts read_genres(struct arena *arena, const json_t *json)
{
    const json_t *genres = json_object_get(json, "genres");

    return json_is_array(genres) ? field_texts(arena, genres, NULL)
                                 : field_list(arena, json, "genres");
}

static void read_cached(struct arena *arena, const json_t *json, int64_t cached_at,
                        struct old_film *film)
{
    auto_arena struct arena scratch = {0};
    const struct provider_film known = {
        .plot = field_text(&scratch, json, "plot", FILM_PLOT_MAX),
        .genres = read_genres(&scratch, json),
        .imdb_rating = field_rating(json, "imdb_rating"),
        .imdb_votes = field_int(json, "imdb_votes"),
    };

    film->year = year_or_none(field_year(json, "year"));
    film->runtime_minutes = field_runtime(&scratch, json, "runtime", RUNTIME_SECONDS);
    film->poster_url = arena_strdup(arena, field_url(&scratch, json, "poster"));
    film->metadata = arena_strdup(arena, provider_metadata(&scratch, &known));
    film->cached_at = cached_at;
    if (film->title == NULL)
        film->title = arena_strdup(arena, field_text(&scratch, json, "title", FILM_TITLE_MAX));
}

void django_film_cached(struct arena *arena, const char *text, int64_t cached_at,
                        struct old_film *film)
{
    json_t *json = load_cached(text);

    if (json_is_object(json) && json_object_size(json) > 0)
        read_cached(arena, json, cached_at, film);
    json_decref(json);
}

/* ---- of the list of films -------------------------------------------------------------------- */

/* Whose age rating it is, the site doesn't say. These are the ones of one country alone. */
static const char *label_of_us(struct arena *arena, struct foreign_rows *rows, int column)
{
    const char *label = cell_line(arena, rows, column, FILM_LABEL_MAX);

    return label != NULL &&
                   text_has_word("G PG PG-13 R NC-17 TV-Y TV-Y7 TV-G TV-PG TV-14 TV-MA", label)
               ? label
               : NULL;
}

/* 0 where it isn't from `least` to `most`. */
static int64_t within(int64_t number, int64_t least, int64_t most)
{
    return number >= least && number <= most ? number : 0;
}

static bool tells_anything(const struct provider_film *known)
{
    return known->plot != NULL || known->type != NULL || known->age_rating.label != NULL ||
           known->imdb_rating + known->imdb_votes + known->metascore > 0;
}

void django_film_listed(struct arena *arena, struct foreign_rows *rows, int column,
                        struct old_film *film)
{
    enum { YEAR, DURATION, AGE_RATING, RATING, VOTES, METASCORE, DESCRIPTION, SERIES, POSTER_URL };
    auto_arena struct arena scratch = {0};
    const char *label = label_of_us(&scratch, rows, column + AGE_RATING);
    const char *duration = cell_line(&scratch, rows, column + DURATION, FILM_NAME_MAX);
    const struct provider_film known = {
        .plot = cell_line(&scratch, rows, column + DESCRIPTION, FILM_PLOT_MAX),
        .type = foreign_int(rows, column + SERIES) != 0 ? "series" : NULL,
        .imdb_rating = within(cell_tenths(rows, column + RATING), 1, 100),
        .imdb_votes = within(foreign_int(rows, column + VOTES), 1, INT32_MAX),
        .metascore = within(foreign_int(rows, column + METASCORE), 1, 100),
        .age_rating = {.country = label == NULL ? NULL : "US", .label = label},
    };

    film->year = year_or_none(foreign_int(rows, column + YEAR));
    film->runtime_minutes =
        duration == NULL ? 0 : runtime_of_text(&scratch, duration, RUNTIME_MINUTES);
    if (tells_anything(&known))
        film->metadata = arena_strdup(arena, provider_metadata(&scratch, &known));
    film->poster_url = arena_strdup(
        arena, poster_address(&scratch, cell_text(&scratch, rows, column + POSTER_URL)));
}
