#include "http/call/refusal.h"

#include <poll.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "http/call/answer.h"
#include "http/call/problem.h"

enum { LINGER_MS = 2000 };

/* Closing a connection on which bytes are still coming resets it, and may take the answer out of
 * the client's hands. */
static void linger(int socket)
{
    int64_t until_us = clock_monotonic_us() + LINGER_MS * 1000LL, left_us;
    struct pollfd readable = {.fd = socket, .events = POLLIN};
    char bytes[4096];

    shutdown(socket, SHUT_WR);
    while ((left_us = until_us - clock_monotonic_us()) > 0 &&
           poll(&readable, 1, (int)(left_us / 1000) + 1) > 0)
        if (recv(socket, bytes, sizeof(bytes), MSG_DONTWAIT) <= 0)
            return;
}

void refuse(const struct api *api, const struct _u_request *request, const char *peer, int socket,
            const struct error *err)
{
    struct error unreadable;
    struct call call;
    struct reply reply;
    size_t bytes;

    error_init(&unreadable);
    reply_init(&reply);
    call_init(&call, api, request, peer, &unreadable);
    problem_reply(&call, &reply, err);
    bytes = reply_write(&call, &reply, socket);
    answer_log(&call, reply.status, bytes);
    reply_release(&reply);
    call_release(&call);
    linger(socket);
}
