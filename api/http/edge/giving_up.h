/* Which connection goes when there are too many (connections.h says who has to give one up). */
#ifndef MARQUEE_HTTP_EDGE_GIVING_UP_H
#define MARQUEE_HTTP_EDGE_GIVING_UP_H

#include <stdbool.h>

#include "http/edge/connection_table.h"

/* With the lock held; the first one has just come. `*rests`: it is between two requests. NULL: all
 * others are in use, and it is let in, or nobody can go. */
struct connection *giving_up_choose(const struct connections *connections, bool *rests);

#endif
