/*
 * Takes an old club in: every row of it becomes one here, is one with what is here already, or is
 * left with its reason.
 *
 * DESIGN. There is no plan apart from the work: what becomes of a row follows from what the store's
 * functions find when its turn comes. A dry run does all the work, and undoes it. So it can't say
 * anything else than what would happen. All of it is one unit of work: whatever ends it midway, the
 * club is as it was.
 */
#ifndef MARQUEE_MOVING_TAKING_H
#define MARQUEE_MOVING_TAKING_H

#include "base/arena.h"
#include "base/error.h"
#include "moving/verdicts.h"
#include "store/store.h"

/* Strings and lists of `taken` live in the arena. FAULT_NONE also where it isn't done. */
enum fault moving_take(struct store *store, struct arena *arena, const struct old_club *club,
                       const struct taking_wanted *wanted, struct taken *taken, struct error *err);

#endif
