/*
 * Takes a list in. Of a member, the films that they have watched become marks that they have seen
 * them, with their stars, and those of a watchlist come to their list here. Of the club, open
 * proposals become open proposals, without a limit, and what it watched becomes screenings. What is
 * here already stays as it is.
 *
 * DESIGN. Films are found first, so that nobody waits for it. Then all marks are one unit of work:
 * whatever ends it midway, the club is as it was. A dry run does the same and undoes it.
 */
#ifndef MARQUEE_MOVING_LIST_TAKING_H
#define MARQUEE_MOVING_LIST_TAKING_H

#include "base/arena.h"
#include "base/error.h"
#include "moving/list_taken.h"
#include "store/store.h"

/* The first half of it, for whoever wants to see what would come: a row that isn't left has the
 * outcome ROW_TAKEN, and the film that it would be; 0: one that isn't known here. */
enum fault moving_match_list(struct db *db, struct arena *arena, const struct film_list *list,
                             const struct list_wanted *wanted, struct list_taken *taken,
                             struct error *err);

/* What is in `taken` lives in the arena. Faults of store/acting.h. The log gets an entry for each
 * kind of list of which something came. */
enum fault moving_take_list(struct store *store, struct arena *arena, const struct film_list *list,
                            const struct list_wanted *wanted, struct list_taken *taken,
                            struct error *err);

#endif
