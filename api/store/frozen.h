/* The proposals that nobody may change: those of tonight's films (store/tonight.h). */
#ifndef MARQUEE_STORE_FROZEN_H
#define MARQUEE_STORE_FROZEN_H

#include "base/error.h"
#include "store/engine/db.h"

/* ---- inside a unit of work ---- */

/* Its place tonight, from 1 on; 0: it is no film of tonight. */
enum fault frozen_place(struct db *db, int64_t proposal_id, int64_t *place, struct error *err);
/* FAULT_VOTES_FROZEN if it has one. */
enum fault frozen_must_not_be(struct db *db, int64_t proposal_id, struct error *err);

#endif
