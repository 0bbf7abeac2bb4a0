/*
 * Lets connections in, and deals them out to the loops: each to the one that has the fewest.
 */
#ifndef MARQUEE_HTTP_EDGE_ACCEPTOR_H
#define MARQUEE_HTTP_EDGE_ACCEPTOR_H

#include "base/error.h"
#include "http/edge/loop.h"

struct acceptor;

/* Listens at the settings' address and starts its thread. The loops are borrowed. */
enum fault acceptor_open(const struct edge_parts *parts, struct loop *const *loops, unsigned count,
                         struct acceptor **acceptor, struct error *err);

/* Lets in who has connected by now (their requests may be on the way), then nobody any more. */
void acceptor_stop(struct acceptor *acceptor);
void acceptor_close(struct acceptor *acceptor); /* NULL is fine */

/* The port that it listens on. */
int acceptor_port(const struct acceptor *acceptor);

#endif
