#include "http/edge/entering.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "http/edge/loop_inside.h"

/* NULL: it stays where it is. */
static struct move *find_move(const struct loop *loop, const struct connection *connection)
{
    struct move *at = loop->moves.first;

    while (at != NULL && at->connection != connection)
        at = at->next;
    return at;
}

static void count_out(struct loop *loop, struct connection *connection)
{
    loop->moved -= connection_replay(connection)->has_begun;
    connections_remove(connection);
    counter_add(loop->parts->settings.disconnected, 1);
    atomic_fetch_sub(&loop->connections, 1);
}

void entering_note(void *context, struct MHD_Connection *raw, void **state,
                   enum MHD_ConnectionNotificationCode what)
{
    struct loop *loop = context;
    struct move *move;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *state = loop->arriving;
        loop->arriving = NULL;
        loop->arrived = raw;
        sockets_add(&loop->sockets, *state);
        return;
    }
    sockets_remove(&loop->sockets, *state);
    move = find_move(loop, *state);
    if (move == NULL) {
        count_out(loop, *state);
        return;
    }
    connection_renumber(*state, move->socket); /* before the library closes what it has */
    move->is_free = true;
}

/* The library closes a socket that it does not take. */
static bool let_in(struct loop *loop, const struct daemon *daemon, const struct arrival *arrival)
{
    socklen_t length = arrival->peer.any.sa_family == AF_INET6 ? sizeof(arrival->peer.v6)
                                                               : sizeof(arrival->peer.v4);

    loop->arriving = arrival->connection;
    MHD_add_connection(daemon->raw, arrival->socket, &arrival->peer.any, length);
    if (loop->arriving == NULL)
        return true;
    count_out(loop, loop->arriving);
    return false;
}

void entering_let_in(struct loop *loop, const struct arrival *arrival)
{
    let_in(loop, &loop->daemons.of[USUAL], arrival);
}

/* What it reads first has come already, and the socket won't say so: who is resumed is taken to be
 * ready. */
static void take_for_ready(struct MHD_Connection *connection)
{
    MHD_suspend_connection(connection);
    MHD_resume_connection(connection);
}

static void move_over(struct loop *loop, const struct move *move)
{
    struct arrival arrival = {.connection = move->connection, .socket = move->socket};
    socklen_t length = sizeof(arrival.peer);

    getpeername(move->socket, &arrival.peer.any, &length);
    loop->moved++;
    if (let_in(loop, &loop->daemons.of[ROOMY], &arrival))
        take_for_ready(loop->arrived);
}

/* The usual daemon closes most at once, and some only when they are ready again: until then, one
 * can't be the roomy daemon's. */
void entering_move(struct loop *loop)
{
    struct move **at = &loop->moves.first;

    while (*at != NULL) {
        struct move *move = *at;

        if (!move->is_free) {
            take_for_ready(move->raw);
            at = &move->next;
            continue;
        }
        *at = move->next;
        move_over(loop, move);
        free(move);
    }
}
