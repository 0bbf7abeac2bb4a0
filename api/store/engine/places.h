/*
 * Where each proposal stands in the lists by title and by runtime, as numbers in their order. The
 * index of characters has its title under both, so that a search is read from there in order.
 *
 * DESIGN. A runtime is a number already. A title stands between two others, so its number is one
 * between theirs, and numbers lie APART where there is room. Where there is none left, those around
 * are moved apart: as few as have enough room together. Who holds a place in which list is in
 * list_places; triggers take out what has changed, and the writer gives it a place again before it
 * commits.
 */
#ifndef MARQUEE_STORE_ENGINE_PLACES_H
#define MARQUEE_STORE_ENGINE_PLACES_H

#include "base/error.h"
#include "store/engine/db.h"

/* The lists of one order have numbers of their own, by status: open, watched, withdrawn. */
enum place_list { LIST_OPEN, LIST_WATCHED, LIST_WITHDRAWN };

/* Numbers behind `after` and before `end`. */
struct place_span {
    int64_t after, end;
};

/* Places by title are below the first of these, places by runtime below the second: so the ids come
 * last in the index, which is read from its end for the newest. */
#define PLACES_BY_RUNTIME (-((int64_t)1 << 61))
#define PLACES_END        (-((int64_t)1 << 60))

/* Gives places to all that have none; inside a transaction. */
enum fault places_update(struct db *db, struct error *err);
/* The same in a transaction of its own, of a database that is opened: very many at once. */
enum fault places_fill(struct db *db, struct error *err);

/* What is behind a proposal with this key and id in a list by title, as it would stand in
 * "title_key, id DESC"; `status` is the list's. */
enum fault places_behind_title(struct db *db, enum place_list list, const char *status,
                               const char *key, int64_t id, struct place_span *span,
                               struct error *err);
/* The same by runtime. */
struct place_span places_behind_runtime(enum place_list list, int64_t runtime, int64_t id);

/* How many places are missing, nobody's, or not those of their list, title or runtime. Reads all.
 */
enum fault places_count_wrong(struct db *db, int64_t *wrong, struct error *err);

#endif
