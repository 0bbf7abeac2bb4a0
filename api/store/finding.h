/*
 * Proposals by a part of their title.
 *
 * DESIGN. There are two ways. A list is read in its order, from an index that has the search key,
 * too, and ends early where many titles have the text. Or the index of their characters
 * (engine/grams.h) leads to all that have it, newest first, and they are sorted; this is quicker
 * where they are few. By newest, the second way is in order already. By votes it is among those
 * that have no vote, which most have not. Else the few newest that have the text tell which way is
 * likely quicker, and when that was wrong, the number of all that have it.
 */
#ifndef MARQUEE_STORE_FINDING_H
#define MARQUEE_STORE_FINDING_H

#include "base/arena.h"
#include "base/error.h"
#include "store/engine/db.h"
#include "store/proposal_query.h"

/* The first of the slice in their order, at most `room`. query->search is not empty. */
enum fault proposals_find(struct db *db, struct arena *arena, const struct proposal_query *query,
                          int64_t *ids, size_t room, size_t *count, struct error *err);

#endif
