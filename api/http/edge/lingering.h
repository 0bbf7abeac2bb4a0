/*
 * Connections on which nothing more is said, until the client has read that.
 *
 * Closing one on which bytes are still coming resets it, and may take the answer out of the
 * client's hands. So what comes is read for a while, and thrown away.
 */
#ifndef MARQUEE_HTTP_EDGE_LINGERING_H
#define MARQUEE_HTTP_EDGE_LINGERING_H

struct lingering;

/* Starts its thread. */
struct lingering *lingering_open(void);
/* Closes all. NULL is fine. */
void lingering_close(struct lingering *lingering);

/* Any thread. The socket stays the caller's, who may close it; a copy of it lingers. */
void lingering_add(struct lingering *lingering, int socket);

#endif
