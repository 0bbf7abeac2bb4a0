#include "http/edge/reading.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "http/edge/connections.h"
#include "http/edge/library.h"

enum { FIRST_ROOM = 64 };

static ssize_t read_for_library(void *context, int socket, void *buffer, size_t room)
{
    const struct reading *reading = context;
    struct connection *connection =
        (size_t)socket < reading->room ? reading->by_socket[socket] : NULL;

    if (connection == NULL)
        return recvfrom(socket, buffer, room, 0, NULL, NULL);
    return replay_read(connection_replay(connection), socket, buffer, room);
}

void reading_begin(struct reading *reading)
{
    library_read_with(read_for_library, reading);
}

static void make_room_for(struct reading *reading, size_t socket)
{
    size_t room = reading->room == 0 ? FIRST_ROOM : reading->room;

    while (room <= socket)
        room *= 2;
    if (room == reading->room)
        return;
    reading->by_socket = reallocarray(reading->by_socket, room, sizeof(*reading->by_socket));
    if (reading->by_socket == NULL)
        abort();
    for (size_t i = reading->room; i < room; i++)
        reading->by_socket[i] = NULL;
    reading->room = room;
}

void reading_add(struct reading *reading, struct connection *connection)
{
    size_t socket = (size_t)connection_socket(connection);

    make_room_for(reading, socket);
    reading->by_socket[socket] = connection;
}

void reading_remove(struct reading *reading, const struct connection *connection)
{
    reading->by_socket[connection_socket(connection)] = NULL;
}

void reading_release(struct reading *reading)
{
    free(reading->by_socket);
}
