#include "catalog/providers/provider.h"

#include <string.h>

#include "base/jsonw.h"
#include "catalog/providers/answer.h"
#include "catalog/providers/fields.h"

const struct provider *provider_find(const char *name)
{
    static const struct provider *const all[] = {&provider_demo, &provider_cinemeta,
                                                 &provider_imdbapi, &provider_omdb, &provider_tmdb};

    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

static enum fault parse_answer(const struct provider *provider, const char *bytes, size_t size,
                               json_t **answer, struct error *err)
{
    *answer = answer_json(bytes, size);
    if (*answer == NULL)
        return error_set(err, FAULT_MALFORMED, "%s answered with something that isn't JSON.",
                         provider->name);
    return FAULT_NONE;
}

static void clamp_film(struct provider_film *film)
{
    if (film->runtime_minutes > FILM_RUNTIME_MAX)
        film->runtime_minutes = 0;
    if (film->metascore > 100)
        film->metascore = 0;
    if (film->cast.count > FILM_CAST_MAX)
        film->cast.count = FILM_CAST_MAX;
}

enum fault provider_read_film(const struct provider *provider, struct arena *arena,
                              const struct provider_access *access, const char *bytes, size_t size,
                              const char *imdb_id, struct provider_film *film,
                              const char **more_url, struct error *err)
{
    enum fault fault = FAULT_NONE;
    json_t *answer;

    *film = (struct provider_film){0};
    TRY(parse_answer(provider, bytes, size, &answer, err));
    *more_url = provider->more_url == NULL ? NULL : provider->more_url(arena, access, answer);
    if (*more_url == NULL)
        fault = provider->read_film(arena, access, answer, imdb_id, film, err);
    json_decref(answer);
    if (fault == FAULT_NONE)
        clamp_film(film);
    return fault;
}

bool provider_refuses(const struct provider *provider, const char *bytes, size_t size, int64_t now,
                      struct provider_refusal *refusal)
{
    json_t *answer = provider->refuses == NULL ? NULL : answer_json(bytes, size);
    bool refuses = answer != NULL && provider->refuses(answer, now, refusal);

    json_decref(answer);
    return refuses;
}

enum fault provider_read_hits(const struct provider *provider, struct arena *arena,
                              const char *bytes, size_t size,
                              struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                              struct error *err)
{
    json_t *answer;
    enum fault fault;

    TRY(parse_answer(provider, bytes, size, &answer, err));
    fault = provider->read_hits(arena, answer, hits, count, err);
    json_decref(answer);
    for (size_t i = 0; fault == FAULT_NONE && i < *count; i++)
        clamp_film(&hits[i]);
    return fault;
}

static void add_texts(struct jsonw *json, const char *key, const struct texts *texts)
{
    jsonw_array(json, key);
    for (size_t i = 0; i < texts->count; i++)
        jsonw_text(json, NULL, texts->items[i]);
    jsonw_array_end(json);
}

static void add_age_rating(struct jsonw *json, const struct provider_film *film)
{
    if (film->age_rating.label == NULL) {
        jsonw_null(json, "age_rating");
        return;
    }
    jsonw_object(json, "age_rating");
    jsonw_text(json, "country", film->age_rating.country);
    jsonw_text(json, "label", film->age_rating.label);
    jsonw_object_end(json);
}

/* Only where it says something: most films are known by one title. */
static void add_other_title(struct jsonw *json, const char *key, const char *title,
                            const struct provider_film *film)
{
    if (title != NULL && (film->title == NULL || strcmp(title, film->title) != 0))
        jsonw_text(json, key, title);
}

const char *provider_metadata(struct arena *arena, const struct provider_film *film)
{
    auto_strbuf struct strbuf text;
    struct jsonw json;

    strbuf_init(&text, FILM_METADATA_MAX);
    jsonw_init(&json, &text);
    jsonw_object(&json, NULL);
    jsonw_text(&json, "plot", film->plot);
    add_texts(&json, "genres", &film->genres);
    add_texts(&json, "directors", &film->directors);
    add_texts(&json, "cast", &film->cast);
    jsonw_tenths(&json, "imdb_rating", film->imdb_rating > 0 ? film->imdb_rating : -1);
    jsonw_positive(&json, "imdb_votes", film->imdb_votes);
    jsonw_positive(&json, "metascore", film->metascore);
    add_age_rating(&json, film);
    jsonw_text(&json, "trailer_url", film->trailer_url);
    jsonw_text(&json, "type", film->type);
    add_other_title(&json, "original_title", film->original_title, film);
    add_other_title(&json, "english_title", film->english_title, film);
    if (film->tmdb_id > 0)
        jsonw_int(&json, "tmdb_id", film->tmdb_id);
    jsonw_object_end(&json);
    return arena_strdup(arena, text.bytes);
}

/* As they stand: they were tidied when they came, and an entity in them is text. */
static struct texts old_texts(struct arena *arena, const json_t *list)
{
    size_t count = json_array_size(list);
    const char **items = count == 0 ? NULL : ARENA_ARRAY(arena, const char *, count);

    for (size_t i = 0; i < count; i++)
        items[i] = arena_strdup(arena, json_string_value(json_array_get(list, i)));
    return (struct texts){items, count};
}

static void fill_age_rating(struct arena *arena, const json_t *old, struct provider_film *film)
{
    film->age_rating.country =
        arena_strdup(arena, json_string_value(json_object_get(old, "country")));
    film->age_rating.label = arena_strdup(arena, json_string_value(json_object_get(old, "label")));
}

static void fill_text(struct arena *arena, const json_t *old, const char *key, const char **text)
{
    if (*text == NULL)
        *text = arena_strdup(arena, json_string_value(json_object_get(old, key)));
}

void provider_fill(struct arena *arena, const char *metadata, struct provider_film *film)
{
    json_t *old = metadata == NULL ? NULL : json_loads(metadata, 0, NULL);

    fill_text(arena, old, "original_title", &film->original_title);
    fill_text(arena, old, "english_title", &film->english_title);
    fill_text(arena, old, "plot", &film->plot);
    if (film->genres.count == 0)
        film->genres = old_texts(arena, json_object_get(old, "genres"));
    if (film->directors.count == 0)
        film->directors = old_texts(arena, json_object_get(old, "directors"));
    if (film->cast.count == 0)
        film->cast = old_texts(arena, json_object_get(old, "cast"));
    fill_text(arena, old, "trailer_url", &film->trailer_url);
    if (film->type == NULL)
        film->type = field_type(old, "type");
    if (film->age_rating.label == NULL)
        fill_age_rating(arena, json_object_get(old, "age_rating"), film);
    if (film->imdb_rating == 0)
        film->imdb_rating = field_rating(old, "imdb_rating");
    if (film->imdb_votes == 0)
        film->imdb_votes = field_int(old, "imdb_votes");
    if (film->metascore == 0)
        film->metascore = field_int(old, "metascore");
    if (film->tmdb_id == 0)
        film->tmdb_id = field_int(old, "tmdb_id");
    json_decref(old);
}
