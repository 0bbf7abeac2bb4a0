/*
 * Takes a member's list in: the films that they have watched become marks that they have seen them,
 * with their stars, and those of a watchlist come to their list here. What they said here before
 * stays.
 *
 * DESIGN. Films are found first, so that nobody waits for it. Then all marks are one unit of work:
 * whatever ends it midway, the club is as it was. A dry run does the same and undoes it.
 */
#ifndef MARQUEE_MOVING_LIST_TAKING_H
#define MARQUEE_MOVING_LIST_TAKING_H

#include "base/arena.h"
#include "base/error.h"
#include "moving/matching.h"
#include "moving/verdicts.h"
#include "store/store.h"

struct list_taken {
    struct verdict *rows; /* one for each */
    struct known_films known;
    size_t new_films; /* that weren't known here */
};

/* What is in `taken` lives in the arena. */
enum fault moving_take_list(struct store *store, struct arena *arena, const struct film_list *list,
                            int64_t member_id, bool dry_run, struct list_taken *taken,
                            struct error *err);

#endif
