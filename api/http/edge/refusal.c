#include "http/edge/refusal.h"

#include <microhttpd.h>
#include <poll.h>
#include <sys/socket.h>
#include <ulfius.h>

#include "base/clock.h"
#include "base/strbuf.h"

enum { LINGER_MS = 2000, REFUSAL_MAX = 64 * 1024 /* bytes */ };

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

/* Everything but the body, as it goes over the wire. */
static void write_head(const struct response *response, struct strbuf *text)
{
    const char **names = u_map_enum_keys(response->headers);

    strbuf_addf(text, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\n",
                response->status, MHD_get_reason_phrase_for((unsigned)response->status),
                response->length);
    for (size_t i = 0; names[i] != NULL; i++)
        strbuf_addf(text, "%s: %s\r\n", names[i], u_map_get(response->headers, names[i]));
    strbuf_addstr(text, "\r\n");
}

void refusal_send(int socket, const struct response *response, bool head_only)
{
    auto_strbuf struct strbuf text;

    strbuf_init(&text, REFUSAL_MAX);
    write_head(response, &text);
    if (!head_only && response->length > 0)
        strbuf_add(&text, response->bytes, response->length);
    /* A client that takes no few hundred bytes gets none of them. */
    send(socket, text.bytes, text.length, MSG_NOSIGNAL | MSG_DONTWAIT);
    linger(socket);
}
