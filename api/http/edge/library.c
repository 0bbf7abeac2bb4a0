#include "http/edge/library.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"

static struct {
    library_refusal refuse;
    enum MHD_Result (*queue)(struct MHD_Connection *connection, unsigned status,
                             struct MHD_Response *response);
    enum MHD_Result (*look_up)(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                               const char *name, size_t name_length, const char **value,
                               size_t *value_length);
} original;

static _Thread_local struct {
    const struct library_io *io; /* NULL: as ever */
    void *context;
} passing;

/* `function` is where a pointer to it belongs. */
static void find_original(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (found == NULL)
        abort();
    memcpy(function, &found, sizeof(found));
}

void library_install(library_refusal refuse)
{
    original.refuse = refuse;
    find_original("MHD_queue_response", &original.queue);
    find_original("MHD_lookup_connection_value_n", &original.look_up);
}

enum MHD_Result library_queue(struct MHD_Connection *connection, unsigned status,
                              struct MHD_Response *response)
{
    return original.queue(connection, status, response);
}

/* It knows by now where they begin, and reads up to a NUL. The target is its own memory. */
void library_hide_parameters(const char *target)
{
    char *mark = (char *)(uintptr_t)strchr(target, '?');

    if (mark != NULL)
        mark[1] = '\0';
}

/* The library aborts where its epoll set doesn't have what it put there; it may not have put it
 * there yet. */
static void put_in_place(int number, int stand_in, int events)
{
    struct epoll_event nothing = {0};
    bool was_watched = epoll_ctl(events, EPOLL_CTL_DEL, number, NULL) == 0;

    if (dup3(stand_in, number, O_CLOEXEC) < 0 ||
        (was_watched && epoll_ctl(events, EPOLL_CTL_ADD, number, &nothing) != 0))
        abort();
}

int library_take_socket(struct MHD_Connection *connection)
{
    struct MHD_Daemon *daemon =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_DAEMON)->daemon;
    int number = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    int socket = fcntl(number, F_DUPFD_CLOEXEC, 0), stand_in = eventfd(0, EFD_CLOEXEC);

    if (socket >= 0 && stand_in >= 0) {
        put_in_place(number, stand_in,
                     MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd);
        close(stand_in);
        return socket;
    }
    if (socket >= 0)
        close(socket);
    if (stand_in >= 0)
        close(stand_in);
    return -1;
}

void library_pass_through(const struct library_io *io, void *context)
{
    passing.io = io;
    passing.context = context;
}

ssize_t recv(int socket, void *buffer, size_t room, int flags)
{
    if (passing.io == NULL)
        return recvfrom(socket, buffer, room, flags, NULL, NULL);
    return passing.io->read(passing.context, socket, buffer, room);
}

ssize_t send(int socket, const void *bytes, size_t length, int flags)
{
    if (passing.io != NULL)
        flags |= passing.io->flags(passing.context, socket);
    return sendto(socket, bytes, length, flags, NULL, 0);
}

enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status,
                                   struct MHD_Response *response)
{
    (void)response;
    original.refuse(connection, status);
    return MHD_NO; /* close it */
}

enum MHD_Result MHD_lookup_connection_value_n(struct MHD_Connection *connection,
                                              enum MHD_ValueKind kind, const char *name,
                                              size_t name_length, const char **value,
                                              size_t *value_length)
{
    if (name != NULL && name_length == strlen(MHD_HTTP_HEADER_COOKIE) &&
        strncasecmp(name, MHD_HTTP_HEADER_COOKIE, name_length) == 0)
        return MHD_NO;
    return original.look_up(connection, kind, name, name_length, value, value_length);
}
