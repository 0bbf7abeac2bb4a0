/*
 * Proposals by a part of their title.
 *
 * DESIGN. A list is read in the order of an index, and ends early where many titles have the text;
 * where few have it, the index of their characters (engine/grams.h) leads to those few, newest
 * first, and they are sorted. In between the beginning of the list is looked at. If that is not
 * enough, what is level with its end follows, for in a list those that are level are newest first,
 * too. If that is not enough either, all that have the text are sorted, unless they are too many.
 */
#ifndef MARQUEE_STORE_FINDING_H
#define MARQUEE_STORE_FINDING_H

#include "base/arena.h"
#include "base/error.h"
#include "store/engine/db.h"
#include "store/proposal_query.h"

/* The first of the slice in their order, at most `room`. *known is false where too many have the
 * text: then the list itself, read to its end, is the way. query->search is not empty. */
enum fault proposals_find(struct db *db, struct arena *arena, const struct proposal_query *query,
                          int64_t *ids, size_t room, size_t *count, bool *known, struct error *err);

#endif
