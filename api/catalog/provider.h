/* An upstream source of film metadata, as the catalogue sees it. */
#ifndef MARQUEE_CATALOG_PROVIDER_H
#define MARQUEE_CATALOG_PROVIDER_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"

enum { PROVIDER_HITS_MAX = 20 };

/* A list of texts; they and the array are borrowed. */
struct texts {
    const char *const *items;
    size_t count;
};

/* One film as a provider knows it; NULL and 0: it does not say. Texts are tidy (text_tidy) and
 * within the limits of domain/film.h. */
struct provider_film {
    const char *imdb_id, *title, *plot;
    const char *type; /* "movie", "series" and so on: field_type() */
    int64_t year, runtime_minutes;
    struct texts genres, directors, cast;
    int64_t imdb_rating; /* in tenths */
    int64_t imdb_votes;
    int64_t metascore; /* 1 to 100 */
    struct {
        const char *country; /* two letters, whose rating it is */
        const char *label;   /* "R", "16"; NULL: none */
    } age_rating;
    const char *trailer_url; /* of YouTube */
    const char *poster_url;  /* stays on this server */
    struct {
        const char *bytes; /* a WebP image that is built in; NULL: none */
        size_t size;
        int64_t width, height;
        const char *color;
    } poster;
};

/*
 * A provider over the network only knows where to ask and how to read what comes back. Its verbs
 * are pure: any thread, results in the arena. A fault of the read verbs: FAULT_NOT_FOUND when it
 * does not know the film, FAULT_MALFORMED when the answer is none. A provider without verbs is
 * built in (catalog/demo.h).
 */
struct provider {
    const char *name;
    const char *attribution;     /* what its terms want to be said */
    const char *attribution_url; /* or NULL */
    const char *base;            /* its usual address, no slash at the end; NULL: must be set */
    const char *hosts; /* those it redirects to and has posters on, beside that of its address */
    int64_t concurrency, interval_ms; /* the polite pace */
    const char *(*film_url)(struct arena *arena, const char *base, const char *imdb_id);
    const char *(*search_url)(struct arena *arena, const char *base, const char *text);
    enum fault (*read_film)(struct arena *arena, json_t *answer, const char *imdb_id,
                            struct provider_film *film, struct error *err);
    enum fault (*read_hits)(struct arena *arena, json_t *answer,
                            struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                            struct error *err);
};

extern const struct provider provider_demo, provider_cinemeta, provider_imdbapi;

/* The provider of that name, or NULL. */
const struct provider *provider_find(const char *name);

/* What a provider's answer says, within the limits of domain/film.h. */
enum fault provider_read_film(const struct provider *provider, struct arena *arena,
                              const char *bytes, size_t size, const char *imdb_id,
                              struct provider_film *film, struct error *err);
enum fault provider_read_hits(const struct provider *provider, struct arena *arena,
                              const char *bytes, size_t size,
                              struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                              struct error *err);

/* cached_imdb_data: the part of a film that has no column of its own, as the API shows it. */
const char *provider_metadata(struct arena *arena, const struct provider_film *film);

#endif
