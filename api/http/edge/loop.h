/*
 * An event loop: one thread that reads requests from many connections, and sends their answers. It
 * waits for nothing else: what has to wait for something is answered elsewhere, and comes back by
 * its mail.
 */
#ifndef MARQUEE_HTTP_EDGE_LOOP_H
#define MARQUEE_HTTP_EDGE_LOOP_H

#include "base/error.h"
#include "http/edge/listen.h"
#include "http/edge/parts.h"

struct loop;

/* Starts its thread. The parts outlive it. */
enum fault loop_open(struct edge_parts *parts, struct loop **loop, struct error *err);

/* Sends what is answered by then, or is being answered, and closes all connections. The workers
 * are still there. NULL is fine. */
void loop_close(struct loop *loop);

/* A connection that was just accepted: it takes over the socket. Any thread. */
void loop_adopt(struct loop *loop, int socket, const union listen_address *peer);

/* Connections that it has by now, or is about to. Any thread. */
unsigned loop_connections(const struct loop *loop);

#endif
