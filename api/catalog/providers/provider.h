/* An upstream source of film metadata, as the catalogue sees it. */
#ifndef MARQUEE_CATALOG_PROVIDERS_PROVIDER_H
#define MARQUEE_CATALOG_PROVIDERS_PROVIDER_H

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "catalog/providers/provider_film.h"

/* What a provider may know of a film, besides its title; who lacks none of them need not be asked.
 */
enum provider_fact {
    FACT_PLOT = 1,
    FACT_RUNTIME = 2,
    FACT_GENRES = 4,
    FACT_DIRECTORS = 8,
    FACT_CAST = 16,
    FACT_RATING = 32, /* on IMDb */
    FACT_VOTES = 64,  /* likewise */
    FACT_METASCORE = 128,
    FACT_AGE_RATING = 256,
    FACT_TRAILER = 512,
    FACT_POSTER = 1024,
    FACTS_OF_TEXT = FACT_PLOT | FACT_RUNTIME | FACT_GENRES | FACT_DIRECTORS | FACT_CAST
};

/* How a server of ours asks a provider. Strings are borrowed. */
struct provider_access {
    const char *base;     /* its address, no slash at the end */
    const char *key;      /* a secret; NULL: it wants none */
    const char *language; /* of its texts and posters: "en-US" */
};

/* Why there is no point in asking again for a while. */
struct provider_refusal {
    const char *why; /* a literal */
    int64_t seconds;
};

/*
 * A provider over the network only knows where to ask and how to read what comes back. Its verbs
 * are pure: any thread, results in the arena. A fault of the read verbs: FAULT_NOT_FOUND when it
 * does not know the film, FAULT_MALFORMED when the answer is none. A provider without verbs is
 * built in (catalog/providers/demo.h). A verb may be NULL where it says so.
 */
struct provider {
    const char *name;
    const char *attribution;     /* what its terms want to be said */
    const char *attribution_url; /* or NULL */
    const char *base;            /* its usual address, no slash at the end; NULL: must be set */
    const char *hosts; /* those it redirects to and has posters on, beside that of its address */
    unsigned facts;    /* that it may know: enum provider_fact */
    bool needs_key;
    bool has_languages; /* its texts and posters are in the language that it is asked for */
    bool bearer; /* the key is sent as "Authorization: Bearer"; otherwise it is in the URLs */
    const char *(*film_url)(struct arena *arena, const struct provider_access *access,
                            const char *imdb_id);
    /* Where the film stands that this answer only points at; NULL: the answer is all there is.
     * NULL: every answer is. */
    const char *(*more_url)(struct arena *arena, const struct provider_access *access,
                            json_t *answer);
    /* NULL: it cannot be searched for IMDb ids. */
    const char *(*search_url)(struct arena *arena, const struct provider_access *access,
                              const char *text);
    /* True: this answer, whatever its status, says not to ask again for a while. NULL: none does.
     */
    bool (*refuses)(json_t *answer, int64_t now, struct provider_refusal *refusal);
    enum fault (*read_film)(struct arena *arena, const struct provider_access *access,
                            json_t *answer, const char *imdb_id, struct provider_film *film,
                            struct error *err);
    enum fault (*read_hits)(struct arena *arena, json_t *answer,
                            struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                            struct error *err);
};

extern const struct provider provider_demo, provider_cinemeta, provider_imdbapi, provider_omdb,
    provider_tmdb;

/* The provider of that name, or NULL. */
const struct provider *provider_find(const char *name);

/* What a provider's answer says, within the limits of domain/film.h. With *more_url nothing is in
 * *film yet: all of it is there. */
enum fault provider_read_film(const struct provider *provider, struct arena *arena,
                              const struct provider_access *access, const char *bytes, size_t size,
                              const char *imdb_id, struct provider_film *film,
                              const char **more_url, struct error *err);

/* Whether an answer, of any status, says not to ask again for a while. */
bool provider_refuses(const struct provider *provider, const char *bytes, size_t size, int64_t now,
                      struct provider_refusal *refusal);
enum fault provider_read_hits(const struct provider *provider, struct arena *arena,
                              const char *bytes, size_t size,
                              struct provider_film hits[PROVIDER_HITS_MAX], size_t *count,
                              struct error *err);

/* cached_imdb_data: the part of a film that has no column of its own, as the API shows it. */
const char *provider_metadata(struct arena *arena, const struct provider_film *film);

/* What the film does not say of that part is as `metadata` has it: the text from before, or NULL.
 */
void provider_fill(struct arena *arena, const char *metadata, struct provider_film *film);

#endif
