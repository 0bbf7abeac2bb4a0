/* The proposals that nobody may change: those of tonight's films (store/tonight.h). */
#ifndef MARQUEE_STORE_FROZEN_H
#define MARQUEE_STORE_FROZEN_H

#include "base/error.h"
#include "store/engine/db.h"

/* ---- inside a unit of work ---- */

/* FAULT_VOTES_FROZEN if it is one of them. */
enum fault frozen_must_not_be(struct db *db, int64_t proposal_id, struct error *err);

#endif
