/* What the library reads for a loop, by the numbers of its connections' sockets. The thread's own.
 */
#ifndef MARQUEE_HTTP_EDGE_READING_H
#define MARQUEE_HTTP_EDGE_READING_H

#include <stddef.h>

struct connection;

/* All zeros is one without connections. */
struct reading {
    struct connection **by_socket; /* NULL where there is none */
    size_t room;
};

/* From here on, what the library reads on this thread goes through the connection's replay. */
void reading_begin(struct reading *reading);

void reading_add(struct reading *reading, struct connection *connection);
void reading_remove(struct reading *reading, const struct connection *connection);
void reading_release(struct reading *reading);

#endif
