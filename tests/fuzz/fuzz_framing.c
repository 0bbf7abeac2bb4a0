/*
 * Heads of requests, through the library's own parser: a connection that is one half of a socket
 * pair, in a daemon that neither listens nor has a thread. What passes is counted again by hand, in
 * the bytes as they came: two parties must not read it differently.
 */
#include <microhttpd.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"
#include "http/edge/framing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { HEAD_MAX = 4096 };

static const char *sent;
static size_t sent_size;

static void hold(bool is_true)
{
    if (!is_true)
        __builtin_trap();
}

/* ---- the same by hand ------------------------------------------------------------------------ */

struct counts {
    size_t hosts, lengths, codings;
};

static bool is_called(const char *line, size_t length, const char *name)
{
    return length >= strlen(name) && strncasecmp(line, name, strlen(name)) == 0;
}

static void count_line(const char *line, size_t length, struct counts *counts)
{
    const char *colon = memchr(line, ':', length);

    /* A name stands at the begin of its line, up to its colon. */
    hold(colon != NULL && colon > line);
    for (const char *at = line; at < colon; at++)
        hold(*at > ' ' && *at < 0x7f);
    counts->hosts += is_called(line, length, "host:");
    counts->lengths += is_called(line, length, "content-length:");
    counts->codings += is_called(line, length, "transfer-encoding:");
}

/* The library passes over empty lines in front of a request, and takes one that begins with NUL for
 * empty. */
static const char *first_line(void)
{
    const char *at = sent, *end;

    while ((*at == '\r' || *at == '\n' || *at == '\0') &&
           (end = memchr(at, '\n', sent_size - (size_t)(at - sent))) != NULL)
        at = end + 1;
    return at;
}

/*
 * `size` bytes of a head. The library writes NULs over the ends of lines and over colons, and what
 * stood there cannot be told any more: NUL from CR in front of a line's LF (tests/http/
 * test_framing.c), and of the four bytes at the end two ends of lines from what it takes for them.
 */
static void count_lines(size_t size, struct counts *counts)
{
    const char *line = first_line(), *last = line + size - 4;
    bool is_first = true;

    hold(size > 4 && last + 4 <= sent + sent_size && last[3] == '\n');
    while (line < last) {
        const char *end = memchr(line, '\n', (size_t)(last - line));
        const char *next = end != NULL ? end + 1 : last;
        size_t length = (size_t)(next - line) - (end != NULL ? 2 : 0);

        hold(end == NULL || (end > line && (end[-1] == '\r' || end[-1] == '\0')));
        hold(memchr(line, '\0', length) == NULL && memchr(line, '\r', length) == NULL);
        if (!is_first)
            count_line(line, length, counts);
        is_first = false;
        line = next;
    }
}

/* ---- what the library calls ------------------------------------------------------------------ */

static void *keep_target(void *context, const char *uri, struct MHD_Connection *connection)
{
    (void)context;
    (void)connection;
    return strdup(uri);
}

static void forget_target(void *context, struct MHD_Connection *connection, void **state,
                          enum MHD_RequestTerminationCode why)
{
    (void)context;
    (void)connection;
    (void)why;
    free(*state);
    *state = NULL;
}

/* The head is there. The connection is then closed, as on a refusal. */
static enum MHD_Result look(void *context, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *body,
                            size_t *body_length, void **state)
{
    struct exchange exchange = {.request = {.method = method, .target = *state}};
    struct framing framing;
    struct counts counts = {0};
    enum fault fault;
    struct error err;

    (void)context;
    (void)url;
    (void)body;
    (void)body_length;
    error_init(&err);
    fault = framing_read(connection, version, &exchange, &framing, &err);
    arena_release(&exchange.arena);
    if (fault != FAULT_NONE)
        return MHD_NO;
    count_lines(
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size,
        &counts);
    hold(counts.lengths + counts.codings <= 1 && counts.hosts <= 1);
    hold(counts.hosts == 1 || strcmp(version, "HTTP/1.0") == 0);
    return MHD_NO;
}

static void log_nothing(void *context, const char *format, va_list args)
{
    (void)context;
    (void)format;
    (void)args;
}

/* MHD_start_daemon is http/edge/server.c's. */
static struct MHD_Daemon *start(unsigned flags, ...)
{
    struct MHD_Daemon *daemon;
    va_list options;

    va_start(options, flags);
    daemon = MHD_start_daemon_va(flags, 0, NULL, NULL, look, NULL, options);
    va_end(options);
    hold(daemon != NULL);
    return daemon;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct MHD_Daemon *daemon;
    const struct sockaddr peer = {.sa_family = AF_UNIX};
    int ends[2];

    if (daemon == NULL)
        daemon = start(MHD_USE_NO_LISTEN_SOCKET, MHD_OPTION_EXTERNAL_LOGGER, log_nothing, NULL,
                       MHD_OPTION_URI_LOG_CALLBACK, keep_target, NULL, MHD_OPTION_NOTIFY_COMPLETED,
                       forget_target, NULL, MHD_OPTION_END);
    if (size > HEAD_MAX)
        return 0;
    sent = (const char *)bytes;
    sent_size = size;
    hold(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
    hold(write(ends[1], bytes, size) == (ssize_t)size);
    shutdown(ends[1], SHUT_WR);
    hold(MHD_add_connection(daemon, ends[0], &peer, sizeof(peer)) == MHD_YES);
    while (MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS)->num_connections > 0)
        MHD_run(daemon);
    close(ends[1]);
    return 0;
}
