/* What providers answer, as each of them reads it: a film, and a list of hits. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalog/providers/provider.h"
#include "domain/film.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct provider *const providers[] = {&provider_cinemeta, &provider_imdbapi,
                                                   &provider_omdb, &provider_tmdb};
static const struct provider_access access_to = {
    .base = "https://api.example.org/3", .key = "key", .language = "de-DE"};

static void hold(bool is_true)
{
    if (!is_true)
        __builtin_trap();
}

static void hold_text(const char *text, size_t max)
{
    if (text != NULL)
        hold(*text != '\0' && text_is_utf8(text, strlen(text)) && text_length(text) <= max);
}

static void hold_texts(const struct texts *texts)
{
    hold(texts->count <= FILM_LIST_MAX);
    for (size_t i = 0; i < texts->count; i++) {
        hold(texts->items[i] != NULL);
        hold_text(texts->items[i], FILM_NAME_MAX);
    }
}

/* What is kept is JSON that fits, whatever a film is made of. */
static void hold_metadata(struct arena *arena, const struct provider_film *film)
{
    const char *text = provider_metadata(arena, film);
    json_t *metadata = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

    hold(strlen(text) < FILM_METADATA_MAX && json_is_object(metadata));
    json_decref(metadata);
}

static void hold_id(const char *imdb_id)
{
    char id[FILM_ID_SIZE];

    hold(imdb_id == NULL || (film_id_canonical(imdb_id, id) && strcmp(imdb_id, id) == 0));
}

/* The limits of domain/film.h, and of the columns that the film goes to. */
static void hold_film(struct arena *arena, const struct provider_film *film)
{
    hold_id(film->imdb_id);
    hold(film->title != NULL);
    hold_text(film->title, FILM_TITLE_MAX);
    hold_text(film->plot, FILM_PLOT_MAX);
    hold(film->year == 0 || (film->year >= FILM_YEAR_MIN && film->year <= FILM_YEAR_MAX));
    hold(film->runtime_minutes >= 0 && film->runtime_minutes <= FILM_RUNTIME_MAX);
    hold(film->imdb_rating >= 0 && film->imdb_rating <= 100 && film->imdb_votes >= 0);
    hold_texts(&film->genres);
    hold_texts(&film->directors);
    hold_texts(&film->cast);
    hold(film->cast.count <= FILM_CAST_MAX);
    hold(film->metascore >= 0 && film->metascore <= 100);
    hold_text(film->age_rating.label, FILM_LABEL_MAX);
    hold(film->age_rating.label == NULL || strlen(film->age_rating.country) == 2);
    hold(film->trailer_url == NULL ||
         strncmp(film->trailer_url, "https://www.youtube.com/", 24) == 0);
    hold(film->poster_url == NULL || strncmp(film->poster_url, "http", 4) == 0);
    hold_metadata(arena, film);
}

static void read_both(const struct provider *provider, const char *bytes, size_t size)
{
    auto_arena struct arena arena = {0};
    struct provider_film film, hits[PROVIDER_HITS_MAX];
    struct provider_refusal refusal;
    const char *more_url;
    size_t count;
    struct error err;

    error_init(&err);
    if (provider_refuses(provider, bytes, size, 1700000000, &refusal))
        hold(refusal.seconds > 0 && refusal.seconds <= 24 * 60 * 60);
    if (provider_read_film(provider, &arena, &access_to, bytes, size, "tt0111161", &film, &more_url,
                           &err) == FAULT_NONE) {
        if (more_url == NULL)
            hold_film(&arena, &film);
        else
            hold(strncmp(more_url, "https://api.example.org/3/", 26) == 0);
    }
    if (provider->read_hits == NULL)
        return;
    error_init(&err);
    if (provider_read_hits(provider, &arena, bytes, size, hits, &count, &err) != FAULT_NONE)
        return;
    hold(count <= PROVIDER_HITS_MAX);
    for (size_t i = 0; i < count; i++) {
        hold(hits[i].imdb_id != NULL);
        hold_film(&arena, &hits[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < COUNT_OF(providers); i++)
        read_both(providers[i], (const char *)bytes, size);
    return 0;
}
