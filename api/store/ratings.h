/* What members gave the films that the club has watched. */
#ifndef MARQUEE_STORE_RATINGS_H
#define MARQUEE_STORE_RATINGS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "domain/screening.h"
#include "store/store.h"

enum { RATINGS_SHOWN_MAX = 500 };

struct rating {
    struct person member; /* nobody: has left */
    int64_t halves;       /* half stars */
    int64_t rated_at;
};
/* Of one screening: the newest RATINGS_SHOWN_MAX, and how often each number of half stars was
 * given, of all. */
struct ratings {
    struct rating *items;
    size_t count;
    int64_t histogram[RATING_HALVES_MAX]; /* from one half star on */
};
/* The screening and its ratings, both of one moment, in two statements. */
enum fault screening_with_ratings(struct db *db, struct arena *arena, int64_t id,
                                  struct screening *screening, struct ratings *ratings,
                                  struct error *err);

/* What a member's rating is now, and what all of them make. */
struct rated {
    int64_t halves; /* 0: they have given none */
    int64_t sum, count;
};
/* The actor gives so many half stars, in place of those that they had given before. */
enum fault store_rating_put(struct store *store, struct deed deed, int64_t screening_id,
                            int64_t halves, struct rated *rated, struct error *err);
/* … or takes them back. Again, it changes nothing. */
enum fault store_rating_remove(struct store *store, struct deed deed, int64_t screening_id,
                               struct rated *rated, struct error *err);
/* What they took back counts again. FAULT_NOTHING_TO_RESTORE: they have taken nothing back, or
 * have given other stars since. FAULT_TOO_LATE: it was more than a day ago. */
enum fault store_rating_restore(struct store *store, struct deed deed, int64_t screening_id,
                                struct rated *rated, struct error *err);

/* What the page asks a member to rate. */
enum { ASKED_MAX = 5, ASKED_DAYS = 30 };
/* The latest evenings since the day `since` that the member has not rated and not been put off by,
 * and that were recorded since they joined. */
enum fault ratings_to_give(struct db *db, int64_t member_id, int64_t since,
                           int64_t screenings[ASKED_MAX], size_t *count, struct error *err);
/* The actor is not asked about it any more. */
enum fault store_rating_unask(struct store *store, struct deed deed, int64_t screening_id,
                              struct error *err);

/* All that a member has given, in the order of the screenings: for the copy that they take along.
 */
struct given {
    int64_t screening_id;
    const char *title, *imdb_id; /* or NULL */
    int64_t year, day;           /* 0: unknown */
    int64_t halves, rated_at;
};
enum fault ratings_given(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                         size_t limit, struct given **given, size_t *count, struct error *err);

#endif
