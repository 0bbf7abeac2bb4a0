/* Posters in the database, and the files that they have on disk; see store/store.h for what its
 * functions have in common. */
#ifndef MARQUEE_STORE_POSTERS_H
#define MARQUEE_STORE_POSTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/poster.h"

struct db;
struct store;

/* A poster whose files are on disk already. */
struct kept_poster {
    struct poster poster; /* id NULL: none */
    struct poster_image images[POSTER_IMAGES_MAX];
    size_t count;
    bool finished; /* nothing more will be made of it */
};

enum poster_outcome {
    POSTER_KEPT,
    POSTER_REFUSED, /* it is no poster: not asked for again at this URL */
    POSTER_FAILED,
};

struct poster_facts {
    const char *url;
    enum poster_outcome outcome;
    int64_t try_at;          /* of POSTER_FAILED */
    const char *error;       /* unless it is kept: one line */
    struct kept_poster kept; /* of POSTER_KEPT */
};
/* For every film that wants the poster of that address; the one that it had before counts as used
 * until now. */
enum fault store_poster_save(struct store *store, const struct poster_facts *facts, int64_t now,
                             struct error *err);
/* The file of a poster is gone or damaged: it is wanted again. What was refused or has failed is
 * not: readers come often, and bring nothing new. */
enum fault store_poster_lost(struct store *store, const char *id, struct error *err);

struct poster_film {
    int64_t id, year;
    const char *imdb_id, *title;
};
enum { POSTER_FILMS_MAX = 20 };

enum fault poster_by_id(struct db *db, struct arena *arena, const char *id, struct poster *poster,
                        struct error *err);
/* Its files, narrow ones first, in the order WebP, original, AVIF; the poster may be unknown. */
enum fault poster_images(struct db *db, const char *id,
                         struct poster_image images[POSTER_IMAGES_MAX], size_t *count,
                         struct error *err);
/* The picture of that width with the fewest bytes: WebP, or also AVIF. */
enum fault poster_image_by_width(struct db *db, const char *id, int64_t width, bool avif,
                                 struct poster_image *image, struct error *err);
typedef void (*poster_image_visit)(void *context, const char *poster_id,
                                   const struct poster_image *image);
/* Visits every file of every poster; both are borrowed until the next one. */
enum fault poster_images_all(struct db *db, poster_image_visit visit, void *context,
                             struct error *err);
/* Some poster has a file of that hash. */
enum fault poster_file_is_known(struct db *db, const char *hash, bool *known, struct error *err);

/* One of the posters of which not everything was made yet, at random; FAULT_NOT_FOUND: there is
 * none. */
enum fault poster_unfinished(struct db *db, char id[POSTER_ID_SIZE], struct error *err);
/* More pictures of a poster, which need not be the last. */
enum fault store_poster_images_add(struct store *store, const char *id,
                                   const struct poster_image *images, size_t count,
                                   struct error *err);
/* Nothing more is to be made of it, if it has that many images: otherwise one was lost meanwhile.
 */
enum fault store_poster_finish(struct store *store, const char *id, size_t count, int64_t now,
                               struct error *err);
/* The file of an AVIF or an original is gone; of an AVIF, it is to be made again. */
enum fault store_poster_image_remove(struct store *store, const char *id,
                                     const struct poster_image *image, struct error *err);
/* Removes at most `limit` posters that no film shows and that were not used since `before`. Their
 * files are the caller's. */
enum fault store_posters_prune(struct store *store, int64_t before, size_t limit, size_t *count,
                               struct error *err);
/* The first POSTER_FILMS_MAX that show it. */
enum fault poster_films(struct db *db, struct arena *arena, const char *id,
                        struct poster_film films[POSTER_FILMS_MAX], size_t *count,
                        struct error *err);

/* ---- poster_wants.c -------------------------------------------------------------------- */

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
enum fault store_film_want_poster(struct store *store, int64_t film_id, size_t *count,
                                  struct error *err);
/* The same for all that were refused or have failed, `count` of them. */
enum fault store_posters_want_failing(struct store *store, size_t *count, struct error *err);

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

/* ---- poster_quota.c -------------------------------------------------------------------- */

/* They were looked at: noted to a day. */
enum fault store_posters_used(struct store *store, char (*ids)[POSTER_ID_SIZE], size_t count,
                              int64_t now, struct error *err);

/* What went; `more`: there is still too much, call again. */
struct dropped {
    size_t posters, originals;
    bool more;
};
/* Until the files have `quota` bytes at most, posters that are not up for a vote go, the least
 * recently used first; then what the others came as. Their films are shown without, and want them
 * again once they are proposed. The files are the caller's. */
enum fault store_posters_make_room(struct store *store, int64_t quota, struct dropped *dropped,
                                   struct error *err);

#endif
