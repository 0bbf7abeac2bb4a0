#include "http/edge/refusal.h"

#include <microhttpd.h>
#include <sys/socket.h>

#include "base/strbuf.h"

enum { REFUSAL_MAX = 64 * 1024 /* bytes */ };

/* Everything but the body, as it goes over the wire. */
static void write_head(const struct response *response, struct strbuf *text)
{
    strbuf_addf(text, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\n",
                response->status, MHD_get_reason_phrase_for((unsigned)response->status),
                response->length);
    for (const struct header *header = response->headers; header != NULL; header = header->next)
        strbuf_addf(text, "%s: %s\r\n", header->name, header->value);
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
}
