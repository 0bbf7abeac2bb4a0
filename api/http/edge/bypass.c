#include "http/edge/bypass.h"

#include <microhttpd.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "base/strbuf.h"

enum { BYPASS_MAX = 64 * 1024 /* bytes */ };

static void write_date(struct strbuf *text)
{
    time_t now = clock_now();
    struct tm utc;
    char date[48];

    gmtime_r(&now, &utc);
    strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    strbuf_addf(text, "Date: %s\r\n", date);
}

/* Everything but the body, as it goes over the wire. A stream has no length. */
static void write_head(const struct response *response, struct strbuf *text)
{
    const char *name, *value;
    size_t at = 0;

    strbuf_addf(text, "HTTP/1.1 %d %s\r\nConnection: close\r\n", response->status,
                MHD_get_reason_phrase_for((unsigned)response->status));
    write_date(text);
    if (response->listener == NULL)
        strbuf_addf(text, "Content-Length: %zu\r\n", response->length);
    if (response->request_id != NULL)
        strbuf_addf(text, REQUEST_ID_HEADER ": %s\r\n", response->request_id);
    while (response_next_header(response, &at, &name, &value))
        strbuf_addf(text, "%s: %s\r\n", name, value);
    strbuf_addstr(text, "\r\n");
}

void bypass_send(int socket, const struct response *response, bool head_only)
{
    auto_strbuf struct strbuf text;

    strbuf_init(&text, BYPASS_MAX);
    write_head(response, &text);
    if (!head_only && response->length > 0)
        strbuf_add(&text, response->bytes, response->length);
    /* A client that takes no few hundred bytes gets none of them. */
    send(socket, text.bytes, text.length, MSG_NOSIGNAL | MSG_DONTWAIT);
}

struct blob *bypass_head(const struct response *response)
{
    struct strbuf text;
    size_t length;
    char *bytes;

    strbuf_init(&text, BYPASS_MAX);
    write_head(response, &text);
    bytes = strbuf_take(&text, &length);
    return blob_take(bytes, length);
}
