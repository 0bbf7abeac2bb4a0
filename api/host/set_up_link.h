/* The link that sets the club up, as it is shown to whoever runs the server. */
#ifndef MARQUEE_HOST_SET_UP_LINK_H
#define MARQUEE_HOST_SET_UP_LINK_H

#include "base/strbuf.h"
#include "config/config.h"
#include "store/set_up.h"
#include "store/store.h"

/* Adds the link, a line for each address of this machine, each after `indent`; false: only this
 * machine can open them. */
bool set_up_link_add(struct strbuf *out, const struct config *config, int port,
                     const struct set_up *set_up, const char *indent);

/* FAULT_LINK_UNKNOWN: there is an admin, and no such link any more. */
enum fault set_up_link_is_due(struct store *store, struct error *err);

#endif
