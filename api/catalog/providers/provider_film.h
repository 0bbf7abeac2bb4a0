/* A film as one provider knows it. */
#ifndef MARQUEE_CATALOG_PROVIDERS_PROVIDER_FILM_H
#define MARQUEE_CATALOG_PROVIDERS_PROVIDER_FILM_H

#include <stddef.h>
#include <stdint.h>

enum { PROVIDER_HITS_MAX = 20 };

/* A list of texts; they and the array are borrowed. */
struct texts {
    const char *const *items;
    size_t count;
};

/* A WebP image that lives as long as the catalogue. */
struct builtin_poster {
    const char *bytes; /* NULL: there is none */
    size_t size;       /* bytes */
    int64_t width, height;
    const char *color;
};

/* One film as a provider knows it; NULL and 0: it does not say. Texts are tidy (text_tidy) and
 * within the limits of domain/film.h. */
struct provider_film {
    const char *imdb_id; /* canonical; of a film that was asked for it may be another one */
    const char *title, *plot;
    const char *original_title; /* as it was first shown; may be the title */
    const char *english_title;  /* likewise */
    const char *type;           /* "movie", "series" and so on: field_type() */
    int64_t year, runtime_minutes;
    struct texts genres, directors, cast;
    int64_t imdb_rating; /* in tenths */
    int64_t imdb_votes;
    int64_t metascore; /* 1 to 100 */
    int64_t tmdb_id;   /* of a film; 0 of a series, whose numbers are others */
    struct {
        const char *country; /* two letters, whose rating it is */
        const char *label;   /* "R", "16"; NULL: none */
    } age_rating;
    const char *trailer_url; /* of YouTube */
    const char *poster_url;  /* stays on this server */
    struct builtin_poster poster;
};

#endif
