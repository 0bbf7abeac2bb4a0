/* What to ask providers, and what came of it. */
#ifndef MARQUEE_STORE_FETCHES_H
#define MARQUEE_STORE_FETCHES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/film.h"
#include "store/posters.h"
#include "store/store.h"

struct film_want {
    int64_t film_id;
    char imdb_id[FILM_ID_SIZE];
    int64_t failures;                  /* tries in a row that brought nothing */
    int64_t try_at;                    /* as whoever wants it has seen it */
    char provider[FILM_PROVIDER_SIZE]; /* whose data it has; "": none */
};
/* Films without data that are due; at most `limit`, the longest waiting first. */
enum fault films_pending(struct db *db, int64_t now, struct film_want *wants, size_t limit,
                         size_t *count, struct error *err);
/* Films with data from `until` or before that are due, the oldest first; and those with data from a
 * moment that is still to come. */
enum fault films_old(struct db *db, int64_t until, int64_t now, struct film_want *wants,
                     size_t limit, size_t *count, struct error *err);

/* Films with an id whose data is from before `until`, missing, or from behind `now`; the oldest
 * first, among them
 * those that were tried in vain by their next try. So each has its turn, however few are taken at
 * once. */
enum fault films_older(struct db *db, struct arena *arena, int64_t until, int64_t now, size_t limit,
                       struct film_want **wants, size_t *count, struct error *err);

/* A film whose last try brought nothing. */
struct film_failing {
    struct film film;
    const char *error;  /* NULL: no provider knows it */
    int64_t unknown_at; /* since when; 0: one does, or none was heard */
};
enum { FILMS_FAILING_MAX = 50 };
/* The first FILMS_FAILING_MAX, the worst first: those without data, then by failures in a row. */
enum fault films_failing(struct db *db, struct arena *arena,
                         struct film_failing films[FILMS_FAILING_MAX], size_t *count,
                         struct error *err);

enum film_outcome {
    FILM_FOUND,
    FILM_UNKNOWN, /* no provider knows the film; what is there stays */
    FILM_FAILED,  /* nobody answered; what is there stays */
};

struct film_facts {
    int64_t film_id;
    enum film_outcome outcome;
    int64_t try_at;    /* when to ask again */
    const char *error; /* of FILM_FAILED: one line */
    /* Of FILM_FOUND; NULL, 0: the provider does not say. */
    const char *other_id; /* of IMDb's, canonical, that the provider has for it */
    bool own_id_only;     /* all were asked, and the id that they have for it is its own */
    const char *title;
    const char *original_title, *english_title; /* by which it is found as well */
    int64_t year, runtime_minutes;
    const char *metadata;                   /* a JSON object, checked */
    const char *provider;                   /* not NULL */
    const char *others[FILM_PROVIDERS_MAX]; /* that added what it does not say */
    size_t others_count;
    bool all_new; /* nothing of what the film had stays, nor a word of its sources before */
    const char *poster_url;
    struct kept_poster poster; /* id NULL: none yet */
};
/* Saves what came back for a batch of films in one transaction. An other_id becomes a further id of
 * its film; if another film has it, too, the two are one (store/joins.h). With own_id_only the film
 * loses its further ids: who said so takes it back. */
enum fault store_films_save(struct store *store, const struct film_facts *facts, size_t count,
                            int64_t now, struct error *err);

/* Whose data the films have, or any part of it, set up or not. */
enum fault films_providers(struct db *db, struct arena *arena,
                           const char *names[FILM_PROVIDERS_MAX], size_t *count, struct error *err);

/* The whole cache in numbers, of films and of posters. */
struct films_summary {
    int64_t films, manual, fresh, stale, pending, unknown, failing;
    int64_t oldest_at; /* cached_at of the oldest data; 0: none */
    int64_t with_poster, poster_wanted, poster_refused;
    int64_t posters, poster_bytes;
};
enum fault films_summary(struct db *db, int64_t now, struct films_summary *summary,
                         struct error *err);

/* What the page does not show of one film. */
struct film_fetches {
    const char *error, *poster_url, *poster_error;
    int64_t poster_failures, poster_try_at;
    bool poster_settled;
    int64_t poster_files, poster_bytes;
};
enum fault film_fetches(struct db *db, struct arena *arena, int64_t film_id,
                        struct film_fetches *fetches, struct error *err);

#endif
