#include "http/edge/sockets.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "http/edge/connections.h"
#include "http/edge/library.h"
#include "http/edge/serving.h"

enum { SOCKETS_ROOM = 64 };

static struct connection *find_connection(const struct sockets *sockets, int socket)
{
    return (size_t)socket < sockets->room ? sockets->by_number[socket] : NULL;
}

static ssize_t read_for_library(void *context, int socket, void *buffer, size_t room)
{
    struct connection *connection = find_connection(context, socket);

    if (connection == NULL)
        return recvfrom(socket, buffer, room, 0, NULL, NULL);
    return replay_read(connection_replay(connection), socket, buffer, room);
}

/* Before a file, a head would go out alone, and be taken up alone on the other side. */
static int flags_for_library(void *context, int socket)
{
    const struct connection *connection = find_connection(context, socket);
    const struct serving *serving = connection == NULL ? NULL : connection_request(connection);

    return serving != NULL && serving->sends_file ? MSG_MORE : 0;
}

void sockets_begin(struct sockets *sockets)
{
    static const struct library_io io = {.read = read_for_library, .flags = flags_for_library};

    library_pass_through(&io, sockets);
}

static void make_room_for(struct sockets *sockets, size_t socket)
{
    size_t room = sockets->room == 0 ? SOCKETS_ROOM : sockets->room;

    while (room <= socket)
        room *= 2;
    if (room == sockets->room)
        return;
    sockets->by_number = reallocarray(sockets->by_number, room, sizeof(*sockets->by_number));
    if (sockets->by_number == NULL)
        abort();
    for (size_t i = sockets->room; i < room; i++)
        sockets->by_number[i] = NULL;
    sockets->room = room;
}

void sockets_add(struct sockets *sockets, struct connection *connection)
{
    size_t socket = (size_t)connection_socket(connection);

    make_room_for(sockets, socket);
    sockets->by_number[socket] = connection;
}

void sockets_remove(struct sockets *sockets, const struct connection *connection)
{
    sockets->by_number[connection_socket(connection)] = NULL;
}

void sockets_release(struct sockets *sockets)
{
    free(sockets->by_number);
}
