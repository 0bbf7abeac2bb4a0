/* A film: one work, once per server, keyed by IMDb id where it has one. */
#ifndef MARQUEE_DOMAIN_FILM_H
#define MARQUEE_DOMAIN_FILM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "domain/poster.h"

enum {
    FILM_TITLE_MAX = 300, /* characters, as the next two */
    FILM_PLOT_MAX = 2000,
    FILM_NAME_MAX = 100,     /* of a genre or a person */
    FILM_LIST_MAX = 20,      /* genres, or directors */
    FILM_CAST_MAX = 6,       /* of the cast, the first */
    FILM_LABEL_MAX = 20,     /* characters of an age rating */
    FILM_RUNTIME_MAX = 1440, /* minutes */
    FILM_YEAR_MIN = 1874,    /* Passage de Vénus, the oldest entry that IMDb has */
    FILM_YEAR_MAX = 2100,
    FILM_ID_SIZE = 16,            /* "tt" and up to 10 digits, and a NUL */
    FILM_PROVIDERS_MAX = 8,       /* whose data the films may have */
    FILM_PROVIDER_SIZE = 16,      /* a provider's name, and a NUL */
    FILM_QUERY_MAX = 200,         /* characters of a search */
    FILM_METADATA_MAX = 32 * 1024 /* bytes of cached JSON */
};

/* Strings are borrowed. */
struct film {
    int64_t id;
    const char *imdb_id; /* NULL for a film entered by hand */
    const char *title;   /* NULL while only an id is known */
    int64_t year;        /* 0: unknown */
    int64_t runtime_minutes;
    const char *metadata; /* cached_imdb_data: JSON object text, or NULL */
    int64_t cached_at;    /* when it was fetched; 0: never */
    const char *provider;
    bool unknown;     /* asked, and no provider knows it */
    int64_t try_at;   /* providers are not asked before: for fresh data the end of its time */
    int64_t failures; /* tries since the last answer */
    struct poster poster;
};

/* Its title; while nobody knows one its id. */
const char *film_name(const struct film *film);

/* How good what is known of a film is. */
enum metadata_state {
    METADATA_FRESH,
    METADATA_STALE,   /* due, or the last try failed */
    METADATA_PENDING, /* nothing yet */
    METADATA_UNKNOWN, /* no provider knows it */
    METADATA_MANUAL,  /* entered by hand */
    METADATA_STATES
};
enum metadata_state film_metadata(const struct film *film, int64_t now);

/* "fresh", "stale", "pending", "unknown" or "manual", as the API says it. */
const char *metadata_state_name(enum metadata_state state);
const char *film_metadata_state(const struct film *film, int64_t now);

/* Rule 7: what is stale or missing is to be fetched, unless that was tried a moment ago. What was
 * fetched or put off while the clock was ahead is due: nobody knows how old it is. */
bool film_is_due(const struct film *film, int64_t now);

/* For readers: when it is tried again, which is `now` where it is due; the same of a poster's own
 * time; and a moment that has passed, whatever the clock was then. */
int64_t film_next_try(const struct film *film, int64_t now);
int64_t film_wait_end(int64_t try_at, int64_t now);
int64_t film_past(int64_t when, int64_t now);

/* Second at which a reader should look again: another state, or another try; INT64_MAX: never by
 * time alone. */
int64_t film_state_ends(const struct film *film, int64_t now);

enum {
    FILM_UNKNOWN_SECONDS = 6 * HOUR, /* how long an unknown film is not asked about again … */
    FILM_UNKNOWN_MAX_SECONDS = DAY,  /* … and after it was unknown several times */
    FILM_RETRY_SECONDS = 30,         /* after a failure; doubles with each … */
    FILM_RETRY_MAX_SECONDS = HOUR,   /* … up to this */
    /* No try is put off for longer: one that is further away was put off when the clock was ahead.
     */
    FILM_WAIT_MAX_SECONDS = FILM_UNKNOWN_MAX_SECONDS + HOUR,
    /* Data is asked for anew at this age at the latest, though nobody looks at the film: TMDB's
     * terms let a copy be six months old. */
    FILM_OLD_SECONDS = 150 * DAY,
};

/* Seconds until the next try after `failures` in a row. `random` is any number: tries that failed
 * together do not come back together (full jitter, but never less than a quarter of the time). */
int64_t film_retry_after(int64_t failures, uint32_t random);

/*
 * An id of IMDb's is "tt" and a number. It is kept in its canonical form: 7 digits, or more where
 * the number has more; with further zeros before them ("tt00112974") it is the same id. All of
 * these give the canonical form, and set `id` only when there is one.
 */

/* "tt" and 7 to 10 digits, and nothing else, as clients and providers write ids. */
bool film_id_canonical(const char *text, char id[FILM_ID_SIZE]);

/* The same of a field of a request. FAULT_INVALID: the field at `pointer` has none. */
enum fault film_id_check(const char *pointer, const char *text, char id[FILM_ID_SIZE],
                         struct error *err);

/* The first id in what somebody typed or pasted: an id in any case, a link, a sentence around
 * either. It is a word by itself: no letter or digit stands before or behind it. */
bool film_id_parse(const char *text, char id[FILM_ID_SIZE]);

#endif
