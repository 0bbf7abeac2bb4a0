/*
 * The open connections, how long each may still take, and who ends those that take longer.
 *
 *   resting     no byte of a request yet (new, or kept alive)     at most idle_ms
 *   receiving   from the first byte of a request to its last      at most receive_ms
 *   answering   from there to the last byte of the answer         at most answer_ms
 *
 * These are absolute: a byte now and then buys no time. One that rests too long is closed in
 * peace; one that is too slow is cut off.
 *
 * Nobody has a fixed share, since a whole house may be one address. When there are more than
 * `most`, the household that holds most of them gives one up for each that comes: the one that has
 * rested longest; where none rests, and it has others, the one that has been received longest, or
 * one whose answer is not taken. While all of them are being answered, whoever holds fewer is let
 * in besides, in half of the room for those that leave. The log says so once, until nothing was
 * given up for a minute.
 *
 * connections_add and _remove are for the thread that accepts and closes, connection_* for the
 * thread that serves the connection, connections_drain for whoever stops the server.
 *
 * Our own: libmicrohttpd has one time-out, for rest; a byte now and then renews it.
 */
#ifndef MARQUEE_HTTP_EDGE_CONNECTIONS_H
#define MARQUEE_HTTP_EDGE_CONNECTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "domain/ip.h"
#include "http/edge/limits.h"
#include "http/edge/replay.h"

struct connections;
struct connection;
struct moves;

/* Starts the watchdog's thread. `context` is whose they are: connection_context(). */
struct connections *connections_open(struct connection_limits limits, void *context);

/* All connections are removed by now. NULL is fine. */
void connections_close(struct connections *connections);

/* A connection that was just accepted. It is removed before its socket is closed: a socket of the
 * table is always the one that was added. */
struct connection *connections_add(struct connections *connections, int socket,
                                   const struct sockaddr *peer);
void connections_remove(struct connection *connection);

/* The request's first line is there; the request is whole; its answer is sent or given up. From the
 * first to the last, connection_request() is what was given here. */
void connection_receive(struct connection *connection, void *request);
void connection_answer(struct connection *connection);
void connection_rest(struct connection *connection);

/* Its present request is served from the beginning once more: it has no more time for that. */
void connection_start_over(struct connection *connection);

/* Those of the loop that serves it (start_over.h); borrowed. */
void connection_settle(struct connection *connection, struct moves *moves);
struct moves *connection_moves(const struct connection *connection);

/* Its socket has another number now: `socket`. */
void connection_renumber(struct connection *connection, int socket);
int connection_socket(const struct connection *connection);

struct replay *connection_replay(struct connection *connection);

/* Where it comes from. */
struct ip connection_peer(const struct connection *connection);

/* Its present request is this client's, whom a proxy has named: the connection counts as theirs
 * from now on. */
void connection_hold(struct connection *connection, const struct ip *client);

void *connection_request(const struct connection *connection); /* NULL: between two */

/* What connections_open() was given. */
void *connection_context(const struct connection *connection);

/* Closes what rests, waits for requests that have begun, for at most `patience_ms`. A connection
 * that was used a moment ago is likely to be used again: it is left alone for that moment, and its
 * next answer should say `Connection: close`. True: no connection is left. */
bool connections_drain(struct connections *connections, int64_t patience_ms);

#endif
