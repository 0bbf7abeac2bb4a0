/*
 * One search of the providers for what somebody typed, titles or an IMDb id: they are asked one
 * after the other, until one has a hit. For one thread at a time: whoever starts it, then the fetch
 * engine until it has ended. What it has found by then stays as it is.
 */
#ifndef MARQUEE_CATALOG_SEARCH_H
#define MARQUEE_CATALOG_SEARCH_H

#include <stdatomic.h>
#include <sys/queue.h>

#include "catalog/sources/sources.h"
#include "domain/club.h"
#include "domain/film.h"

struct search {
    /* Of searches.c, under its lock. */
    TAILQ_ENTRY(search) entry;
    bool listed, running;
    bool is_behind;     /* nobody waited when it began */
    size_t waiting;     /* how many callers */
    int64_t expires_at; /* seconds */

    const struct sources *sources;
    int64_t deadline; /* monotonic µs, for all providers together */
    const char *text; /* as it was typed */
    const char *key;  /* language, and folded text */
    char language[LANGUAGE_SIZE];
    char imdb_id[FILM_ID_SIZE]; /* the one in the text; "": titles are searched */
    void (*ended)(struct search *search);
    void *context; /* for `ended` */
    /* Any thread: nobody waits for it any more, and it ends soon. */
    atomic_bool unwanted;

    size_t source;        /* the one that is asked */
    const char *more_url; /* where its film is, if its first answer points there; or NULL */
    bool asked;           /* one of them can be searched */
    bool failed;          /* one of them did not answer */
    struct arena arena;
    const struct provider_film *hits;
    size_t count;
};

/* Texts are copied, all else is borrowed. It ends `timeout_ms` from now. */
struct search *search_open(const struct sources *sources, int timeout_ms, const char *language,
                           const char *text, const char *key);
/* NULL is fine. */
void search_close(struct search *search);

/* Asks. `ended` is called once, on the fetch thread, or on this one where nothing is to be fetched,
 * and must not wait; it may close the search. */
void search_start(struct search *search);

/* ---- once it has ended -------------------------------------------------------------------- */

/* There are hits, or every provider that can be searched says that there are none. */
bool search_is_answered(const struct search *search);

/* Copies the hits into the arena: of each its id, title, year, runtime and directors. How many. */
size_t search_hits(const struct search *search, struct arena *arena,
                   struct provider_film hits[PROVIDER_HITS_MAX]);

#endif
