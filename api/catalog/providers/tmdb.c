/*
 * TMDB: texts, posters, trailers and age ratings in the club's language, for a token. An IMDb id is
 * first found, which gives TMDB's own, and then all of it comes in one answer. It has no IMDb
 * ratings, and its search knows no IMDb ids, so it is not searched.
 */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "catalog/providers/fields.h"
#include "catalog/providers/provider.h"

#define BASE   "https://api.themoviedb.org/3"
#define IMAGES "https://image.tmdb.org"

static const char *tmdb_film_url(struct arena *arena, const struct provider_access *access,
                                 const char *imdb_id)
{
    return arena_printf(arena, "%s/find/%s?external_source=imdb_id&language=%s", access->base,
                        imdb_id, access->language);
}

static const json_t *first(const json_t *object, const char *key)
{
    return json_array_get(json_object_get(object, key), 0);
}

static const char *tmdb_more_url(struct arena *arena, const struct provider_access *access,
                                 json_t *answer)
{
    int64_t film = field_int(first(answer, "movie_results"), "id");
    int64_t series = field_int(first(answer, "tv_results"), "id");

    if (film > 0)
        return arena_printf(arena,
                            "%s/movie/%lld?language=%s&append_to_response="
                            "credits,videos,release_dates,translations",
                            access->base, (long long)film, access->language);
    if (series > 0)
        return arena_printf(arena,
                            "%s/tv/%lld?language=%s&append_to_response="
                            "credits,videos,content_ratings,translations",
                            access->base, (long long)series, access->language);
    return NULL;
}

static bool tmdb_refuses(json_t *answer, int64_t now, struct provider_refusal *refusal)
{
    int64_t code = field_int(answer, "status_code");

    (void)now;
    /* Wrong, missing or suspended keys: docs/errors. */
    if (code != 3 && code != 7 && code != 10 && code != 14 && code != 45)
        return false;
    *refusal = (struct provider_refusal){"it does not accept MARQUEE_TMDB_TOKEN", DAY};
    return true;
}

/* ---- what an answer says --------------------------------------------------------------------- */

static bool is(const json_t *object, const char *key, const char *value)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL && strcmp(text, value) == 0;
}

/* Norwegian and Chinese have several codes, and films have others than their translations. */
static const char *language_of(const char *code)
{
    static const char *const same[][2] = {{"nb", "no"}, {"nn", "no"}, {"cn", "zh"}};

    for (size_t i = 0; i < COUNT_OF(same); i++)
        if (strncmp(code, same[i][0], 2) == 0)
            return same[i][1];
    return code;
}

/* What it says at `key` is the language of the club, which is like "de-DE". */
static bool is_language(const json_t *object, const char *key, const struct provider_access *access)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL && strncmp(language_of(access->language), language_of(text), 2) == 0;
}

/* How welcome a translation is: in the club's language as in its country, as elsewhere, in English.
 */
static int worth_of(const json_t *translation, const struct provider_access *access)
{
    if (is_language(translation, "iso_639_1", access))
        return is(translation, "iso_3166_1", access->language + 3) ? 4 : 3;
    if (!is(translation, "iso_639_1", "en"))
        return 0;
    return is(translation, "iso_3166_1", "US") ? 2 : 1;
}

/* The best translation that has a text there; NULL: none has. */
static const char *translated(struct arena *arena, const struct provider_access *access,
                              const json_t *answer, const char *key, size_t max)
{
    const json_t *all = json_object_get(json_object_get(answer, "translations"), "translations");
    const json_t *one;
    const char *best = NULL;
    int most = 0;
    size_t i;

    json_array_foreach(all, i, one)
    {
        int worth = worth_of(one, access);
        const char *text =
            worth > most ? field_text(arena, json_object_get(one, "data"), key, max) : NULL;

        if (text == NULL)
            continue;
        best = text;
        most = worth;
    }
    return best;
}

/* Where nobody has translated a title it answers with the original one. */
static const char *tmdb_read_title(struct arena *arena, const struct provider_access *access,
                                   const json_t *answer, bool series)
{
    const char *key = series ? "name" : "title", *other;
    const char *title = field_text(arena, answer, key, FILM_TITLE_MAX);
    const char *original =
        field_text(arena, answer, series ? "original_name" : "original_title", FILM_TITLE_MAX);
    bool is_translated = title != NULL && original != NULL && strcmp(title, original) != 0;

    if (is_translated || is_language(answer, "original_language", access))
        return title != NULL ? title : original;
    other = translated(arena, access, answer, key, FILM_TITLE_MAX);
    if (other != NULL)
        return other;
    return title != NULL ? title : original;
}

static const char *read_english_title(struct arena *arena, const json_t *answer, bool series)
{
    const json_t *all = json_object_get(json_object_get(answer, "translations"), "translations");
    const char *key = series ? "name" : "title", *title = NULL;
    const json_t *one;
    size_t i;

    if (is(answer, "original_language", "en"))
        return field_text(arena, answer, series ? "original_name" : "original_title",
                          FILM_TITLE_MAX);
    json_array_foreach(all, i, one) if (title == NULL && is(one, "iso_639_1", "en")) title =
        field_text(arena, json_object_get(one, "data"), key, FILM_TITLE_MAX);
    return title;
}

static const char *read_plot(struct arena *arena, const struct provider_access *access,
                             const json_t *answer)
{
    const char *plot = field_text(arena, answer, "overview", FILM_PLOT_MAX);

    return plot != NULL ? plot : translated(arena, access, answer, "overview", FILM_PLOT_MAX);
}

static struct texts read_directors(struct arena *arena, const json_t *answer)
{
    const json_t *crew = json_object_get(json_object_get(answer, "credits"), "crew"), *one;
    json_t *directors = json_array();
    struct texts texts;
    size_t i;

    json_array_foreach(crew, i, one) if (is(one, "job", "Director"))
        json_array_append(directors, json_object_get(one, "name"));
    texts = field_texts(arena, directors, NULL);
    json_decref(directors);
    return texts;
}

/* The official one in the club's language before others. */
static const char *read_trailer(struct arena *arena, const json_t *answer,
                                const struct provider_access *access)
{
    const json_t *videos = json_object_get(json_object_get(answer, "videos"), "results"), *video;
    const char *best = NULL;
    int most = -1;
    size_t i;

    json_array_foreach(videos, i, video)
    {
        int worth = (json_is_true(json_object_get(video, "official")) ? 2 : 0) +
                    (is_language(video, "iso_639_1", access) ? 1 : 0);
        const char *url = field_youtube(arena, video, "key");

        if (url == NULL || worth <= most || !is(video, "site", "YouTube") ||
            !is(video, "type", "Trailer"))
            continue;
        best = url;
        most = worth;
    }
    return best;
}

/* A film has several in each country: that of its release in cinemas (type 3) before others. */
static const char *certification(struct arena *arena, const json_t *country)
{
    const json_t *releases = json_object_get(country, "release_dates"), *release;
    const char *label = NULL;
    size_t i;

    json_array_foreach(releases, i, release)
    {
        const char *each = field_text(arena, release, "certification", FILM_LABEL_MAX);

        if (each != NULL && (label == NULL || field_int(release, "type") == 3))
            label = each;
    }
    return label;
}

static void read_age_rating_of(struct arena *arena, const json_t *answer, const char *code,
                               struct provider_film *film)
{
    const json_t *films = json_object_get(json_object_get(answer, "release_dates"), "results");
    const json_t *series = json_object_get(json_object_get(answer, "content_ratings"), "results");
    const json_t *countries = films == NULL ? series : films, *country;
    size_t i;

    json_array_foreach(countries, i, country)
    {
        const char *label;

        if (film->age_rating.label != NULL || !is(country, "iso_3166_1", code))
            continue;
        label = films != NULL ? certification(arena, country)
                              : field_text(arena, country, "rating", FILM_LABEL_MAX);
        film->age_rating.country = code;
        film->age_rating.label = label;
    }
}

/* A server of the operator's that stands in for TMDB has its images, too. */
static const char *images(struct arena *arena, const struct provider_access *access)
{
    const char *host = strstr(access->base, "://") + 3;

    if (strcmp(access->base, BASE) == 0)
        return IMAGES;
    return arena_strndup(arena, access->base, (size_t)(host - access->base) + strcspn(host, "/"));
}

static const char *tmdb_read_poster(struct arena *arena, const json_t *answer,
                                    const struct provider_access *access)
{
    const char *path = json_string_value(json_object_get(answer, "poster_path"));

    /* A path of theirs: nothing that could lead elsewhere. */
    if (path == NULL || path[0] != '/' || strpbrk(path + 1, "/?#@:\\ ") != NULL ||
        !text_is_visible(path))
        return NULL;
    return arena_printf(arena, "%s/t/p/w780%s", images(arena, access), path);
}

static void read_details(struct arena *arena, const struct provider_access *access,
                         const json_t *answer, struct provider_film *film)
{
    bool series = json_object_get(answer, "name") != NULL;

    *film = (struct provider_film){
        .imdb_id = field_imdb_id(arena, answer, "imdb_id"),
        .title = tmdb_read_title(arena, access, answer, series),
        .original_title =
            field_text(arena, answer, series ? "original_name" : "original_title", FILM_TITLE_MAX),
        .english_title = read_english_title(arena, answer, series),
        .plot = read_plot(arena, access, answer),
        .type = series ? "series" : "movie",
        .tmdb_id = series ? 0 : field_int(answer, "id"),
        .year = field_year(answer, series ? "first_air_date" : "release_date"),
        .runtime_minutes = field_runtime(arena, answer, "runtime", RUNTIME_MINUTES),
        .genres = field_texts(arena, json_object_get(answer, "genres"), "name"),
        .directors = read_directors(arena, answer),
        .cast =
            field_texts(arena, json_object_get(json_object_get(answer, "credits"), "cast"), "name"),
        .trailer_url = read_trailer(arena, answer, access),
        .poster_url = tmdb_read_poster(arena, answer, access),
    };
    read_age_rating_of(arena, answer, arena_strdup(arena, access->language + 3), film);
    read_age_rating_of(arena, answer, "US", film);
}

/* An episode is only found: the details of its series would be another work's. */
static bool read_episode(struct arena *arena, const json_t *answer, struct provider_film *film)
{
    const json_t *episode = first(answer, "tv_episode_results");

    *film = (struct provider_film){
        .title = field_text(arena, episode, "name", FILM_TITLE_MAX),
        .plot = field_text(arena, episode, "overview", FILM_PLOT_MAX),
        .type = "episode",
        .year = field_year(episode, "air_date"),
        .runtime_minutes = field_runtime(arena, episode, "runtime", RUNTIME_MINUTES),
    };
    return film->title != NULL;
}

static enum fault tmdb_read_film(struct arena *arena, const struct provider_access *access,
                                 json_t *answer, const char *imdb_id, struct provider_film *film,
                                 struct error *err)
{
    if (json_object_get(answer, "movie_results") != NULL) {
        if (read_episode(arena, answer, film))
            return FAULT_NONE;
        return error_set(err, FAULT_NOT_FOUND, "tmdb does not know %s.", imdb_id);
    }
    read_details(arena, access, answer, film);
    if (film->title == NULL)
        return error_set(err, FAULT_MALFORMED, "tmdb answered with JSON that isn't a film.");
    return FAULT_NONE;
}

const struct provider provider_tmdb = {
    .name = "tmdb",
    .attribution = "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or "
                   "otherwise approved by TMDB.",
    .attribution_url = "https://www.themoviedb.org",
    .base = BASE,
    .hosts = "image.tmdb.org",
    .facts = FACTS_OF_TEXT | FACT_AGE_RATING | FACT_TRAILER | FACT_POSTER,
    .needs_key = true,
    .has_languages = true,
    .bearer = true,
    .film_url = tmdb_film_url,
    .more_url = tmdb_more_url,
    .refuses = tmdb_refuses,
    .read_film = tmdb_read_film,
};
