/* Withdrawals that are undone. */
#ifndef MARQUEE_STORE_RESTORING_H
#define MARQUEE_STORE_RESTORING_H

#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

/*
 * Puts a withdrawn proposal up again, with its votes, its pitch and what had joined it: for its
 * proposer, or an admin. If it is open, nothing is done. `club_limit` is of open proposals, for a
 * proposer without a limit of their own.
 *
 * FAULT_PROPOSAL_NOT_OPEN: it was watched, or has joined another. FAULT_TOO_LATE (domain/undo.h).
 * FAULT_ALREADY_OPEN: its film is up again. FAULT_PROPOSAL_LIMIT: its proposer has as many.
 */
enum fault store_proposal_restore(struct store *store, struct deed deed, int64_t id,
                                  int64_t club_limit, struct error *err);

#endif
