/* Posters in the database, and the files that they have on disk. */
#ifndef MARQUEE_STORE_POSTERS_H
#define MARQUEE_STORE_POSTERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/poster.h"
#include "store/store.h"

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
/* All of them, and the bytes of all their files. */
enum fault posters_count(struct db *db, int64_t *count, int64_t *bytes, struct error *err);
/* The first POSTER_FILMS_MAX that show it. */
enum fault poster_films(struct db *db, struct arena *arena, const char *id,
                        struct poster_film films[POSTER_FILMS_MAX], size_t *count,
                        struct error *err);

/* Of a poster i. The widths as a number: bit n is the nth of them (domain/poster.h). */
#define POSTER_COLUMNS                                                                             \
    " i.id, i.width, i.height, i.color,"                                                           \
    " (SELECT sum(CASE g.width WHEN 185 THEN 1 WHEN 342 THEN 2 WHEN 500 THEN 4 ELSE 8 END)"        \
    " FROM poster_images g WHERE g.poster_id = i.id AND g.format = 'webp') "
enum { POSTER_COLUMN_COUNT = 5 };

/* Reads POSTER_COLUMNS from `column` on; copies text into the arena. */
void poster_from_row(struct stmt *s, int column, struct arena *arena, struct poster *poster);

/* ---- inside a unit of work ---- */

/* Counts the bytes of its files anew. */
enum fault poster_count_bytes(struct db *db, const char *id, struct error *err);

/* Writes a poster and its pictures */
enum fault poster_save(struct db *db, const struct kept_poster *kept, int64_t now,
                       struct error *err);

#endif
