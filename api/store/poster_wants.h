/* Posters that are to be downloaded, and those that did not come. */
#ifndef MARQUEE_STORE_POSTER_WANTS_H
#define MARQUEE_STORE_POSTER_WANTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

struct poster_want {
    const char *url;
    const char *provider; /* whose URL it is */
    int64_t failures;
};
/* Posters of films that are neither kept nor refused, and due; at most `limit`. One address may be
 * among them several times. */
enum fault posters_wanted(struct db *db, struct arena *arena, int64_t now,
                          struct poster_want *wants, size_t limit, size_t *count,
                          struct error *err);

/* Somebody asks: the poster that was refused, has failed, or was dropped for want of room is wanted
 * now. The reason stays until one comes. `count` says whether there is such a poster: 1, or 0. */
enum fault store_film_want_poster(struct store *store, struct deed deed, int64_t film_id,
                                  size_t *count, struct error *err);
/* The same for all that were refused or have failed, `count` of them. */
enum fault store_posters_want_failing(struct store *store, struct deed deed, size_t *count,
                                      struct error *err);

/* A poster that did not come the last time. */
struct poster_failing {
    int64_t film_id;
    const char *imdb_id, *title; /* title NULL: not known yet */
    bool refused;                /* not asked for again until somebody asks */
    int64_t failures, try_at;    /* of one that was not refused */
    const char *error;
};
enum { POSTERS_FAILING_MAX = 50 };
/* The first POSTERS_FAILING_MAX, films without any poster first. */
enum fault posters_failing(struct db *db, struct arena *arena,
                           struct poster_failing posters[POSTERS_FAILING_MAX], size_t *count,
                           struct error *err);

/* ---- inside a unit of work ---- */

/* The film's poster is asked for again, inside a unit of work; nothing to a film that has one. */
enum fault film_want_poster(struct db *db, int64_t film_id, struct error *err);

#endif
