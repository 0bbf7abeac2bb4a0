/* What suggestions are made of: the films with most votes, and whose films were watched lately. */
#ifndef MARQUEE_STORE_SUGGESTING_H
#define MARQUEE_STORE_SUGGESTING_H

#include "base/arena.h"
#include "base/error.h"
#include "domain/suggestion.h"
#include "store/store.h"

/* Of the films that are up, have votes, and are not settled for tonight. Two statements, which look
 * at CANDIDATES_MAX proposals and at the votes for OVERDUE_OF and LATELY of them. */
enum fault candidates_read(struct db *db, struct arena *arena, struct candidates *candidates,
                           struct error *err);

#endif
