/*
 * The streams of a server (stream.h), past the library: each costs a socket and a few hundred
 * bytes, and no thread. A client that is silent, far away or gone:
 *
 *   nothing was sent for beat_ms                   it is sent a comment
 *   it takes nothing for silent_ms                 the kernel gives it up
 *   more is sent while 64 kB wait for it already   it is cut off
 *   it sends more than 4 kB                        it is cut off: what it sends is not read
 *   it closes, or ends what it has to say          it is over, at once
 *
 * When there are more than `most`, the household that holds most of them gives up its oldest.
 */
#ifndef MARQUEE_HTTP_EDGE_STREAMS_H
#define MARQUEE_HTTP_EDGE_STREAMS_H

#include "http/edge/exchange.h"

struct edge_parts;
struct streams;

/* Starts its thread. The parts outlive it. */
struct streams *streams_open(const struct edge_parts *parts);

/* Takes over the socket, and the listener of the exchange's response. Any loop's thread. */
void streams_adopt(struct streams *streams, int socket, const struct exchange *exchange);

/* All end, and those that begin from now on end at once. Does not wait for it. */
void streams_stop(struct streams *streams);

/* The loops are closed. NULL is fine. */
void streams_close(struct streams *streams);

#endif
