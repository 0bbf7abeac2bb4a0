/*
 * Proposals by a part of their title.
 *
 * DESIGN. The index of characters (engine/grams.h) has all that have the text in the order of the
 * lists by newest, by title and by runtime. It is read there until the page is full, and each title
 * is looked at. But only by newest does it lead to few others: so in a large club, what is rare is
 * found there, and sorted.
 *
 * Votes change too often for that. By votes, the beginning of the list is read first, from an index
 * that has the search key, too: this is enough where many titles have the text. Once those with
 * votes are passed, all others are level, and the index of characters leads to them, the newest
 * first. Where very many have votes, there are two ways: to read on in the list, or to let the
 * index lead to all that have the text, and sort them. The few newest tell which is likely quicker,
 * and when that was wrong, the number of all.
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
