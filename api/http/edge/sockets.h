/* What the library reads and sends for a loop, by the numbers of its connections' sockets. The
 * thread's own. */
#ifndef MARQUEE_HTTP_EDGE_SOCKETS_H
#define MARQUEE_HTTP_EDGE_SOCKETS_H

#include <stddef.h>

struct connection;

/* All zeros is one without connections. */
struct sockets {
    struct connection **by_number; /* NULL where there is none */
    size_t room;
};

/* From here on, what the library reads on this thread goes through the connection's replay, and it
 * sends a head together with the file that is its body. */
void sockets_begin(struct sockets *sockets);

void sockets_add(struct sockets *sockets, struct connection *connection);
void sockets_remove(struct sockets *sockets, const struct connection *connection);
void sockets_release(struct sockets *sockets);

#endif
