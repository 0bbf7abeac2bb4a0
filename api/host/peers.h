/*
 * The connections of the control socket: each says one line, waits for its command, and is told one
 * line. Nobody waits for any of them: they are read and written as far as they are ready, and each
 * has until a moment of its own, however it fills the time. For one thread.
 */
#ifndef MARQUEE_HOST_PEERS_H
#define MARQUEE_HOST_PEERS_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

enum {
    PEERS_MAX = 64,
    PEER_PATIENCE_MS = 5000 /* for all of a message, and again for all of its answer */
};

enum peer_state { PEER_NONE, PEER_SPEAKS, PEER_WAITS, PEER_LISTENS };

struct peer {
    enum peer_state state;
    int socket;
    int64_t until_us;   /* of who speaks or listens; monotonic */
    int64_t since_us;   /* when it came; of who waits, when it had said all */
    struct strbuf text; /* what it says, then what it is told */
    size_t told;        /* bytes of that */
};

struct peers {
    struct peer list[PEERS_MAX];
    size_t message_max; /* bytes of what one may say */
};

void peers_open(struct peers *peers, size_t message_max);
void peers_close(struct peers *peers);

/* Takes the socket, non-blocking or not. Where all places are taken, who has been speaking longest
 * goes for it; there must be room (peers_have_room). */
void peers_take(struct peers *peers, int socket);
/* False: everybody has said all they have to, and is waiting or listening. */
bool peers_have_room(const struct peers *peers);

/* What each place waits for, and for how many ms at most (-1: for ever). */
int peers_poll(const struct peers *peers, struct pollfd polls[PEERS_MAX]);
/* Goes on with those that are ready, and ends those whose time is over. */
void peers_attend(struct peers *peers, const struct pollfd polls[PEERS_MAX]);

/* Who has been waiting longest, or NULL. */
struct peer *peers_next(struct peers *peers);
/* Tells one that waits, and takes the line, which malloc() gave; NULL: there is nothing to tell. */
void peer_tell(struct peer *peer, char *line);

/* Ends all but `kept` (NULL: nobody) and those that listen, who have `patience_ms` left at most. */
void peers_hurry(struct peers *peers, const struct peer *kept, int patience_ms);
/* Nobody is left. */
bool peers_are_gone(const struct peers *peers);

#endif
