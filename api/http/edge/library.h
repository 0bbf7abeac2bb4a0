/*
 * What the library below would do by itself, and doesn't: functions of its own that are defined
 * here, too. Its linker finds these before the originals.
 *
 * Its own answers (to a head that is too large or can't be read) are as bare as they come, are sent
 * twice where two of its functions find fault with one head, and are not sent at all where the head
 * has left no memory for them. So it asks us instead.
 *
 * Its look at the cookies is not wanted: it takes memory for a second copy of them and for each one
 * by itself. Those of other programs on the same host may be many; ours are read from the header.
 *
 * Its look at the parameters of a target is not wanted, either: they are read from the target as it
 * came. Where the library has no memory left for one, it goes on with a request that it has
 * refused, and crashes.
 *
 * Its reads go through us, so that a request whose head is too large for the memory of one daemon
 * can be read again by another (replay.h). What it sends does, too, so that a head can go out
 * together with the file behind it (sockets.h).
 */
#ifndef MARQUEE_HTTP_EDGE_LIBRARY_H
#define MARQUEE_HTTP_EDGE_LIBRARY_H

#include <microhttpd.h>
#include <sys/types.h>

/* Answers in the library's place; the status is what it would have said. The connection is closed
 * afterwards. On its loop. */
typedef void (*library_refusal)(struct MHD_Connection *connection, unsigned status);

/* Once, before the library starts. */
void library_install(library_refusal refuse);

/* MHD_queue_response for an answer of ours. */
enum MHD_Result library_queue(struct MHD_Connection *connection, unsigned status,
                              struct MHD_Response *response);

struct library_io {
    /* recv(2) for the library. */
    ssize_t (*read)(void *context, int socket, void *buffer, size_t room);
    /* Of its send(2), besides its own. */
    int (*flags)(void *context, int socket);
};

/* From here on, on this thread. Both are borrowed. */
void library_pass_through(const struct library_io *io, void *context);

/* In the call for a request line, once its target was copied: the library finds no parameters. */
void library_hide_parameters(const char *target);

/* Takes the socket away from the library, which closes something else in its place: the caller
 * refuses the request at once. In a call for a request. -1: there was no file to be had. */
int library_take_socket(struct MHD_Connection *connection);

#endif
