/* Proposals that were withdrawn, and that nobody misses. */
#ifndef MARQUEE_STORE_WITHDRAWN_H
#define MARQUEE_STORE_WITHDRAWN_H

#include "base/clock.h"
#include "store/store.h"

enum { WITHDRAWN_SECONDS = 7 * DAY /* that one without votes is still shown */ };

/*
 * Removes those that were withdrawn longer ago and have no votes, not even held ones. Whatever has
 * been joined with another, was watched, or came from another program stays, since something may
 * refer to it. Entries of the log keep naming the film.
 */
enum fault store_withdrawn_prune(struct store *store, int64_t now, struct error *err);

#endif
