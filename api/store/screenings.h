/* Films that the club has watched, as a list and one by one. */
#ifndef MARQUEE_STORE_SCREENINGS_H
#define MARQUEE_STORE_SCREENINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/screening.h"
#include "store/store.h"

/* Which part of the list is wanted: the latest evening first, those whose day nobody knows last. */
struct screening_query {
    int64_t year;       /* 0: of any, or of none that is known */
    const char *search; /* a search key; NULL: all */
    bool continued;     /* the slice behind this one: */
    int64_t after_day, after_id;
    size_t limit; /* LIST_LIMIT_MAX at most */
};

/* It takes one statement, by a part of the title two. */
struct screening_slice {
    struct screening *items;
    size_t count;
    bool more;
};
enum fault screenings_slice(struct db *db, struct arena *arena, const struct screening_query *query,
                            struct screening_slice *slice, struct error *err);

/* One that was undone is not found. */
enum fault screening_by_id(struct db *db, struct arena *arena, int64_t id,
                           struct screening *screening, struct error *err);

#endif
