/*
 * Films that members would like to see: each has a list of their own, which nobody else reads. Only
 * how many want a film is told.
 *
 * Where films are one (store/works.h), a wish for any of them is one for each.
 */
#ifndef MARQUEE_STORE_WISHES_H
#define MARQUEE_STORE_WISHES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "domain/film.h"
#include "store/store.h"

/* How things are after a change. */
struct wish {
    int64_t film_id;
    int64_t added_at;   /* 0: it is not on the list */
    int64_t wish_count; /* of active members */
};

/* A film by its canonical id; title (or NULL) and year (0) are what is known of one that is new. */
struct wish_new {
    const char *imdb_id, *title;
    int64_t year;
};

/* FAULT_NOT_FOUND: there is no such film. All may be done again. */
enum fault store_wish_add(struct store *store, struct deed deed, int64_t film_id, struct wish *wish,
                          struct error *err);
enum fault store_wish_add_new(struct store *store, struct deed deed, const struct wish_new *film,
                              struct wish *wish, struct error *err);
enum fault store_wish_remove(struct store *store, struct deed deed, int64_t film_id,
                             struct wish *wish, struct error *err);

/* How many active members want to see the film. */
enum fault film_wish_count(struct db *db, int64_t film_id, int64_t *count, struct error *err);

/* A film on a list, and what the club has done with it. */
struct wished {
    int64_t added_at;
    int64_t wish_count;
    int64_t open_proposal; /* 0: it is not up for a vote */
    int64_t watched_at;    /* 0: never */
    struct film film;
};

/* A member's list: what was added last comes first, then the higher id. It goes on below the film
 * `before_id` of the time `before` (INT64_MAX: from the first on). Of films that are one it has
 * one.
 */
enum fault wishes_of(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                     int64_t before_id, size_t limit, struct wished **items, size_t *count,
                     struct error *err);

/* ---- inside a unit of work ---- */

/* Puts a film on a member's list. `is_new`: it was not there yet, and the member exists.
 * FAULT_NOT_FOUND: there is no such film. */
enum fault wishes_add(struct db *db, int64_t member_id, int64_t film_id, int64_t at, bool *is_new,
                      struct error *err);

/* Two films turn out to be one, and the first may go: wishes for it are for the second. */
enum fault wishes_copy(struct db *db, int64_t from, int64_t to, struct error *err);

#endif
