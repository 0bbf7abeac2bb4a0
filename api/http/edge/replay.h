/*
 * What a connection has read of a request that is not whole, so that another daemon of the library
 * can read it from its beginning. A connection's own; on the thread of its loop.
 */
#ifndef MARQUEE_HTTP_EDGE_REPLAY_H
#define MARQUEE_HTTP_EDGE_REPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* All zeros is one of a new connection: it records. */
struct replay {
    char *bytes; /* of the head that comes, with what came behind it */
    size_t length, room, at;
    uint64_t owed;  /* bytes of the present body that did not come yet: they are not recorded */
    bool has_begun; /* to be read again */
    bool is_lost;   /* what was recorded is not what the library has read: it can't begin */
};

/* recv(2): what is to be read again, then what the socket has. */
ssize_t replay_read(struct replay *replay, int socket, void *buffer, size_t room);

/* A request that begins with `method`, with a head and a body of so many bytes, is served as it is:
 * what was recorded of it is forgotten. What came of the next one stays. */
void replay_pass(struct replay *replay, const char *method, size_t head, uint64_t body);

/* From here on, what was recorded is read again, and nothing more is recorded. */
void replay_begin(struct replay *replay);

void replay_release(struct replay *replay);

#endif
