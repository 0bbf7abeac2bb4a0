/* Writes that a person asks for. */
#ifndef MARQUEE_STORE_ACTING_H
#define MARQUEE_STORE_ACTING_H

#include "domain/deed.h"
#include "store/store.h"

/*
 * As store_write(), if the actor still may when the unit's turn comes: between the request and its
 * turn somebody else's may have been carried out. FAULT_UNAUTHENTICATED: they have left or were
 * removed. FAULT_DEACTIVATED: an admin has deactivated them. FAULT_FORBIDDEN: they come as an
 * admin, and are none any more.
 */
enum fault store_act(struct store *store, struct deed deed, writer_unit unit, void *context,
                     struct error *err);

/* The same by store_write_large(). */
enum fault store_act_large(struct store *store, struct deed deed, writer_unit unit, void *context,
                           struct error *err);

#endif
